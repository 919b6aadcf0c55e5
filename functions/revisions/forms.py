"""The forms of a request to update registered details: one thing at a time."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from functions.applications.reasons import OF_REVISIONS
from functions.desk.note_field import NoteField
from functions.reference import divisions, emails, identifiers, postal
from functions.registration.forms import Parsed
from functions.web.fields import ChoiceField, ChoicesField, choices
from functions.web.forms import PortalForm, TextField

_CHOOSE = {"": _("Choose from the list")}


class DetailForm(PortalForm):
    """One thing that is to be changed; `answers` are its new values."""

    @property
    def answers(self) -> dict[str, str]:
        return {
            name: field.parsed for name, field in self._fields.items() if hasattr(field, "parsed")
        }


class PhoneForm(DetailForm):
    phone = TextField(
        _("New phone number"),
        description=_("A Vietnamese mobile number, such as 0912 345 678"),
        validators=[
            InputRequired(_("Enter the new phone number")),
            Parsed(identifiers.parse_phone),
        ],
    )


class EmailForm(DetailForm):
    email = TextField(
        _("New email"),
        description=_("Leave it empty if you no longer want messages by email"),
        validators=[Parsed(emails.parse)],
    )


class IdentityForm(DetailForm):
    identity_number = TextField(
        _("New document number"),
        description=_("A citizen ID (12 digits), an old identity card (9 digits) or a passport"),
        validators=[
            InputRequired(_("Enter the number of the document")),
            Parsed(identifiers.parse_identity_number),
        ],
    )


class ProvinceForm(PortalForm):
    """The first step of an address: the wards of the next one depend on it."""

    province_code = ChoiceField(
        _("Province or city"), validators=[InputRequired(_("Choose your province or city"))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {unit.code: unit.name for unit in divisions.provinces_in_order()}
        self.province_code.choices = choices(_CHOOSE | names)


class WardForm(DetailForm):
    """The second step: where in the province."""

    ward_code = ChoiceField(
        _("Ward, commune or special zone"),
        validators=[InputRequired(_("Choose your ward, commune or special zone"))],
    )
    address = TextField(
        _("House number, street, village"),
        validators=[
            InputRequired(_("Enter the house number and street, or the village")),
            Parsed(postal.parse_line),
        ],
    )

    def __init__(self, province_code: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.province_code = province_code
        wards = divisions.wards_of(province_code)
        self.ward_code.choices = choices(_CHOOSE | {unit.code: unit.name for unit in wards})

    @property
    def answers(self) -> dict[str, str]:
        ward = divisions.ward(self.ward_code.data)
        province = divisions.province(self.province_code)
        return {
            **super().answers,
            "ward_code": ward.code,
            "ward": ward.name,
            "province_code": province.code,
            "province": province.name,
        }


class AskForm(PortalForm):
    """The person has checked the changes: send the code."""


class AgreeForm(PortalForm):
    """Agree to update what is registered."""


class RefuseForm(PortalForm):
    """Do not agree, and say why."""

    reasons = ChoicesField(_("Why not?"), choices=choices(OF_REVISIONS))
    note = NoteField()
