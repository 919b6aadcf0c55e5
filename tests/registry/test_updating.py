"""Revising what the registry knows of a person."""

import pytest

from functions.errors import Conflict
from functions.registry import service
from functions.registry.models import Person
from functions.storage import all_or_nothing
from tests.builders import a_person


class Overtaken(Conflict):
    """What the caller wants raised."""


def update(person: Person, **changes: str) -> None:
    with all_or_nothing(conflict=Overtaken()) as unit:
        service.update_person(unit, person, changes=changes)


def stored(person: Person) -> dict[str, dict[str, str]]:
    """The item as it is in the table now."""
    return Person.get(person.code, consistent_read=True).serialize()


def test_the_changes_are_set_and_nothing_else():
    person = a_person(phone="+84900000001", address="12 Phố Huế")

    update(
        person,
        phone="+84900000002",
        ward_code="26734",
        ward="Phường Bến Nghé",
        province_code="79",
        province="Thành phố Hồ Chí Minh",
    )

    changed = {
        "phone": {"S": "+84900000002"},
        "ward_code": {"S": "26734"},
        "ward": {"S": "Phường Bến Nghé"},
        "province_code": {"S": "79"},
        "province": {"S": "Thành phố Hồ Chí Minh"},
    }
    assert stored(person) == person.serialize() | changed


def test_a_value_that_was_absent_is_added():
    person = a_person(email=None)

    update(person, email="khai@example.vn")

    assert service.find_person(person.code).email == "khai@example.vn"


def test_an_empty_value_removes_an_optional_one():
    person = a_person(email="khai@example.vn")

    update(person, email="")

    assert "email" not in stored(person)


def test_a_value_that_changed_meanwhile_is_a_conflict_and_nothing_is_written():
    person = a_person(phone="+84900000001")
    update(person, phone="+84900000002")

    with pytest.raises(Overtaken):
        update(person, phone="+84900000003", address="1 Phố Mới")

    now = service.find_person(person.code)
    assert (now.phone, now.address) == ("+84900000002", person.address)


def test_a_value_that_appeared_meanwhile_is_a_conflict():
    person = a_person(email=None)
    update(person, email="first@example.vn")

    with pytest.raises(Overtaken):
        update(person, email="second@example.vn")


def test_another_field_may_have_changed_meanwhile():
    person = a_person()
    update(person, email="khai@example.vn")

    update(person, phone="+84900000003")

    now = service.find_person(person.code)
    assert (now.email, now.phone) == ("khai@example.vn", "+84900000003")


def test_a_person_who_is_gone_is_not_made_anew():
    person = a_person(email=None)
    person.delete()

    with pytest.raises(Overtaken):
        update(person, email="khai@example.vn")

    assert service.find_person(person.code) is None


@pytest.mark.parametrize("field", ["full_name", "date_of_birth", "sex", "code", "name_and_birth"])
def test_other_fields_are_refused(field):
    person = a_person()

    with pytest.raises(ValueError, match=field):
        update(person, phone="+84900000002", **{field: "x"})

    assert stored(person) == person.serialize()


@pytest.mark.parametrize("field", ["identity_number", "ward_code", "province"])
def test_what_everyone_has_cannot_be_taken_away(field):
    person = a_person()

    with pytest.raises(ValueError, match=field):
        update(person, **{field: ""})

    assert stored(person) == person.serialize()


def test_no_changes_are_refused():
    with pytest.raises(ValueError, match="revised"):
        update(a_person())
