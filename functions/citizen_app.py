"""The citizens' Lambda: registration, sign-in, personal information, the health insurance card."""

import dataclasses

from flask import Flask
from flask_babel import lazy_gettext as _

from functions.accounts.password_views import blueprint as password
from functions.accounts.sign_in_views import blueprint as sign_in
from functions.accounts.views import blueprint as accounts
from functions.lambda_events import answers
from functions.notifications.views import blueprint as inbox
from functions.records.views import blueprint as records
from functions.registration.photo_views import blueprint as photo
from functions.registration.tracking_views import blueprint as tracking
from functions.registration.views import blueprint as registration
from functions.registry import service as registry
from functions.registry.systems import OUR_TABLES, Systems
from functions.revisions.views import blueprint as revisions
from functions.settings import Settings
from functions.web import Frontend, MenuEntry, create_app

FRONTEND = Frontend(
    name="citizen",
    blueprints=(
        sign_in,
        password,
        accounts,
        registration,
        photo,
        tracking,
        revisions,
        records,
    ),
    home="site.home",
    menu=(
        MenuEntry("accounts.home", _("My account"), section="/account"),
        MenuEntry("site.news", _("News")),
        MenuEntry("site.guides", _("Guides")),
        MenuEntry("site.faq", _("Questions")),
        MenuEntry("site.support", _("Support")),
    ),
    is_public=True,
)
# What was sent, for reading on this machine.
LOCAL_FRONTEND = dataclasses.replace(FRONTEND, blueprints=(*FRONTEND.blueprints, inbox))


def create(settings: Settings, systems: Systems = OUR_TABLES) -> Flask:
    """The app over the tables of `settings`, which asks `systems` what is known of an applicant.

    The local stage has /dev/messages besides.
    """
    app = create_app(LOCAL_FRONTEND if settings.is_local else FRONTEND, settings)
    registry.use(systems)
    return app


handler = answers(create)
