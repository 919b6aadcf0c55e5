"""The two CSV formats: from the fields of a line to the item that is stored.

Items are DynamoDB's own attribute values, as the models would write them: building a model
for each of millions of rows costs more than everything else. An absent value has no attribute.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.errors import Invalid
from functions.reference import divisions, emails, identifiers, names, postal
from functions.reference.letters import one_line
from functions.registry.loading import errors
from functions.registry.models import CARD_ENTRY, Card, Person
from functions.storage import Table

Item = dict[str, dict[str, str]]
Values = dict[str, Any]

_FACILITY_CODE = re.compile(r"[0-9]{2}-?[0-9A-Z]{3}")


class Rejected(Exception):
    """A row breaks a rule: the field, and what to do. Never the value."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field = field
        self.reason = reason


@dataclass(frozen=True)
class Format:
    """The layout of one kind of file: a reader of each column, a builder of a row's item."""

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
    """The rejection of a row because of `error`."""
    return Rejected(field or error.field or "", str(error.message) % error.details)


def _words(parse: Callable[[str], str], *, limit: int) -> Callable[[str], str]:
    """Read with `parse`; what is empty or longer than `limit` is refused for that reason."""

    def read(text: str) -> str:
        try:
            return parse(text)
        except Invalid:
            line = one_line(text)
            if not line:
                raise errors.Empty from None
            if len(line) > limit:
                raise errors.TooLong(limit=limit) from None
            raise

    return read


def _optional(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text.strip() else None


def _iso_day(text: str) -> str:
    return identifiers.parse_day(text).isoformat()


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
    identifiers.check_identity_number(values["identity_number"], sex=values["sex"], born=born)
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


_name = _words(names.parse, limit=names.MAX_LENGTH)
_line = _words(postal.parse_line, limit=postal.MAX_LENGTH)

PERSONS = Format(
    Person,
    {
        "code": identifiers.parse_code,
        "full_name": _name,
        "sex": identifiers.parse_sex,
        "date_of_birth": identifiers.parse_day,
        "identity_number": identifiers.parse_identity_number,
        "phone": _optional(identifiers.parse_phone),
        "email": emails.parse,
        "address": _optional(_line),
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
        "facility_name": _line,
        "valid_from": _iso_day,
        "valid_to": _optional(_iso_day),
        "five_year_from": _optional(_iso_day),
        "area": _optional(_area),
        "issued_on": _iso_day,
    },
    _card,
)

FORMATS = {"persons": PERSONS, "cards": CARDS}
