"""What the registry answers."""

import dataclasses

from functions.registry import service
from functions.registry.models import Person
from tests.builders import a_card, a_person


def as_facts(kind, item):
    """What the service gives of a stored item."""
    return kind(**{field.name: getattr(item, field.name) for field in dataclasses.fields(kind)})


def test_a_person_is_found_by_code():
    person = a_person()

    assert service.find_person(person.code) == as_facts(service.Person, person)
    assert service.find_person("0000000000") is None


def test_a_card_is_found_by_its_holders_code():
    card = a_card(a_person())

    assert service.find_card(card.code) == as_facts(service.Card, card)
    assert service.find_card("0000000000") is None


def test_the_index_finds_codes_by_name_and_birth_and_tells_nothing_else():
    person = a_person(full_name="Đặng Thị Ánh", date_of_birth="1990-03-05")
    a_person(full_name="Đặng Thị Ánh", date_of_birth="1990-03-06")

    key = Person.name_and_birth_of("DANG thi  anh", "1990-03-05")
    (found,) = Person.by_name_and_birth.query(key)

    assert found.code == person.code
    assert found.full_name is None
