"""What the systems of record answer about a code: the check before an account is issued.

Manual, part "Update information", notes: the code and full name must be present on the system
that issues codes and on the one that manages household health insurance. Here both are read
from our registry's tables; another deployment has its own `Systems` in use, see service.use.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import lazy_gettext as _

from functions.registry.models import CARD_ENTRY, Card, Person
from functions.storage import find_together


@dataclass(frozen=True)
class Identity:
    """A person as a system of record knows one; the day is an ISO date."""

    full_name: str
    date_of_birth: str
    sex: str
    identity_number: str


class SystemOfRecord(Protocol):
    """A system, with its name in the words of an error."""

    @property
    def name(self) -> Any: ...

    def find(self, code: str) -> Identity | None:
        """The person with this code, or None. An exception means that nothing is known."""


@dataclass(frozen=True)
class TableLookup:
    """A system of record that our tables take the part of."""

    name: Any
    find: Callable[[str], Identity | None]


def _issued(code: str) -> Identity | None:
    return _identity(Person.find(code))


def _identity(person: Person | None) -> Identity | None:
    if person is None:
        return None
    return Identity(
        person.full_name, person.date_of_birth, person.sex, person.identity_number or ""
    )


def _insured(code: str) -> Identity | None:
    # Households are known by the cards issued to their members.
    return _issued(code) if Card.find(code, CARD_ENTRY) else None


def _both(code: str) -> tuple[Identity | None, Identity | None]:
    person, card = find_together(Person(code), Card(code, CARD_ENTRY))
    issued = _identity(person)
    return issued, issued if card else None


@dataclass(frozen=True)
class Systems:
    """The two systems that know a code's owner before an account is issued."""

    code_issuing: SystemOfRecord
    household: SystemOfRecord
    # What both answer, in one request: only where the same database stands for both.
    find_both: Callable[[str], tuple[Identity | None, Identity | None]] | None = None


OUR_TABLES = Systems(
    code_issuing=TableLookup(_("code-issuing system"), _issued),
    household=TableLookup(_("household health insurance system"), _insured),
    find_both=_both,
)
