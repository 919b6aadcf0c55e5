"""The forms of sign-in and passwords."""

from typing import Any

from flask_babel import lazy_gettext as _
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput
from wtforms import SubmitField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from functions.web.forms import PortalForm, SecretField, TextField, without_blanks

CODE_HINT = _("10 digits, printed on your social insurance book and health insurance card")
# Far above the longest password: an upper bound on work, not a rule about passwords.
MAX_TYPED = 1000


class CodeField(TextField):
    """A social security code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            _("Social security code"),
            description=CODE_HINT,
            filters=(without_blanks,),
            validators=[
                InputRequired(_("Enter your social security code")),
                Regexp(r"^[0-9]{10}\Z", message=_("A social security code has 10 digits")),
            ],
            **kwargs,
        )


def _too_long() -> Length:
    return Length(max=MAX_TYPED, message=_("This is too long"))


class SignInForm(PortalForm):
    code = CodeField()
    password = SecretField(
        _("Password"), validators=[InputRequired(_("Enter your password")), _too_long()]
    )


class SignOutForm(PortalForm):
    """Sign out of this device."""


class ContinueForm(PortalForm):
    """Go on here, and sign the other device out."""


class LockForm(PortalForm):
    """It was not me: lock the account."""


class NewPasswordForm(PortalForm):
    new_password = SecretField(
        _("New password"),
        description=_(
            "At least 8 characters of any kind. A few unrelated words are safe and easy to remember"
        ),
        validators=[InputRequired(_("Enter a new password")), _too_long()],
    )
    new_password_again = SecretField(
        _("New password again"),
        validators=[
            InputRequired(_("Enter the new password again")),
            EqualTo("new_password", _("The two new passwords are not the same")),
        ],
    )


class ChangePasswordForm(NewPasswordForm):
    old_password = SecretField(
        _("Old password"),
        validators=[InputRequired(_("Enter your old password")), _too_long()],
    )
    field_order = ("csrf_token", "old_password", "new_password", "new_password_again")


class ForgotPasswordForm(PortalForm):
    code = CodeField()


class OtpForm(PortalForm):
    """The code from the SMS, or the wish for another one."""

    otp = TextField(
        _("6-digit code"),
        description=_("It is valid for 5 minutes"),
        filters=(without_blanks,),
    )
    resend = SubmitField(_("Send another code"), widget=GovSubmitInput())

    def validate_otp(self, field: TextField) -> None:
        """A code is wanted only from who does not ask for another."""
        if self.resend.data:
            return
        for rule in (
            InputRequired(_("Enter the code from the SMS")),
            Regexp(r"^[0-9]{6}\Z", message=_("The code has 6 digits")),
        ):
            rule(self, field)
