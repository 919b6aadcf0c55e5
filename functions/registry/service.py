"""What the registry knows of a person."""

from functions.registry.models import CARD_ENTRY, Card, Person

__all__ = ["Card", "Person", "find_card", "find_person"]


def find_person(code: str) -> Person | None:
    """The person with this social security code, or None."""
    return Person.find(code)


def find_card(code: str) -> Card | None:
    """The newest health insurance card of the person with this code, or None."""
    return Card.find(code, CARD_ENTRY)
