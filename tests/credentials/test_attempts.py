"""Tries are counted, spaced and locked by one rule, whatever is tried."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions import clock
from functions.credentials import attempts
from functions.credentials.errors import Locked, NetworkLocked, OtpTooOften, OtpTooSoon
from functions.credentials.models import Attempts
from functions.errors import TooMany

AT = clock.now()
HERE = "a network"


def wrong_passwords(times, *, at=AT):
    for _ in range(times):
        attempts.count_wrong_password(HERE, at=at)


def test_the_last_of_five_tries_says_that_it_locks():
    found = [attempts.count_password_try("s", at=AT) for _ in range(5)]

    assert found == [False] * 4 + [True]
    with pytest.raises(Locked) as locked:
        attempts.count_password_try("s", at=AT + timedelta(minutes=14))
    assert locked.value.details == {"minutes": 1, "retry_after": 60}


@pytest.mark.parametrize(
    ("pause", "minutes"),
    [(timedelta(days=1), 30), (timedelta(days=2, minutes=16), 15)],
    ids=["remembered", "forgotten"],
)
def test_a_lock_makes_the_next_one_longer_while_it_is_remembered(pause, minutes):
    for at in (AT, AT + pause):
        for _ in range(5):
            attempts.count_password_try("s", at=at)

    with pytest.raises(Locked) as locked:
        attempts.count_password_try("s", at=AT + pause)
    assert locked.value.details["minutes"] == minutes


def test_a_lock_grows_no_longer_than_the_longest():
    at = AT
    for _ in range(9):
        for _ in range(5):
            attempts.count_password_try("s", at=at)
        at = Attempts.find("password#s#").locked_until

    locked_at = at - attempts.PASSWORD.longest_lock
    with pytest.raises(Locked) as locked:
        attempts.count_password_try("s", at=locked_at)
    assert locked.value.details["minutes"] == 24 * 60


def test_tries_older_than_the_window_do_not_count():
    wrong_passwords(99)
    wrong_passwords(99, at=AT + timedelta(minutes=10))
    attempts.check_network(HERE, at=AT + timedelta(minutes=10))

    wrong_passwords(1, at=AT + timedelta(minutes=19))

    with pytest.raises(NetworkLocked):
        attempts.check_network(HERE, at=AT + timedelta(minutes=19))


def test_what_a_swept_row_said_is_what_an_expired_one_says():
    wrong_passwords(100)
    expired_at = Attempts.find("network#a network").expires_at

    attempts.check_network(HERE, at=expired_at)
    wrong_passwords(1, at=expired_at + timedelta(seconds=1))

    stored = Attempts.find("network#a network")
    assert (len(stored.times), stored.locks, stored.locked_until) == (1, 0, None)


def test_codes_are_sent_a_minute_apart_and_five_an_hour():
    for minute in range(5):
        attempts.count_sent_code("track", "s", at=AT + timedelta(minutes=minute))
        with pytest.raises(OtpTooSoon) as soon:
            attempts.count_sent_code("track", "s", at=AT + timedelta(minutes=minute, seconds=59))
        assert soon.value.details["retry_after"] == 1

    with pytest.raises(OtpTooOften) as often:
        attempts.count_sent_code("track", "s", at=AT + timedelta(minutes=59))
    assert often.value.details == {"minutes": 1, "retry_after": 60}
    attempts.count_sent_code("track", "s", at=AT + timedelta(hours=1))


def test_each_purpose_has_its_own_count():
    attempts.count_sent_code("track", "s", at=AT)

    attempts.count_sent_code("register", "s", at=AT)


def test_of_many_tries_at_once_none_is_free():
    def attempt(_):
        try:
            attempts.count_wrong_password(HERE, at=AT)
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        counted = list(pool.map(attempt, range(48))).count(True)

    assert len(Attempts.find("network#a network").times) == counted
    assert counted >= 40


def test_a_clock_that_is_a_little_behind_is_no_reason_to_refuse():
    attempts.count_password_try("s", at=AT)

    attempts.count_password_try("s", at=AT - timedelta(seconds=5))
