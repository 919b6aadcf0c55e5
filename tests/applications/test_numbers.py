"""Application numbers: typed by people, so every slip of one digit is noticed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from functions.applications import numbers

DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))


@given(DAYS)
def test_a_new_number_says_its_day_and_reads_back(on):
    number = numbers.new(on)

    assert number.startswith(f"{on:%y%m%d}-")
    assert numbers.parse(number) == number


@given(DAYS, st.sampled_from([" ", "", " - ", "–"]))
def test_a_number_may_be_typed_with_other_separators(on, separator):
    number = numbers.new(on)

    assert numbers.parse(number.replace("-", separator)) == number


@given(DAYS, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(on, place, shift):
    digits = numbers.new(on).replace("-", "")
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]

    assert numbers.parse(wrong) is None


@given(st.text())
def test_anything_else_is_not_a_number(text):
    parsed = numbers.parse(text)

    assert parsed is None or numbers.parse(parsed) == parsed
