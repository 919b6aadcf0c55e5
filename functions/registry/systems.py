"""What the systems of record answer about a code: the check before an account is issued.

Manual, part "Update information", notes: the code and full name must be present on the system
that issues codes and on the one that manages household health insurance. Here both are read
from our registry's tables; another deployment gives `check` its own `Systems`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from flask_babel import lazy_gettext as _

from functions.errors import Unavailable
from functions.reference.identifiers import normalise_name
from functions.registry.models import CARD_ENTRY, Card, Person


class SystemUnavailable(Unavailable):
    """A system of record did not answer; `system` in the details is its name."""

    message = _("The %(system)s does not answer. Nothing was changed: try again later")


@dataclass(frozen=True)
class Identity:
    """A person as a system of record knows one; the day is an ISO date."""

    full_name: str
    date_of_birth: str
    sex: str
    identity_number: str


class SystemOfRecord(Protocol):
    """One system: its name in an error, and what it knows of a code."""

    @property
    def name(self) -> Any: ...

    def find(self, code: str) -> Identity | None:
        """The person with this code, or None. Whatever it raises means that it cannot tell."""


@dataclass(frozen=True)
class _Table:
    """A system of record that our tables stand for."""

    name: Any
    find: Callable[[str], Identity | None]


def _issued(code: str) -> Identity | None:
    person = Person.find(code)
    if person is None:
        return None
    return Identity(
        person.full_name, person.date_of_birth, person.sex, person.identity_number or ""
    )


def _insured(code: str) -> Identity | None:
    # Households are known by the cards issued to their members.
    return _issued(code) if Card.find(code, CARD_ENTRY) else None


@dataclass(frozen=True)
class Systems:
    """The two systems that are asked."""

    code_issuing: SystemOfRecord
    household: SystemOfRecord


OUR_TABLES = Systems(
    code_issuing=_Table(_("code-issuing system"), _issued),
    household=_Table(_("household health insurance system"), _insured),
)


@dataclass(frozen=True)
class Check:
    """What was declared, held against what the systems know.

    `issued` is the person on the code-issuing system, `insured` the one that household health
    insurance knows, each None if there is none; `differences` names what is declared otherwise
    than either says.
    """

    issued: Identity | None
    insured: Identity | None
    differences: frozenset[str]

    @property
    def is_insured(self) -> bool:
        """Whether household health insurance knows the code."""
        return self.insured is not None

    @property
    def is_confirmed(self) -> bool:
        """Whether an account may be issued: code and full name stand on both systems."""
        return self.issued is not None and self.is_insured and "full_name" not in self.differences


def check(code: str, *, declared: dict[str, str], systems: Systems = OUR_TABLES) -> Check:
    """Ask both systems about a code, and compare what was `declared` of its owner.

    `declared` has the fields of Identity that the form asked for. Raises SystemUnavailable.
    """
    issued = _ask(systems.code_issuing, code)
    insured = _ask(systems.household, code)
    return Check(issued, insured, _differences(issued, insured, declared))


def _ask(system: SystemOfRecord, code: str) -> Identity | None:
    try:
        return system.find(code)
    except Exception as fault:
        raise SystemUnavailable(system=system.name) from fault


def _differences(
    issued: Identity | None, insured: Identity | None, declared: dict[str, str]
) -> frozenset[str]:
    known = [identity for identity in (issued, insured) if identity]
    return frozenset(
        name
        for name in Identity.__dataclass_fields__
        for identity in known
        if name in declared
        and _compared(name, getattr(identity, name)) != _compared(name, declared[name])
    )


def _compared(name: str, value: str) -> str:
    return normalise_name(value) if name == "full_name" else value
