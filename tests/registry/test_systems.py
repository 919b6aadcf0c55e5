"""A deployment's own systems of record answer wherever a declaration is checked."""

from dataclasses import dataclass, field

import pytest

from functions import citizen_app, officer_app
from functions.registry import service
from functions.registry.errors import SystemUnavailable
from functions.registry.systems import OUR_TABLES, Identity, Systems
from tests.builders import a_card, a_person
from tests.client import Client
from tests.registration import applicants
from tests.registry.dead_systems import without_code_issuing

DECLARED = {
    "full_name": "Nguyễn Thị Minh Khai",
    "date_of_birth": "1990-03-05",
    "sex": "female",
    "identity_number": "001190000001",
}


@dataclass
class OwnSystem:
    """A deployment's system, which knows everybody as DECLARED."""

    name: str = "own system"
    codes: list[str] = field(default_factory=list)

    def find(self, code: str) -> Identity | None:
        self.codes.append(code)
        return Identity(**DECLARED)


@pytest.fixture
def systems():
    return Systems(code_issuing=OwnSystem(), household=OwnSystem())


def test_our_tables_answer_unless_a_deployment_has_systems_of_its_own():
    person = a_person(**DECLARED)

    assert service.check(person.code, declared=DECLARED).issued == Identity(**DECLARED)
    assert service.check("0000000000", declared=DECLARED).issued is None


def test_our_tables_know_a_household_by_the_cards_of_its_members():
    person = a_person()
    assert not service.check(person.code, declared={}).is_insured

    a_card(person)
    assert service.check(person.code, declared={}).is_insured


def test_the_systems_in_use_are_looked_up_and_no_others(systems):
    service.use(systems)

    check = service.check("0000000000", declared={**DECLARED, "sex": "male"})

    assert check.is_confirmed
    assert check.differences == {"sex"}
    assert (systems.code_issuing.codes, systems.household.codes) == (["0000000000"],) * 2


def test_a_system_that_does_not_answer_is_named():
    service.use(without_code_issuing())

    with pytest.raises(SystemUnavailable) as refusal:
        service.check("0000000000", declared=DECLARED)

    assert "code-issuing system" in refusal.value.text()


def test_what_the_tables_know_is_one_of_two_answers(systems):
    service.use(Systems(code_issuing=systems.code_issuing, household=OUR_TABLES.household))

    check = service.check("0000000000", declared=DECLARED)

    assert check.issued
    assert not check.is_insured


@pytest.mark.parametrize("app", [citizen_app, officer_app])
def test_each_entry_point_puts_its_systems_in_use(settings, systems, app):
    app.create(settings, systems)

    service.check("0000000000", declared=DECLARED)

    assert systems.code_issuing.codes


def test_registration_looks_the_code_up_in_the_deployments_own_systems(settings, systems):
    citizen = Client(citizen_app.create(settings, systems), settings)

    applicants.declare(citizen, code="0000000001")

    assert systems.code_issuing.codes == ["0000000001"]
    assert citizen.get_json("/register/review")["is_confirmed"]
