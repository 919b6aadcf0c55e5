"""What the registry knows of a person, and what may be revised of it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from functions.reference import names
from functions.registry import models
from functions.registry.errors import SystemUnavailable
from functions.registry.systems import OUR_TABLES, Identity, SystemOfRecord, Systems
from functions.storage import Action, UnitOfWork

__all__ = [
    "Card",
    "Check",
    "Identity",
    "Person",
    "check",
    "find_card",
    "find_person",
    "update_person",
    "use",
]

_systems = OUR_TABLES

# What a citizen may have revised; a name or a day of birth takes another procedure.
REVISABLE = frozenset(
    """
    phone email identity_number address ward_code ward province_code province
    """.split()
)


@dataclass(frozen=True)
class Person:
    """A person with a social security code; days, phone and address as in models.Person."""

    code: str
    full_name: str
    sex: str
    date_of_birth: str
    identity_number: str
    phone: str | None
    email: str | None
    address: str | None
    ward_code: str
    ward: str
    province_code: str
    province: str


@dataclass(frozen=True)
class Card:
    """A person's health insurance card; days, level and area as in models.Card."""

    code: str
    card_number: str
    benefit_level: int
    facility_code: str
    facility_name: str
    valid_from: str
    valid_to: str | None
    five_year_from: str | None
    area: str | None
    issued_on: str


Facts = TypeVar("Facts", Person, Card)


@dataclass(frozen=True)
class Check:
    """A declaration, compared with what the systems of record know of its code.

    issued        the person on the code-issuing system, None without one
    insured       the person whom household health insurance knows, None without one
    differences   the fields that were declared otherwise than either system has them
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
        """Whether an account may be issued: both systems have the code and the full name."""
        return self.issued is not None and self.is_insured and "full_name" not in self.differences


def use(systems: Systems) -> None:
    """Check declarations with these systems from now on; called once by an entry point."""
    global _systems  # noqa: PLW0603 - one process serves one environment
    _systems = systems


def check(code: str, *, declared: Mapping[str, str]) -> Check:
    """Look the code up in both systems, and compare what was `declared` of its owner.

    Fields of Identity that are not in `declared` are not compared. Raises SystemUnavailable.
    """
    issued, insured = _answers(code)
    return Check(issued, insured, _differences(issued, insured, declared))


def _answers(code: str) -> tuple[Identity | None, Identity | None]:
    if _systems.find_both is None:
        return _look_up(_systems.code_issuing, code), _look_up(_systems.household, code)
    try:
        return _systems.find_both(code)
    except Exception as fault:
        raise SystemUnavailable(system=_systems.code_issuing.name) from fault


def _look_up(system: SystemOfRecord, code: str) -> Identity | None:
    try:
        return system.find(code)
    except Exception as fault:
        raise SystemUnavailable(system=system.name) from fault


def _differences(
    issued: Identity | None, insured: Identity | None, declared: Mapping[str, str]
) -> frozenset[str]:
    known = [identity for identity in (issued, insured) if identity]
    return frozenset(
        field.name
        for field in fields(Identity)
        for identity in known
        if field.name in declared
        and _comparable(field.name, getattr(identity, field.name))
        != _comparable(field.name, declared[field.name])
    )


def _comparable(field: str, value: str) -> str:
    return names.normalise(value) if field == "full_name" else value


def find_person(code: str) -> Person | None:
    """The person with this social security code, or None."""
    return _facts(Person, models.Person.find(code))


def find_card(code: str) -> Card | None:
    """The newest health insurance card of the person with this code, or None."""
    return _facts(Card, models.Card.find(code, models.CARD_ENTRY))


def _facts(kind: type[Facts], item: models.Person | models.Card | None) -> Facts | None:
    if item is None:
        return None
    return kind(**{field.name: getattr(item, field.name) for field in fields(kind)})


def update_person(unit: UnitOfWork, person: Person, *, changes: Mapping[str, str]) -> None:
    """Set the revised fields in the caller's transaction; an empty value removes an optional one.

    The transaction conflicts if one of these fields is no longer as `person` has it, or if the
    person is gone. Raises ValueError for no changes, for a field that is not REVISABLE, and for
    an empty value of a field that everyone has.
    """
    if not changes or not REVISABLE.issuperset(changes):
        raise ValueError(f"Not to be revised: {sorted(set(changes) - REVISABLE)}")
    unchanged = models.Person.code.exists()
    for field in changes:
        unchanged &= _is(field, getattr(person, field))
    actions = [_set(field, value) for field, value in changes.items()]
    unit.update(models.Person(person.code), actions=actions, condition=unchanged)


def _is(field: str, value: str | None) -> Any:
    attribute = getattr(models.Person, field)
    return attribute.does_not_exist() if value is None else attribute == value


def _set(field: str, value: str) -> Action:
    attribute = getattr(models.Person, field)
    if value:
        return attribute.set(value)
    if not attribute.null:
        raise ValueError(f"Everyone has one: {field}")
    return attribute.remove()
