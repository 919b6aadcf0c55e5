"""What applications refuse, in the words that the person reads."""

from flask_babel import lazy_gettext as _

from functions.errors import Conflict, Invalid, NotFound, NotSignedIn, Refused


class NoSuchApplication(NotFound):
    """Not there, lapsed, or of another agency: one answer for all."""

    message = _("There is no such application. It may have been deleted after 10 days")


class AlreadyDecided(Conflict):
    message = _("Officer %(officer)s decided this application at %(at)s. Nothing was changed")


class AlreadyReceived(Conflict):
    message = _("Officer %(officer)s recorded the paper at %(at)s. Nothing was changed")


class PaperFirst(Invalid):
    field = "assessment"
    message = _("Record that the signed paper was received before you find it adequate")


class CodeNotConfirmed(Invalid):
    """The officer is to guide the person through the issuance of a code; see the page."""

    field = "assessment"
    message = _(
        "The code and full name are not on both systems. No account was issued and the "
        "application stays pending: guide the person through the issuance of a code"
    )


class AccountExists(Invalid):
    field = "assessment"
    message = _(
        "This social security code has an account already. Nothing was issued: "
        "if the person cannot sign in, help them to set a new password"
    )


class ReasonMissing(Invalid):
    field = "reasons"
    message = _("Choose at least one reason, so that the applicant knows what to correct")


class NoteMissing(Invalid):
    field = "note"
    message = _("Write the reason")


class AlreadySubmitted(Refused):
    """The draft became the application `number` in another tab or at the first press.

    No fault of the form: the browser is led to the application.
    """

    message = _("This declaration has been submitted already as %(number)s")


class DraftChanged(Conflict):
    message = _("The declaration was changed in another tab. Check it and send it again")


class DraftGone(NotFound):
    message = _("This declaration is not there any more. Start a new one")


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
