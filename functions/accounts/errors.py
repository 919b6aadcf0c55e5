"""What accounts refuse, in the words that the person reads."""

from flask_babel import lazy_gettext as _

from functions.errors import Conflict, Invalid, Refused


class WrongCredentials(Invalid):
    """A code without an account is refused alike, so that nobody learns which codes have one."""

    message = _("The social security code or the password is wrong")


class InitialPasswordUsed(Invalid):
    message = _(
        "This first password has already been used or has expired. "
        "Choose “Forgot password” to set a new one"
    )


class LockedByOwner(Invalid):
    message = _("The owner has locked this account. Choose “Forgot password” to open it again")


class WrongPassword(Invalid):
    field = "old_password"
    message = _("The old password is wrong")


class AccountChanged(Conflict):
    message = _("Your account was changed at the same time. Start again")


class NotYours(Refused):
    message = _("Only the device that was signed out can lock the account")
