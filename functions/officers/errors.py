"""The refusals of officers' accounts, in the words that the officer or the operator reads."""

from flask_babel import lazy_gettext as _

from functions.errors import Conflict, Invalid, NotFound, TooMany


class WrongCredentials(Invalid):
    """A wrong name, password or code, a used code and a disabled officer are refused alike."""

    message = _("The user name, the password or the code is wrong. A code can be used once")


class Locked(TooMany):
    message = _("Too many wrong tries. Try again in %(minutes)s minutes")


class LockedForStrangers(Locked):
    """The lock of every browser that the officer has never signed in with."""

    message = _(
        "Too many wrong tries. Try again in %(minutes)s minutes, or use a browser that you have "
        "signed in with before"
    )


class InitialPasswordExpired(Invalid):
    message = _("This first password has expired. Ask for a new one")


class EnrolmentOver(Conflict):
    message = _("Your first sign-in was interrupted. Sign in with the first password again")


class WrongCode(Invalid):
    field = "totp"
    message = _("The code is wrong. Enter the one that the app shows now")


class WrongPasswordOrCode(Invalid):
    message = _("The old password or the code is wrong. A code can be used once")


class OfficerChanged(Conflict):
    message = _("Your account was changed at the same time. Start again")


class UsernameMalformed(Invalid):
    field = "username"
    message = _(
        "A user name has 3 to 32 small letters, digits, dots and hyphens, and begins with a letter"
    )


class UsernameTaken(Conflict):
    message = _("There is an officer with this user name already")


class NameMissing(Invalid):
    field = "full_name"
    message = _("Enter the full name, at most 100 characters")


class NoSuchAgency(Invalid):
    field = "agency"
    message = _("No agency has this code. Codes have 4 digits, such as 0100")


class RoleUnknown(Invalid):
    field = "role"
    message = _("The role is officer or supervisor")


class NoSuchOfficer(NotFound):
    message = _("There is no officer with this user name")
