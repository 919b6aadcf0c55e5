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
from functions.web import Frontend, MenuEntry, create_app

FRONTEND = Frontend(
    name="officer",
    blueprints=(officers, lists, details, steps, revisions, board),
    home="officers.home",
    menu=(
        MenuEntry("officers.home", _("Home page")),
        MenuEntry("desk.applications", _("Applications")),
        MenuEntry("board.overview", _("Workload")),
        MenuEntry("officers.sign_out", _("Sign out")),
    ),
)


def create(settings: Settings, systems: Systems = OUR_TABLES) -> Flask:
    """The app over the tables of `settings`, which asks `systems` before it issues an account."""
    app = create_app(FRONTEND, settings)
    registry.use(systems)
    return app


handler = answers(create)
