"""The refusals of passwords, codes and sessions, in the words that the person reads."""

from flask_babel import lazy_gettext as _

from functions.errors import Invalid, NotSignedIn, TooMany


class SessionOver(NotSignedIn):
    message = _("Your session has ended or you have not signed in")


class Locked(TooMany):
    message = _("Too many wrong tries. Try again in %(minutes)s minutes, or reset the password")


class NetworkLocked(TooMany):
    message = _(
        "Too many wrong passwords came from your network. Try again in %(minutes)s minutes, "
        "use a device that you have signed in on before, or reset the password"
    )


class PasswordTooShort(Invalid):
    field = "new_password"
    message = _("Use at least %(length)s characters")


class PasswordTooLong(Invalid):
    field = "new_password"
    message = _("Use at most %(length)s characters")


class PasswordCommon(Invalid):
    field = "new_password"
    message = _("This password is easy to guess. Choose another one, such as a few words")


class PasswordPersonal(Invalid):
    field = "new_password"
    message = _("Leave your name, code, phone number and date of birth out of the password")


class PasswordReused(Invalid):
    field = "new_password"
    message = _("Choose a password that is not one of your last %(count)s")


class WrongOtp(Invalid):
    field = "otp"
    message = _("The code from the SMS is wrong. Tries left: %(left)s")


class OtpOver(Invalid):
    """A code that is expired, used, guessed too often or was never sent is refused alike."""

    field = "otp"
    message = _("This code can no longer be used. Ask for a new one")


class OtpTooSoon(TooMany):
    message = _("A code was sent a moment ago. You can ask for another in %(retry_after)s seconds")


class OtpTooOften(TooMany):
    message = _("No more codes can be sent now. Try again in %(minutes)s minutes")
