"""How many requests one client may send in a while."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions import clock
from functions.storage import counters
from functions.storage.counters import Counter

AT = clock.now()
MINUTE = timedelta(minutes=1)


def test_counts_add_up_in_a_window_and_start_anew_after_it():
    assert [counters.count("k", window=MINUTE, at=AT) for _ in range(3)] == [1, 2, 3]
    assert counters.current("k", at=AT) == (3, (AT + MINUTE).replace(microsecond=0))

    later = AT + timedelta(seconds=61)
    assert counters.current("k", at=later) == (0, later)
    assert counters.count("k", window=MINUTE, at=later) == 1


def test_counts_at_once_are_all_counted():
    with ThreadPoolExecutor(16) as pool:
        sums = list(pool.map(lambda _: counters.count("k", window=MINUTE, at=AT), range(100)))

    assert sorted(sums) == list(range(1, 101))


def test_a_window_that_is_over_is_begun_anew_once_by_many_at_once():
    counters.count("k", window=MINUTE, at=AT, amount=50)
    later = AT + 2 * MINUTE

    with ThreadPoolExecutor(16) as pool:
        sums = list(pool.map(lambda _: counters.count("k", window=MINUTE, at=later), range(50)))

    assert sorted(sums) == list(range(1, 51))


def test_a_client_that_wants_too_many_codes_reads_how_long_to_wait(citizen):
    for _ in range(60):
        answer = citizen.http.post("/password/forgot", base_url="https://vssid.test")
        assert answer.status_code == 400

    page = citizen.submit("/password/forgot", status=429, code="0123456789")

    assert "Too many requests from your network. Try again in 60 minutes" in page.text
    assert 3500 < int(citizen.response.headers["Retry-After"]) <= 3600
    citizen.get("/login")


@pytest.mark.parametrize("ip", ["192.0.2.7", "2001:db8::1"])
def test_the_table_does_not_hold_ips(citizen, ip):
    citizen.http.post("/login", base_url="https://vssid.test", environ_base={"REMOTE_ADDR": ip})

    keys = [counter.key for counter in Counter.scan()]
    assert any(key.startswith("LIMIT") for key in keys)
    assert not any(ip in key for key in keys)
