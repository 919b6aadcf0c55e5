"""What the registry knows of a person, and what may be revised of it."""

from collections.abc import Mapping
from typing import Any

from functions.registry.models import CARD_ENTRY, Card, Person
from functions.storage import Action, UnitOfWork

__all__ = ["REVISABLE", "Card", "Person", "find_card", "find_person", "update_person"]

# What a citizen may have revised; a name or a day of birth takes another procedure.
REVISABLE = frozenset(
    """
    phone email identity_number address ward_code ward province_code province
    """.split()
)


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
