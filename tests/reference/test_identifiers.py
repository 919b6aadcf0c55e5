"""What identifies people and cards, and how it may be written."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.reference import errors, identifiers, names
from functions.reference.identifiers import FEMALE, MALE, PROVINCES_OF_BIRTH
from functions.registry.models import Person

FOREIGN_DIGITS = ["０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "⁰¹²³⁴⁵⁶⁷⁸⁹"]
PARSERS = [
    identifiers.parse_code,
    identifiers.parse_citizen_id,
    identifiers.parse_identity_number,
    identifiers.parse_card_number,
    identifiers.parse_benefit_level,
    identifiers.parse_phone,
    identifiers.parse_day,
]

codes = st.text(string.digits, min_size=10, max_size=10)
mobiles = st.from_regex(r"[35789][0-9]{8}", fullmatch=True)
births = st.dates(date(1900, 1, 1), date(2026, 11, 24))
sexes = st.sampled_from([MALE, FEMALE])


def test_a_code_is_ten_digits():
    assert identifiers.parse_code("0123456789") == "0123456789"
    assert identifiers.parse_code(" 0123 456 789 ") == "0123456789"


@pytest.mark.parametrize("text", ["", "123456789", "01234567890", "012345678x", "-123456789"])
def test_anything_else_is_no_code(text):
    with pytest.raises(errors.InvalidCode):
        identifiers.parse_code(text)


@given(st.sampled_from(PARSERS), st.sampled_from(FOREIGN_DIGITS), st.data())
def test_digits_of_other_scripts_are_not_digits(parse, digits, data):
    lengths = st.sampled_from([1, 9, 10, 12])
    text = data.draw(lengths.flatmap(lambda n: st.text(digits, min_size=n, max_size=n)))

    with pytest.raises(errors.Invalid):
        parse(text)


def refusal_of(parse, text):
    try:
        parse(text)
    except errors.Invalid as refusal:
        return refusal
    return None


@given(st.sampled_from(PARSERS), st.text())
def test_every_text_is_either_parsed_or_refused_without_being_repeated(parse, text):
    refusal = refusal_of(parse, text)

    assert refusal is None or (refusal.message and not refusal.details)


@given(sexes, births, st.sampled_from(sorted(PROVINCES_OF_BIRTH)), st.integers(0, 999_999))
def test_a_citizen_id_says_sex_and_year_of_birth(sex, born, province, serial):
    century_and_sex = 2 * (born.year // 100 - 19) + (sex == FEMALE)
    number = f"{province}{century_and_sex}{born.year % 100:02d}{serial:06d}"

    citizen_id = identifiers.parse_citizen_id(number)

    assert citizen_id == identifiers.CitizenId(number, sex, born.year)
    identifiers.check_citizen_id(citizen_id, sex=sex, born=born)


@pytest.mark.parametrize(
    ("sex", "born"),
    [(MALE, date(1990, 3, 5)), (FEMALE, date(1991, 3, 5)), (FEMALE, date(2090, 1, 1))],
)
def test_a_citizen_id_of_another_sex_or_year_is_refused(sex, born):
    citizen_id = identifiers.parse_citizen_id("001190000001")

    with pytest.raises(errors.CitizenIdDisagrees):
        identifiers.check_citizen_id(citizen_id, sex=sex, born=born)


@pytest.mark.parametrize("number", ["000190000001", "003190000001", "097190000001", "00119000001"])
def test_a_citizen_id_starts_with_a_province_of_birth(number):
    with pytest.raises(errors.InvalidCitizenId):
        identifiers.parse_citizen_id(number)


def test_there_are_sixty_three_provinces_of_birth():
    assert len(PROVINCES_OF_BIRTH) == 63


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("001190000001", "001190000001"),
        ("001 190 000 001", "001190000001"),
        ("012345678", "012345678"),
        ("b1234567", "B1234567"),
        ("P01234567", "P01234567"),
        ("AB123456", "AB123456"),
    ],
)
def test_people_show_a_citizen_id_an_old_card_or_a_passport(text, number):
    assert identifiers.parse_identity_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "12345", "1234567890", "B-1234567", "ĐB123456", "ſ1234567", "B1234567890"]
)
def test_other_numbers_identify_nobody(text):
    with pytest.raises(errors.InvalidIdentityNumber):
        identifiers.parse_identity_number(text)


@given(
    st.sampled_from(sorted(identifiers.CARD_GROUPS)), st.integers(1, 5), st.integers(1, 99), codes
)
def test_a_long_card_number_says_level_and_code(group, level, province, code):
    number = f"{group}{level}{province:02d}{code}"

    card = identifiers.parse_card_number(f" {number[:2].lower()} {number[2:5]}-{number[5:]}")

    assert card == identifiers.CardNumber(number, code, level)


@given(codes)
def test_a_short_card_number_is_the_code(code):
    assert identifiers.parse_card_number(code) == identifiers.CardNumber(code, code)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("ZZ4010123456789", errors.UnknownCardGroup),
        ("DN0010123456789", errors.InvalidCardNumber),
        ("DN6010123456789", errors.InvalidCardNumber),
        ("DN4000123456789", errors.InvalidCardNumber),
        ("DN401012345678", errors.InvalidCardNumber),
    ],
)
def test_other_card_numbers_are_refused(text, error):
    with pytest.raises(error):
        identifiers.parse_card_number(text)


@given(
    mobiles, st.sampled_from(["0", "+84", "84", "0084", "+84 ", "(+84) "]), st.sampled_from(" .-")
)
def test_a_mobile_number_has_one_form_however_it_is_written(number, prefix, separator):
    written = f"{prefix}{number[:2]}{separator}{number[2:5]}{separator}{number[5:]}"

    assert identifiers.parse_phone(written) == f"+84{number}"


@pytest.mark.parametrize(
    "text",
    ["", "0212345678", "02412345678", "091234567", "09123456789", "+1 912345678", "912345678"],
)
def test_landlines_and_foreign_numbers_take_no_sms(text):
    with pytest.raises(errors.InvalidPhone):
        identifiers.parse_phone(text)


def test_a_masked_phone_shows_its_last_three_digits():
    assert identifiers.mask_phone("+84912345678") == "••• ••• 678"


@given(st.dates())
def test_a_day_is_read_as_iso_or_as_it_is_written_in_viet_nam(day):
    assert identifiers.parse_day(day.isoformat()) == day
    assert identifiers.parse_day(f"{day.day:02d}/{day.month:02d}/{day.year:04d}") == day
    assert identifiers.parse_day(f" {day.day}/{day.month}/{day.year:04d} ") == day


@pytest.mark.parametrize(
    "text", ["", "30/02/2020", "2020-13-01", "20200101", "2020-W01-1", "01/02/20", "0000-01-01"]
)
def test_days_that_do_not_exist_are_refused(text):
    with pytest.raises(errors.InvalidDay):
        identifiers.parse_day(text)


def test_people_are_born_from_1900_up_to_today():
    today = date(2026, 11, 24)
    assert identifiers.parse_birth("24/11/2026", on=today) == today

    for text in ("25/11/2026", "31/12/1899"):
        with pytest.raises(errors.BornOutOfRange):
            identifiers.parse_birth(text, on=today)


@pytest.mark.parametrize(
    "name", ["ĐẶNG THỊ ÁNH", " đặng  thị ánh ", "Đặng Thị Ánh", "Dang\u00a0Thi\tAnh"]
)
def test_names_are_compared_without_accents_case_and_spacing(name):
    assert names.normalise(name) == "dang thi anh"


@given(st.text())
def test_a_normalised_name_stays_as_it_is(name):
    once = names.normalise(name)

    assert names.normalise(once) == once
    assert once == " ".join(once.split())


@given(st.text(), st.dates(), st.text(), st.dates())
def test_only_equal_names_and_days_share_an_index_key(name, born, other_name, other_born):
    key = Person.name_and_birth_of(name, born.isoformat())
    other_key = Person.name_and_birth_of(other_name, other_born.isoformat())

    same = names.normalise(name) == names.normalise(other_name)
    assert (key == other_key) == (same and born == other_born)
