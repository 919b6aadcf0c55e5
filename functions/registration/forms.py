"""The pages of Form No. 1, tracking, and the codes that both ask for."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Self

from flask_babel import lazy_gettext as _
from govuk_frontend_wtf.wtforms_widgets import GovSubmitInput
from wtforms import HiddenField, SubmitField, ValidationError
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from functions import clock, formats
from functions.accounts.forms import CodeField
from functions.applications import numbers, photos
from functions.errors import Invalid
from functions.reference import agencies, divisions, emails, identifiers, names, postal
from functions.reference.agencies import Agency
from functions.reference.divisions import Unit
from functions.registration.errors import InvalidNumber
from functions.web.fields import ChoiceField, RadiosField, UploadField, choices
from functions.web.forms import PortalForm, TextField

INDIVIDUAL, ORGANISATION, GO_ON = "individual", "organisation", "continue"
# The nearest agencies that the page shows at first.
NEAREST = 4

_DAY_AS_TYPED = re.compile(r"\s*(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})\s*", re.ASCII)
_DAY_HINT = _("Day, month and year, such as 27/3/1990")


class Parsed:
    """A validator that parses: a refusal is the field's error, the answer its `parsed`."""

    def __init__(self, parse: Callable[[str], object]) -> None:
        self._parse = parse

    def __call__(self, form: PortalForm, field: Field) -> None:
        try:
            field.parsed = str(self._parse(field.data))
        except Invalid as refusal:
            raise ValidationError(refusal.text()) from refusal


def _slashed(value: str | None) -> str:
    """A day as it is written with slashes, whatever its parts were set apart with."""
    return _DAY_AS_TYPED.sub(r"\1/\2/\3", value or "").strip()


def _text(label: Any, missing: Any, parse: Callable[[str], object], **kwargs: Any) -> TextField:
    return TextField(label, validators=[InputRequired(missing), Parsed(parse)], **kwargs)


def _day(label: Any, missing: Any, parse: Callable[[str], object], **kwargs: Any) -> TextField:
    return _text(label, missing, parse, filters=(_slashed,), description=_DAY_HINT, **kwargs)


class StepForm(PortalForm):
    """One page of the declaration: filled in from the draft, read back as its answers."""

    # How a stored value is written in the field, where that differs.
    written: ClassVar[dict[str, Callable[[str], str]]] = {}

    @classmethod
    def of(cls, answers: Mapping[str, str]) -> Self:
        """The page as the applicant left it."""
        shown = {name: cls.written.get(name, str)(value) for name, value in answers.items()}
        return cls(data=shown)

    def answers(self) -> dict[str, str]:
        """The valid answers, as the declaration stores them."""
        return {
            name: getattr(field, "parsed", field.data)
            for name, field in self._fields.items()
            if name != "csrf_token"
        }


