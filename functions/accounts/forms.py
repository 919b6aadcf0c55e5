"""The forms of sign-in and passwords."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired, Regexp

from functions.credentials.forms import not_too_long
from functions.web.forms import PortalForm, SecretField, TextField, without_blanks

CODE_HINT = _("10 digits, printed on your social insurance book and health insurance card")


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


class SignInForm(PortalForm):
    code = CodeField()
    password = SecretField(
        _("Password"), validators=[InputRequired(_("Enter your password")), not_too_long()]
    )


class ContinueForm(PortalForm):
    """Sign in here and sign the other device out."""


class LockForm(PortalForm):
    """Lock the account, because a stranger has signed in to it."""


class ForgotPasswordForm(PortalForm):
    code = CodeField()
