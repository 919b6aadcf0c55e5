"""What a registration and its tracking refuse, in the words that the applicant reads."""

from flask_babel import lazy_gettext as _

from functions.errors import Conflict, Invalid, NotSignedIn


class PhoneChanged(Conflict):
    message = _("The phone number was changed after the code was sent. Ask for a new code")


class NotCorrectable(Conflict):
    message = _("Only a rejected application can be corrected")


class PhoneNotProved(NotSignedIn):
    """Neither submitted nor tracked by this browser."""

    message = _("Track the application first, with a code to the declared phone")


class InvalidNumber(Invalid):
    field = "number"
    message = _("Enter the 14 digits of the application number, such as 261124-4821035-7")
