"""What the registry knows of a person, and what may be revised of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.reference import names
from functions.registry.errors import SystemUnavailable
from functions.registry.models import CARD_ENTRY, Card, Person
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


def use(systems: Systems) -> None:
    """Ask these systems of record from now on; called once by an entry point."""
    global _systems  # noqa: PLW0603 - one process serves one environment
    _systems = systems


def check(code: str, *, declared: Mapping[str, str]) -> Check:
    """Ask both systems about a code, and compare what was `declared` of its owner.

    `declared` has the fields of Identity that the form asked for. Raises SystemUnavailable.
    """
    issued = _ask(_systems.code_issuing, code)
    insured = _ask(_systems.household, code)
    return Check(issued, insured, _differences(issued, insured, declared))


def _ask(system: SystemOfRecord, code: str) -> Identity | None:
    try:
        return system.find(code)
    except Exception as fault:
        raise SystemUnavailable(system=system.name) from fault


def _differences(
    issued: Identity | None, insured: Identity | None, declared: Mapping[str, str]
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
    return names.normalise(value) if name == "full_name" else value


def find_person(code: str) -> Person | None:
    """The person with this social security code, or None."""
    return Person.find(code)


def find_card(code: str) -> Card | None:
    """The newest health insurance card of the person with this code, or None."""
    return Card.find(code, CARD_ENTRY)


def update_person(unit: UnitOfWork, person: Person, *, changes: Mapping[str, str]) -> None:
    """Set the revised fields in the caller's transaction; an empty value removes an optional one.

    The caller's conflict tells that one of these fields is no longer as `person` has it, or
    that the person is gone. `person` itself stays as it was read. Raises ValueError for other
    fields, for none, and for taking away one that everyone has.
    """
    if not changes or not REVISABLE.issuperset(changes):
        raise ValueError(f"Not to be revised: {sorted(set(changes) - REVISABLE)}")
    unchanged = Person.code.exists()
    for field in changes:
        unchanged &= _is(field, getattr(person, field))
    actions = [_set(field, value) for field, value in changes.items()]
    unit.update(person, actions=actions, condition=unchanged)


def _is(field: str, value: str | None) -> Any:
    attribute = getattr(Person, field)
    return attribute.does_not_exist() if value is None else attribute == value


def _set(field: str, value: str) -> Action:
    attribute = getattr(Person, field)
    if value:
        return attribute.set(value)
    if not attribute.null:
        raise ValueError(f"Everyone has one: {field}")
    return attribute.remove()
