"""What every kind of application refuses, in the words that the person reads."""

from flask_babel import lazy_gettext as _

from functions.applications.models import HAND_IN_WITHIN
from functions.errors import Conflict, Invalid, NotFound, Refused


class NoSuchApplication(NotFound):
    """Not there, lapsed, or of another agency: one answer for all."""

    message = _(
        "There is no such application. It may have been deleted after %(days)s days",
        days=HAND_IN_WITHIN.days,
    )


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
