"""The two CSV formats: from the fields of a line to the item that is stored.

Items are DynamoDB's own attribute values, as the models would write them: building a model
for each of millions of rows costs more than everything else. An absent value has no attribute.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.errors import Invalid
from functions.reference import divisions, identifiers
from functions.registry.loading import errors
from functions.registry.models import CARD_ENTRY, Card, Person
from functions.storage import Table

Item = dict[str, dict[str, str]]
Values = dict[str, Any]

_EMAIL = re.compile(r"[!-?A-~]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_FACILITY_CODE = re.compile(r"[0-9]{2}-?[0-9A-Z]{3}")
# RFC 5321, 4.5.3.1: a path has at most 256 octets, two of them its brackets.
_MAX_EMAIL = 254


class Rejected(Exception):
    """A row breaks a rule: the field, and what to do. Never the value."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Format:
    """A kind of file: how each column is read, and how a row's values become an item."""

    model: type[Table]
    columns: dict[str, Callable[[str], Any]]
    build: Callable[[Values, date], Item]

    def item(self, fields: list[str], *, on: date) -> Item:
        """The item of one row. Raises Rejected; `on` is the day that births cannot be after."""
        values = {}
        for (name, read), text in zip(self.columns.items(), fields, strict=True):
            try:
                values[name] = read(text)
            except Invalid as error:
                raise rejected(error, name) from None
        try:
            return self.build(values, on)
        except Invalid as error:
            raise rejected(error) from None


def rejected(error: Invalid, field: str | None = None) -> Rejected:
    """The rejection that `error` means."""
    return Rejected(field or error.field or "", str(error.message) % error.details)


def _text(limit: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        composed = unicodedata.normalize("NFC", text).replace("\xa0", " ")
        if not composed.isprintable():
            raise errors.Unprintable
        tidy = " ".join(composed.split())
        if not tidy:
            raise errors.Empty
        if len(tidy) > limit:
            raise errors.TooLong(limit=limit)
        return tidy

    return read


def _optional(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text.strip() else None


def _iso_day(text: str) -> str:
    return identifiers.parse_day(text).isoformat()


def _email(text: str) -> str:
    address = text.strip()
    if len(address) > _MAX_EMAIL or not _EMAIL.fullmatch(address):
        raise errors.InvalidEmail
    return address


def _area(text: str) -> str:
    if text not in {"K1", "K2", "K3"}:
        raise errors.InvalidArea
    return text


def _facility_code(text: str) -> str:
    code = text.strip().upper()
    if not _FACILITY_CODE.fullmatch(code):
        raise errors.InvalidFacilityCode
    return code.replace("-", "")


def _person(values: Values, on: date) -> Item:
    born: date = values["date_of_birth"]
    identifiers.check_birth(born, on=on)
    if len(values["identity_number"]) == 12:
        citizen_id = identifiers.parse_citizen_id(values["identity_number"])
        identifiers.check_citizen_id(citizen_id, sex=values["sex"], born=born)
    ward, province = values["ward_code"], values["province_code"]
    if ward.province_code != province.code:
        raise errors.WardElsewhere
    day = born.isoformat()
    values |= {
        "date_of_birth": day,
        "ward_code": ward.code,
        "ward": ward.name,
        "province_code": province.code,
        "province": province.name,
        "name_and_birth": Person.name_and_birth_of(values["full_name"], day),
    }
    return _attributes(values)


def _card(values: Values, _on: date) -> Item:
    number: identifiers.CardNumber = values["card_number"]
    level = values.pop("benefit_level")
    if number.code != values["code"]:
        raise errors.CardOfAnother
    if number.benefit_level not in {None, level}:
        raise errors.LevelDisagrees
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        raise errors.EndsBeforeStart
    values |= {"entry": CARD_ENTRY, "card_number": number.number}
    return _attributes(values) | {"benefit_level": {"N": str(level)}}


def _attributes(values: Values) -> Item:
    return {name: {"S": value} for name, value in values.items() if value}


PERSONS = Format(
    Person,
    {
        "code": identifiers.parse_code,
        "full_name": _text(100),
        "sex": identifiers.parse_sex,
        "date_of_birth": identifiers.parse_day,
        "identity_number": identifiers.parse_identity_number,
        "phone": _optional(identifiers.parse_phone),
        "email": _optional(_email),
        "address": _optional(_text(200)),
        "ward_code": divisions.ward,
        "province_code": divisions.province,
    },
    _person,
)

CARDS = Format(
    Card,
    {
        "code": identifiers.parse_code,
        "card_number": identifiers.parse_card_number,
        "benefit_level": identifiers.parse_benefit_level,
        "facility_code": _facility_code,
        "facility_name": _text(200),
        "valid_from": _iso_day,
        "valid_to": _optional(_iso_day),
        "five_year_from": _optional(_iso_day),
        "area": _optional(_area),
        "issued_on": _iso_day,
    },
    _card,
)

FORMATS = {"persons": PERSONS, "cards": CARDS}
