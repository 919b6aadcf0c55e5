"""What records refuse."""

from flask_babel import lazy_gettext as _

from functions.errors import NotFound


class NoCard(NotFound):
    message = _(
        "No health insurance card is recorded for you. "
        "If you have one, visit the nearest social insurance agency with it"
    )
