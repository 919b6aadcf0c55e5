"""What the systems of record refuse."""

from flask_babel import lazy_gettext as _

from functions.errors import Unavailable


class SystemUnavailable(Unavailable):
    """A system of record did not answer; `system` in the details is its name."""

    message = _("The %(system)s does not answer. Nothing was changed: try again later")
