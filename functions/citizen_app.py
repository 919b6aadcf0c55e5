"""The citizens' Lambda: registration, sign-in, personal information, the health insurance card."""

from flask import Flask

from functions.accounts.views import blueprint as accounts
from functions.lambda_events import answers
from functions.notifications.views import blueprint as inbox
from functions.records.views import blueprint as records
from functions.registration.photo_views import blueprint as photo
from functions.registration.tracking_views import blueprint as tracking
from functions.registration.views import blueprint as registration
from functions.revisions.views import blueprint as revisions
from functions.settings import Settings
from functions.web import create_app


def create(settings: Settings) -> Flask:
    """The app over the tables of `settings`; /dev/messages exists on the local stage only."""
    blueprints = [accounts, registration, photo, tracking, revisions, records]
    if settings.is_local:
        blueprints.append(inbox)
    return create_app("citizen", settings, blueprints)


handler = answers(create)