class ApplicantForm(PortalForm):
    applicant = RadiosField(
        _("Who registers?"), validators=[InputRequired(_("Choose who registers"))]
    )

    def __init__(self, *, has_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        individual = _("Start over as an individual") if has_draft else _("An individual")
        go_on = {GO_ON: _("Continue the declaration that I began")} if has_draft else {}
        anew = {INDIVIDUAL: individual, ORGANISATION: _("An organisation")}
        self.applicant.choices = choices(go_on | anew)


class IdentityForm(StepForm):
    written: ClassVar = {"date_of_birth": formats.day, "identity_issued_on": formats.day}

    code = CodeField()
    full_name = _text(
        _("Full name"),
        _("Enter your full name"),
        names.parse,
        description=_("As on your identity document"),
    )
    date_of_birth = _day(
        _("Date of birth"),
        _("Enter your date of birth"),
        lambda text: identifiers.parse_birth(text, on=clock.today()),
    )
    sex = RadiosField(
        _("Sex"),
        choices=choices({identifiers.FEMALE: _("Female"), identifiers.MALE: _("Male")}),
        validators=[InputRequired(_("Choose male or female"))],
    )
    identity_number = _text(
        _("Identity document number"),
        _("Enter the number of your identity document"),
        identifiers.parse_identity_number,
        description=_("Of the citizen ID card, the old identity card or the passport"),
    )
    identity_issued_on = _day(_("Issued on"), _("Enter the day of issue"), identifiers.parse_day)
    identity_issued_by = _text(
        _("Issued by"),
        _("Enter who issued the document"),
        postal.parse_line,
        description=_("As on the document, such as Bộ Công an"),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field, then what the fields say of each other."""
        if not super().validate(extra_validators):
            return False
        answers = self.answers()
        born = date.fromisoformat(answers["date_of_birth"])
        with self.showing_refusals():
            number, sex = answers["identity_number"], answers["sex"]
            identifiers.check_identity_number(number, sex=sex, born=born)
            issued = date.fromisoformat(answers["identity_issued_on"])
            identifiers.check_issue(issued, born=born, on=clock.today())
        return not self.errors


class ContactForm(StepForm):
    written: ClassVar = {"phone": lambda phone: phone.replace("+84", "0", 1)}

    phone = _text(
        _("Mobile phone number"),
        _("Enter your mobile phone number"),
        identifiers.parse_phone,
        description=_("We send a code to it before you submit, and later the first password"),
    )
    email = TextField(
        _("Email (optional)"),
        validators=[Parsed(emails.parse)],
        description=_("We send the decision to it as well"),
    )
    province_code = ChoiceField(
        _("Province or city where you live"),
        validators=[InputRequired(_("Choose the province or city"))],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.province_code.choices = _one_of(divisions.provinces_in_order())

    def answers(self) -> dict[str, str]:
        answers = super().answers()
        return {**answers, "province": divisions.province(answers["province_code"]).name}


class AddressForm(StepForm):
    ward_code = ChoiceField(
        _("Ward, commune or special zone"),
        validators=[InputRequired(_("Choose the ward, commune or special zone"))],
    )
    address = _text(
        _("House number and street, or hamlet"),
        _("Enter the house number and street"),
        postal.parse_line,
    )

    @classmethod
    def of(cls, answers: Mapping[str, str]) -> Self:
        form = super().of(answers)
        form.ward_code.choices = _one_of(divisions.wards_of(answers["province_code"]))
        return form

    def answers(self) -> dict[str, str]:
        answers = super().answers()
        return {**answers, "ward": divisions.ward(answers["ward_code"]).name}


class AgencyForm(StepForm):
    agency = RadiosField(
        _("Where will you hand in the signed form?"),
        description=_("The nearest agency of your province comes first"),
        validators=[InputRequired(_("Choose an agency"))],
    )
    offered: list[Agency]

    @classmethod
    def of(cls, answers: Mapping[str, str], *, with_all: bool = False) -> Self:
        form = super().of(answers)
        every = agencies.nearest(answers["province_code"], answers["ward_code"])
        chosen = {answers.get("agency"), form.agency.data}
        near = [*every[:NEAREST], *(each for each in every[NEAREST:] if each.code in chosen)]
        form.offered = every if with_all else near
        form.agency.choices = choices({each.code: each.name for each in form.offered})
        return form


class PhotoForm(PortalForm):
    photo = UploadField(
        _("Photo"),
        description=_(
            "JPEG, PNG or WebP, up to %(megabytes)s MB. We cut it to 3 by 4 around the middle",
            megabytes=photos.MAX_MEGABYTES,
        ),
    )
    remove = SubmitField(_("Remove the photo"), widget=GovSubmitInput())


class ReviewForm(PortalForm):
    """The applicant agrees to the declaration as this page showed it."""

    version = HiddenField()


class CorrectForm(PortalForm):
    """Correct a rejected application and send it again."""


class TrackForm(PortalForm):
    number = TextField(
        _("Application number"),
        description=_("14 digits, in the SMS and on the printed form, such as 261124-4821035-7"),
        validators=[InputRequired(_("Enter the application number"))],
    )

    def validate_number(self, field: Field) -> None:
        """Any way to group the digits will do; the check digit must fit."""
        field.parsed = numbers.parse(field.data)
        if field.parsed is None:
            raise ValidationError(InvalidNumber().text())


def _one_of(units: Iterable[Unit]) -> list[SelectChoice]:
    return choices({"": _("Choose"), **{unit.code: unit.name for unit in units}})
