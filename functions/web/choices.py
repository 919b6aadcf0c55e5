"""Fields that choose: one of a list, one of a few, one file; rendered by the design system."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovRadioInput, GovSelect
from wtforms import FileField as PlainFileField
from wtforms import RadioField as PlainRadioField
from wtforms import SelectField as PlainSelectField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, StopValidation

from functions.web.forms import Translated

Choice = SelectChoice


class _OneOf(InputRequired):
    """Refuses what the page did not offer, in the words of the field."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        if field.data not in {choice.value for choice in field.choices if choice.value}:
            raise StopValidation(self.message)


class _Select(Translated, GovSelect):
    pass


class _Radios(Translated, GovRadioInput):
    pass


class _FileInput(Translated, GovFileInput):
    pass


class SelectField(PlainSelectField):
    """One of a long list; `choices` may be set when the form is made."""

    widget = _Select()

    def __init__(self, label: Any, *, missing: Any, **kwargs: Any) -> None:
        super().__init__(label, validators=[_OneOf(missing)], validate_choice=False, **kwargs)


class RadioField(PlainRadioField):
    """One of a few; `choices` may be set when the form is made."""

    widget = _Radios()

    def __init__(self, label: Any, *, missing: Any, **kwargs: Any) -> None:
        super().__init__(label, validators=[_OneOf(missing)], validate_choice=False, **kwargs)


class FileField(PlainFileField):
    """One file; what it holds is the service's question."""

    widget = _FileInput()

    @property
    def filename(self) -> str:
        """The name that the browser sent; empty without a file."""
        return getattr(self.data, "filename", None) or ""

    def content(self) -> bytes:
        """The bytes of the file; none without a file."""
        return self.data.read() if hasattr(self.data, "read") else b""
