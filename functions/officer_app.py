"""The officers' Lambda, on a host of its own."""

from flask import Flask
from flask_babel import lazy_gettext as _

from functions.board.views import blueprint as board
from functions.desk.detail_views import blueprint as details
from functions.desk.list_views import blueprint as lists
from functions.desk.step_views import blueprint as steps
from functions.lambda_events import answers
from functions.officers.views import blueprint as officers
from functions.registry import service as registry
from functions.registry.systems import OUR_TABLES, Systems
from functions.revisions.officer_views import blueprint as revisions
from functions.settings import Settings
from functions.web import create_app

# The menu of who is signed in: a route and its words.
MENU = (
    ("officers.home", _("Home page")),
    ("desk.applications", _("Applications")),
    ("board.overview", _("Workload")),
    ("officers.sign_out", _("Sign out")),
)


def create(settings: Settings, systems: Systems = OUR_TABLES) -> Flask:
    """The app over the tables of `settings`, which asks `systems` before it issues an account."""
    app = create_app("officer", settings, [officers, lists, details, steps, revisions, board])
    registry.use(systems)
    app.jinja_env.globals.update(officer_menu=MENU)
    return app


handler = answers(create)
