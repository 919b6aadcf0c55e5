"""The forms of the officers' sign-in, enrolment and password."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired, Optional, Regexp

from functions.credentials.forms import ChangePasswordForm, NewPasswordForm, not_too_long
from functions.web.forms import PortalForm, SecretField, TextField, without_blanks


def _username(value: str | None) -> str:
    return (value or "").strip().lower()


class TotpField(TextField):
    """The code that the authenticator app shows."""

    def __init__(self, hint: Any, presence: Any = None, **kwargs: Any) -> None:
        super().__init__(
            _("Code from the authenticator app"),
            description=hint,
            filters=(without_blanks,),
            validators=[
                presence or InputRequired(_("Enter the code that the app shows")),
                Regexp(r"^[0-9]{6}\Z", message=_("The code has 6 digits")),
            ],
            **kwargs,
        )


class SignInForm(PortalForm):
    username = TextField(
        _("User name"),
        filters=(_username,),
        validators=[
            InputRequired(_("Enter your user name")),
            Regexp(r"^[a-z][a-z0-9.-]{2,31}\Z", message=_("This is not a user name")),
        ],
    )
    password = SecretField(
        _("Password"), validators=[InputRequired(_("Enter your password")), not_too_long()]
    )
    totp = TotpField(
        _("6 digits. Leave it empty at your first sign-in: you set the app up then"), Optional()
    )


class EnrolPasswordForm(NewPasswordForm):
    """The first step of the enrolment: an own password."""


class EnrolAppForm(PortalForm):
    """The second step: a code proves that the app has the secret."""

    totp = TotpField(_("6 digits, new every 30 seconds"))


class ChangeOwnPasswordForm(ChangePasswordForm):
    """Another password; the old one is asked for with a code from the app."""

    totp = TotpField(_("6 digits, new every 30 seconds"))
    field_order = (*ChangePasswordForm.field_order, "totp")
