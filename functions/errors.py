"""The kinds of refusal, and how each is answered over HTTP.

A capability subclasses a kind and gives it a `message`: an English msgid that says what to do
next. Anything else that is raised is a bug, and becomes a 500 with a reference number.
Details carry identifiers and numbers only, never names, codes, phone numbers or passwords.
"""

from typing import Any

from flask_babel import lazy_gettext as _


class VssidError(Exception):
    """A request cannot be fulfilled; `details` fill the placeholders of the message."""

    message = _("Something went wrong")

    def __init__(self, **details: Any) -> None:
        super().__init__(type(self).__name__)
        self.details = details

    def text(self) -> str:
        """The message in the reader's language, its placeholders filled."""
        words = str(self.message)
        return words % self.details if self.details else words


class NotFound(VssidError):
    message = _("Page not found")


class Conflict(VssidError):
    message = _("Somebody changed this at the same time. Open the page again and try once more")


class NotSignedIn(VssidError):
    message = _("Sign in first")


class Refused(VssidError):
    message = _("You cannot do this")


class Invalid(VssidError):
    """A value breaks a rule; `field` names the form field that holds it, if one does."""

    message = _("Check what you entered")
    field: str | None = None


class TooLarge(Invalid):
    """A body has more bytes than we read."""

    message = _("What was sent is too large")


class TooMany(Refused):
    """A limit was reached; `retry_after` in the details is the wait in seconds."""

    message = _("Too many tries. Wait and try again")


class Unavailable(VssidError):
    """A system that we depend on does not answer; nothing was changed."""

    message = _("A system that we need does not answer. Nothing was changed: try again later")


STATUS: dict[type[VssidError], int] = {
    NotFound: 404,
    Conflict: 409,
    TooMany: 429,
    NotSignedIn: 401,
    Refused: 403,
    TooLarge: 413,
    Invalid: 422,
    Unavailable: 503,
}


def status_of(error: VssidError) -> int:
    """The HTTP status that answers `error`; the nearest kind decides."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 500
