"""The officers' Lambda, on a host of its own."""

from flask import Flask
from flask_babel import lazy_gettext as _

from functions.applications.revision_officer_views import blueprint as revisions
from functions.officers.officer_views import blueprint as officers
from functions.settings import Settings
from functions.web import create_app
from functions.web.lambda_events import answers

# The menu of who is signed in: a route and its words.
MENU = (
    ("officers.home", _("Home page")),
    ("officers.sign_out", _("Sign out")),
)


def create(settings: Settings) -> Flask:
    """The app over the tables of `settings`."""
    app = create_app("officer", settings, [officers, revisions])
    app.jinja_env.globals.update(officer_menu=MENU)
    return app


handler = answers(create)
