"""The base of every form: CSRF, JSON bodies, translated messages, refusals by a service.

A form knows shape and wording, never storage. What a service refuses is shown like what a
validator refuses: in the error summary and beside the field it names.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from flask import current_app, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF, validate_csrf
from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import PasswordField, StringField, ValidationError
from wtforms.csrf.core import CSRFTokenField
from wtforms.fields import Field

from functions.errors import Conflict, Invalid, TooMany, Unavailable, VssidError, status_of

STALE_PAGE = _("This page had been open too long. Check what you entered and send it again")


class _PageToken(_FlaskFormCSRF):
    """Flask-WTF's token; its refusal says what to do.

    A page that was opened before the signing key changed can still be sent.
    """

    def validate_csrf_token(self, form: FlaskForm, field: CSRFTokenField) -> None:
        keys = [self.meta.csrf_secret, *current_app.config["SECRET_KEY_FALLBACKS"]]
        if not any(self._is_signed_by(key, field.data) for key in keys):
            raise ValidationError(STALE_PAGE)

    def _is_signed_by(self, key: str, token: str | None) -> bool:
        try:
            validate_csrf(token, key, self.meta.csrf_time_limit, self.meta.csrf_field_name)
        except ValidationError:
            return False
        return True


class PortalForm(FlaskForm):
    """A form that a page shows and a JSON client can fill alike."""

    problem_title = _("There is a problem")

    class Meta(FlaskForm.Meta):
        csrf_class = _PageToken

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            if request.is_json and request.method == "POST":
                return _flat(_json())
            return super().wrap_formdata(form, formdata)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.refusal: VssidError | None = None

    def validate_on_submit(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the form was sent and is right; a form that a service refused is not."""
        return self.refusal is None and bool(super().validate_on_submit(*args, **kwargs))

    @contextlib.contextmanager
    def showing_refusals(self) -> Iterator[None]:
        """Show what the service refuses in this block as errors of this form."""
        try:
            yield
        except (Invalid, TooMany, Conflict, Unavailable) as refusal:
            self.refusal = refusal
            message = refusal.text()
            field = self._fields.get(getattr(refusal, "field", None) or "")
            if field is None:
                self.form_errors.append(message)
            else:
                field.errors = [*field.errors, message]

    @property
    def http_status(self) -> int:
        """The HTTP status that answers this form's errors."""
        if self.refusal:
            return status_of(self.refusal)
        return 400 if self.csrf_token.errors else 422

    @property
    def retry_after(self) -> int | None:
        """The seconds to wait before another try, if the form was refused for too many."""
        return self.refusal.details.get("retry_after") if self.refusal else None

    def problems(self) -> list[dict[str, str]]:
        """Every error, in the order of the fields: `{"field", "message"}`."""
        named = [
            {"field": name, "message": str(message)}
            for name, field in self._fields.items()
            for message in field.errors
        ]
        return named + [{"field": "", "message": str(each)} for each in self.form_errors]

    def described(self) -> dict[str, Any]:
        """The form as JSON: its token, and of each field the name, label, hint and choices."""
        return {
            "csrf_token": self.csrf_token.current_token,
            "fields": [
                _described(name, field)
                for name, field in self._fields.items()
                if name != "csrf_token"
            ],
        }


def _described(name: str, field: Field) -> dict[str, Any]:
    described = {"name": name, "label": str(field.label.text), "hint": str(field.description)}
    choices = getattr(field, "choices", None)
    if choices:
        offered = [
            {"value": each.value, "label": str(each.label)} for each in choices if each.value
        ]
        return {**described, "choices": offered}
    return described


def _json() -> Any:
    """The body of the request. Raises BadRequest for what is no JSON or nested without end."""
    try:
        return request.get_json()
    except RecursionError as fault:
        raise BadRequest from fault


def _flat(body: Any) -> MultiDict:
    """A JSON object of plain values as form data. Raises BadRequest for any other shape."""
    if not isinstance(body, dict):
        raise BadRequest
    if not all(isinstance(value, str | int | float) for value in body.values()):
        raise BadRequest
    values = {name: str(value) for name, value in body.items()}
    if not all(map(_is_text, values.values())):
        raise BadRequest
    return MultiDict(values)


def _is_text(value: str) -> bool:
    """Whether a page can show `value`: JSON can write half of a character, UTF-8 cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def stripped(value: str | None) -> str:
    """What a person typed, without the blanks that keyboards and pasting add."""
    return (value or "").strip()


def without_blanks(value: str | None) -> str:
    """What was typed, without the blanks that people put between groups of digits."""
    return "".join((value or "").split())


class Translated:
    """Translates "Error", which screen readers hear before a message and nobody sees."""

    def map_gov_params(self, field: Field, **options: Any) -> dict[str, Any]:
        params = super().map_gov_params(field, **options)  # type: ignore[misc]
        if field.errors:
            params["errorMessage"] = {
                "text": field.errors[0],
                "visuallyHiddenText": gettext("Error"),
            }
        return params


class _TextInput(Translated, GovTextInput):
    pass


class _PasswordInput(Translated, GovPasswordInput):
    pass


class TextField(StringField):
    """One line of text, rendered by the design system; blanks around it do not count."""

    widget = _TextInput()

    def __init__(self, label: Any, *, filters: tuple = (stripped,), **kwargs: Any) -> None:
        super().__init__(label, filters=filters, **kwargs)


class SecretField(PasswordField):
    """A password: never shown again, never stripped, never normalised here."""

    widget = _PasswordInput()
