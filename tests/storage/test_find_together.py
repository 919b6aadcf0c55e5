"""Items of several tables in one request."""

from functions.registry.models import CARD_ENTRY, Card, Person
from functions.storage import find_together
from tests.builders import a_card, a_person
from tests.capacity import billed


def test_each_item_is_found_where_it_is_and_missed_where_it_is_not():
    insured, uninsured = a_person(), a_person()
    card = a_card(insured)

    both = find_together(Card(insured.code, CARD_ENTRY), Person(insured.code))
    one = find_together(Person(uninsured.code), Card(uninsured.code, CARD_ENTRY))
    none = find_together(Person("7900000000"), Card("7900000000", CARD_ENTRY))

    assert [type(each) for each in both] == [Card, Person]
    assert both[0].card_number == card.card_number
    assert both[1].full_name == insured.full_name
    assert (one[0].code, one[1]) == (uninsured.code, None)
    assert none == [None, None]


def test_one_request_is_made_and_each_item_is_read_once():
    person = a_person()
    a_card(person)

    with billed() as bill:
        find_together(Person(person.code), Card(person.code, CARD_ENTRY))

    assert (bill.requests, bill.units) == (1, 2)
