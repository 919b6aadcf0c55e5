"""The forms of one-time codes, new passwords and the sign-out."""

from typing import ClassVar

from flask_babel import lazy_gettext as _
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput
from wtforms import SubmitField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from functions import formats
from functions.credentials import one_time_codes, passwords
from functions.web.forms import PortalForm, SecretField, TextField, without_blanks

# Far above the longest password: an upper bound on work, not a rule about passwords.
MAX_TYPED = 1000


def not_too_long() -> Length:
    """The bound of every field for a password."""
    return Length(max=MAX_TYPED, message=_("This is too long"))


class NewPasswordForm(PortalForm):
    new_password = SecretField(
        _("New password"),
        description=_(
            "At least %(length)s characters of any kind. "
            "A few unrelated words are safe and easy to remember",
            length=passwords.MIN_LENGTH,
        ),
        validators=[InputRequired(_("Enter a new password")), not_too_long()],
    )
    new_password_again = SecretField(
        _("New password again"),
        validators=[
            InputRequired(_("Enter the new password again")),
            EqualTo("new_password", _("The two new passwords are not the same")),
        ],
    )


class ChangePasswordForm(NewPasswordForm):
    """Another password, for somebody who knows the old one."""

    old_password = SecretField(
        _("Old password"),
        validators=[InputRequired(_("Enter your old password")), not_too_long()],
    )
    field_order: ClassVar[tuple[str, ...]] = (
        "csrf_token",
        "old_password",
        "new_password",
        "new_password_again",
    )


class SignOutForm(PortalForm):
    """End the session on this device."""


class OtpForm(PortalForm):
    """The digits from the SMS, or a press of the button that sends others."""

    otp = TextField(
        _("6-digit code"),
        description=_(
            "It is valid for %(minutes)s minutes", minutes=formats.minutes(one_time_codes.VALID)
        ),
        filters=(without_blanks,),
    )
    resend = SubmitField(_("Send another code"), widget=GovSubmitInput())

    def validate_otp(self, field: TextField) -> None:
        """The digits are wanted unless another code is."""
        if self.resend.data:
            return
        for rule in (
            InputRequired(_("Enter the code from the SMS")),
            Regexp(r"^[0-9]{6}\Z", message=_("The code has 6 digits")),
        ):
            rule(self, field)
