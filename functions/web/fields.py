"""Fields that are not one line of text: a choice, several, a day, a longer text, a file."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from flask import current_app, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovFileInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice

from functions.errors import VssidError
from functions.web.forms import PortalForm, Translated, stripped

Form = TypeVar("Form", bound=PortalForm)

# Days outside are typing errors, and would overflow what is computed from them.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
# What people write in Viet Nam, beside what browsers send.
_DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class _Select(Translated, GovSelect):
    pass


class _TextArea(Translated, GovTextArea):
    pass


class _File(Translated, GovFileInput):
    pass


class _Group(Translated):
    """Radios or checkboxes under one legend; a field without a hint has no empty element for it."""

    def map_gov_params(self, field: Field, **options: Any) -> dict[str, Any]:
        params = super().map_gov_params(field, **options)
        return params if field.description else {**params, "hint": None}


class _Radios(_Group, GovRadioInput):
    pass


class _Checkboxes(_Group, GovCheckboxesInput):
    pass


class _DayInput(Translated, GovTextInput):
    """The browser's date picker, or a line of text with what was typed and is no day."""

    def __call__(self, field: Field, **options: Any) -> Any:
        is_day = field.data or not field._value()
        return super().__call__(field, type="date" if is_day else "text", **options)


class ChoiceField(SelectField):
    """A choice of one, from a list that opens."""

    widget = _Select()

    def pre_validate(self, form: Any) -> None:
        _require_listed([self.data], self.choices)


class RadiosField(RadioField):
    """A choice of one; every option is in view."""

    widget = _Radios()
    validate_choice = False

    def pre_validate(self, form: Any) -> None:
        if self.data:
            _require_listed([self.data], self.choices)


class ChoicesField(SelectMultipleField):
    """A choice of several; every option is in view.

    A JSON client sends their values with blanks between them.
    """

    widget = _Checkboxes()

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [value for values in valuelist for value in values.split()]

    def pre_validate(self, form: Any) -> None:
        _require_listed(self.data or [], self.choices)


class LongTextField(TextAreaField):
    """Some lines of text; blanks around them do not count."""

    widget = _TextArea()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, filters=(stripped,), **kwargs)


class UploadField(FileField):
    """A file from the device; the service finds out what is in it."""

    widget = _File()

    @property
    def filename(self) -> str:
        """The name that the browser sent; empty without a file."""
        return getattr(self.data, "filename", None) or ""

    def content(self) -> bytes:
        """The bytes of the file; none without a file."""
        return self.data.read() if hasattr(self.data, "read") else b""


class DayField(Field):
    """A civil day, or None."""

    widget = _DayInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        text = stripped(valuelist[0]) if valuelist else ""
        self.data = _day_in(text) if text else None

    def _value(self) -> str:
        if self.data:
            return str(self.data)
        return str(self.raw_data[0]) if self.raw_data else ""


def form_with_file(form_class: type[Form], *, max_bytes: int, too_large: VssidError) -> Form:
    """The form of a route that takes a file of `max_bytes` beside the usual short fields.

    A larger body is not read: the form is then refused with `too_large`.
    """
    request.max_content_length = max_bytes + current_app.config["MAX_CONTENT_LENGTH"]
    try:
        return form_class()
    except RequestEntityTooLarge:
        form = form_class(formdata=None)
        with form.showing_refusals():
            raise too_large from None
        return form


def choices(labels: Mapping[str, Any]) -> list[SelectChoice]:
    """The options of a field, from labels by value."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def _day_in(text: str) -> date:
    for pattern in _DAY_FORMATS:
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    raise ValueError(gettext("Enter a day, such as 25/11/2026"))


def _require_listed(values: Iterable[Any], offered: Iterable[SelectChoice]) -> None:
    if not set(values) <= {choice.value for choice in offered}:
        raise ValidationError(_("Choose from the list"))
