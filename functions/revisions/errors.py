"""What updates of registered details refuse, in the words that the person reads."""

from flask_babel import lazy_gettext as _

from functions.errors import Conflict, Invalid, NotFound


class NotInRegistry(NotFound):
    message = _(
        "Your details are not in the registry. "
        "Visit the nearest social insurance agency with your identity document"
    )


class NothingChanged(Invalid):
    message = _("Nothing differs from what is registered. Change at least one of your details")


class AlreadyRequested(Conflict):
    """The same changes became the request `number` in another tab or at the first press."""

    message = _("This request has been sent already as %(number)s")


class StaleDetails(Conflict):
    message = _(
        "The registered details have changed since the person sent this request. Nothing was "
        "updated: reject it, so that the person can send a new one"
    )
