"""From a row to what is stored, and what is refused."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.reference import emails, identifiers, names, postal
from functions.registry.loading.csv_rows import CARDS, FORMATS, PERSONS, Rejected
from functions.registry.models import Card, Person
from functions.registry.synthetic import generator
from tests.registry.files import a_card_row, a_person_row

TODAY = date(2026, 11, 24)


def person(**values: str) -> dict[str, dict[str, str]]:
    return PERSONS.item(a_person_row(**values), on=TODAY)


def card(**values: str) -> dict[str, dict[str, str]]:
    return CARDS.item(a_card_row(**values), on=TODAY)


def test_a_person_is_stored_in_canonical_form():
    item = person(
        full_name="Nguye\u0302\u0303n  Thị Minh Khai",
        date_of_birth="05/03/1990",
        phone="+84 912.345.678",
        ward_code="00004",
        province_code="01",
    )

    assert (
        item
        == Person(
            code="0123456789",
            full_name="Nguyễn Thị Minh Khai",
            sex="female",
            date_of_birth="1990-03-05",
            identity_number="001190000001",
            phone="+84912345678",
            email="khai@vssid.example",
            address="12 Phố Huế",
            ward_code="4",
            ward="Phường Ba Đình",
            province_code="1",
            province="Thành phố Hà Nội",
            name_and_birth="nguyen thi minh khai#1990-03-05",
        ).serialize()
    )


def test_a_card_is_stored_in_canonical_form():
    item = card(card_number="dn 4 01 0123456789", facility_code="01-901", valid_to="31/12/2027")

    assert (
        item
        == Card(
            code="0123456789",
            card_number="DN4010123456789",
            benefit_level=4,
            facility_code="01901",
            facility_name="Bệnh viện Đa khoa Sao Mai",
            valid_from="2026-01-01",
            valid_to="2027-12-31",
            five_year_from="2028-05-01",
            area="K1",
            issued_on="2025-12-20",
        ).serialize()
    )


@given(st.integers(0, 50))
def test_items_are_what_the_models_would_write(seed):
    for rows in generator.people(20, seed=seed):
        for layout, row in zip(FORMATS.values(), rows, strict=True):
            item = layout.item([str(value) for value in row], on=generator.DAY)
            assert layout.model.from_raw_data(item).serialize() == item


def test_what_is_not_known_has_no_attribute():
    assert not {"phone", "email", "address"} & person(phone="", email="", address=" ").keys()
    assert not {"valid_to", "five_year_from", "area"} & card(five_year_from="", area="").keys()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("code", "987654321"),
        ("full_name", " "),
        ("full_name", "Nguyễn\x07An"),
        ("full_name", "Nguyễn\u200bAn"),
        ("full_name", "A" * 101),
        ("full_name", "Nguyễn Văn 3"),
        ("full_name", "Nguyễn Văn Аn"),  # the A is Cyrillic
        ("full_name", "N"),
        ("sex", "nữ"),
        ("date_of_birth", "1990-02-30"),
        ("date_of_birth", "1899-12-31"),
        ("date_of_birth", "2026-11-25"),
        ("identity_number", ""),
        ("identity_number", "001090000001"),
        ("identity_number", "001191000001"),
        ("phone", "0212345678"),
        ("email", "khai@vssid"),
        ("email", "khai minh@vssid.example"),
        ("email", "khai(minh)@vssid.example"),
        ("email", "khai@vssid.1"),
        ("address", "1" * 201),
        ("address", "12 Phố Huế <b>"),
        ("address", "– / –"),
        ("ward_code", "5"),
        ("ward_code", "26734"),
        ("province_code", "2"),
    ],
)
def test_a_person_is_refused_by_field_without_the_value(field, text):
    with pytest.raises(Rejected) as refusal:
        person(**{field: text})

    assert refusal.value.field == field
    assert len(text) < 3 or text not in refusal.value.reason


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("full_name", " ", "Fill in this field"),
        ("full_name", "A" * 101, "Shorten this to 100 characters"),
        ("full_name", "Nguyễn Văn 3", "Enter the full name as on the identity document: .*"),
        ("address", "1" * 201, "Shorten this to 200 characters"),
        ("address", "{12}", "Use letters, digits and the signs .* only"),
        ("email", "khai@", "Enter an email address such as name@example.com, or .*"),
    ],
)
def test_a_refusal_says_in_plain_english_what_to_do(field, text, reason):
    with pytest.raises(Rejected) as refusal:
        person(**{field: text})

    assert re.fullmatch(reason, refusal.value.reason)


@given(st.sampled_from(["full_name", "address", "email", "phone", "identity_number"]), st.text())
def test_the_import_refuses_what_form_no_1_refuses(field, text):
    parse = {
        "full_name": names.parse,
        "address": postal.parse_line,
        "email": emails.parse,
        "phone": identifiers.parse_phone,
        "identity_number": identifiers.parse_identity_number,
    }[field]
    if field in {"address", "phone"} and not text.strip():
        return  # the form asks for these, the registry may lack them

    if refusal_of(PERSONS, a_person_row(**{field: text})) is None:
        parse(text)  # raises nothing


def test_a_ward_of_another_province_is_refused():
    with pytest.raises(Rejected, match="ward_code"):
        person(province_code="79")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("code", "x123456789"),
        ("card_number", "DN4019999999999"),
        ("card_number", "9999999999"),
        ("card_number", "ZZ4010123456789"),
        ("benefit_level", "3"),
        ("benefit_level", "6"),
        ("facility_code", "1901"),
        ("facility_name", ""),
        ("valid_from", ""),
        ("valid_to", "2025-12-31"),
        ("five_year_from", "2028"),
        ("area", "K4"),
        ("issued_on", "yesterday"),
    ],
)
def test_a_card_is_refused_by_field_without_the_value(field, text):
    with pytest.raises(Rejected) as refusal:
        card(**{field: text})

    assert refusal.value.field == field
    assert len(text) < 3 or text not in refusal.value.reason


def test_a_card_may_end_on_the_day_it_begins():
    assert card(valid_to="2026-01-01")["valid_to"] == {"S": "2026-01-01"}


def refusal_of(layout, row):
    try:
        layout.item(row, on=TODAY)
    except Rejected as refusal:
        return refusal
    return None


@given(st.lists(st.text(), min_size=10, max_size=10), st.sampled_from(list(FORMATS.values())))
def test_any_row_is_an_item_or_a_rejection_of_one_of_its_fields(row, layout):
    refusal = refusal_of(layout, row)

    assert refusal is None or (refusal.field in layout.columns and refusal.reason)
