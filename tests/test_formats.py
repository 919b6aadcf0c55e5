"""Days, instants, waits, phones and postal addresses are written one way each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from functions import formats

AT = datetime(2026, 11, 25, 17, 32, 5, 999_999, tzinfo=UTC)


@pytest.mark.parametrize("value", [date(1990, 3, 5), "1990-03-05"])
def test_a_day_is_written_as_the_language_writes_it(value):
    assert formats.day(value) == "05/03/1990"
    assert formats.day(value, "en") == "5 March 1990"


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_unknown_day_is_empty(nothing):
    assert formats.day(nothing) == formats.day(nothing, "en") == ""


def test_json_has_instants_to_the_second():
    assert formats.iso(AT) == "2026-11-25T17:32:05+00:00"


def test_people_read_them_on_viet_nams_clock():
    assert formats.minute(AT) == "00:32 26/11/2026"
    assert formats.minute(AT, "en") == "00:32 26 November 2026"


def test_what_has_not_happened_is_empty():
    assert formats.iso(None) == formats.minute(None) == ""


@pytest.mark.parametrize(
    ("wait", "seconds", "minutes"),
    [
        (timedelta(0), 0, 0),
        (timedelta(microseconds=1), 1, 1),
        (timedelta(seconds=60), 60, 1),
        (timedelta(seconds=60, microseconds=1), 61, 2),
        (timedelta(minutes=59, seconds=59), 3599, 60),
    ],
)
def test_waits_are_rounded_up(wait, seconds, minutes):
    assert (formats.seconds(wait), formats.minutes(wait)) == (seconds, minutes)


def test_an_address_leaves_out_what_is_not_known():
    assert formats.address_line("12 Phố Huế", "", None, "Hà Nội") == "12 Phố Huế, Hà Nội"
    assert formats.address_line() == ""


@pytest.mark.parametrize("number", ["+84901234567", "0901234567"])
def test_a_phone_is_written_in_groups(number):
    assert formats.phone(number) == "0901 234 567"
