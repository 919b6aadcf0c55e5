"""A citizen's own records, read from the systems of record behind us."""

import enum
from dataclasses import dataclass
from datetime import date

from functions.records.errors import NoCard
from functions.registry import service as registry
from functions.registry.service import Card, Person


class Validity(enum.StrEnum):
    """Whether a card may be used, on the day of the question."""

    VALID = "valid"
    NOT_YET = "not_yet"
    EXPIRED = "expired"


@dataclass(frozen=True)
class HeldCard:
    """A health insurance card with the person it was issued to."""

    card: Card
    holder: Person
    validity: Validity


def card(code: str, *, on: date) -> HeldCard:
    """The health insurance card of the person with this code. Raises errors.NoCard."""
    card, holder = registry.find_card(code), registry.find_person(code)
    if card is None or holder is None:
        raise NoCard
    return HeldCard(card, holder, _validity(card, on))


def _validity(card: Card, on: date) -> Validity:
    day = on.isoformat()
    if day < card.valid_from:
        return Validity.NOT_YET
    if card.valid_to and day > card.valid_to:
        return Validity.EXPIRED
    return Validity.VALID
