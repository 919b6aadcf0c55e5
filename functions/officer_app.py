"""The officers' Lambda, on a host of its own."""

from flask import Flask
from flask_babel import lazy_gettext as _

from functions.applications.board_views import blueprint as board
from functions.officers.officer_views import blueprint as officers
from functions.settings import Settings
from functions.web import create_app
from functions.web.lambda_events import answers

# The menu of who is signed in: a route and its words.
MENU = (
    ("officers.home", _("Home page")),
    ("board.overview", _("Workload")),
    ("officers.sign_out", _("Sign out")),
)


def create(settings: Settings) -> Flask:
    """The app over the tables of `settings`."""
    app = create_app("officer", settings, [officers, board])
    app.jinja_env.globals.update(officer_menu=MENU)
    return app


handler = answers(create)
