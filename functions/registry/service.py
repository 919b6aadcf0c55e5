"""What the registry knows of a person."""

from functions.registry.models import CARD_ENTRY, Card, Person
from functions.storage import UnitOfWork

__all__ = ["Card", "Person", "find_card", "find_person", "update_person"]


def find_person(code: str) -> Person | None:
    """The person with this social security code, or None."""
    return Person.find(code)


def find_card(code: str) -> Card | None:
    """The newest health insurance card of the person with this code, or None."""
    return Card.find(code, CARD_ENTRY)


def update_person(unit: UnitOfWork, person: Person, *, changes: dict[str, str | None]) -> None:
    """Set attributes of the person, in the caller's transaction; None removes one.

    The caller's conflict tells that one of them was changed since the person was read.
    """
    attributes = {name: getattr(Person, name) for name in changes}
    standing = Person.code.exists()
    for name, attribute in attributes.items():
        old = getattr(person, name)
        standing &= attribute.does_not_exist() if old is None else attribute == old
    unit.update(
        person,
        actions=[
            attributes[name].remove() if value is None else attributes[name].set(value)
            for name, value in changes.items()
        ],
        condition=standing,
    )
