"""What the board refuses, in the words that the officer reads."""

from flask_babel import lazy_gettext as _

from functions.errors import NotFound


class NoSuchBoard(NotFound):
    message = _("The board shows one type of application: registration or revision")
