"""What the board and the lists count, without counting rows."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.applications import decisions, figures
from functions.applications.figures import BOUNDS, BUCKETS
from functions.applications.models import Kind, QueueState
from tests.applications.builders import HANOI, an_actor, an_application, stored

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)
THE_DAY = date(2026, 11, 24)
LAN = an_actor("lan")


def test_each_change_moves_one_application():
    first, second = (an_application(at=TUESDAY) for _ in range(2))
    decisions.receive_paper(stored(first), officer=LAN, at=TUESDAY)
    decisions.accept(stored(first), officer=LAN, at=TUESDAY + timedelta(hours=30))
    decisions.reject(stored(second), reasons=["name_differs"], note="", officer=LAN, at=TUESDAY)

    totals = figures.totals(HANOI, Kind.REGISTRATION)
    days = figures.by_day_submitted(HANOI, Kind.REGISTRATION, THE_DAY, THE_DAY)
    decided = figures.by_day_decided(HANOI, Kind.REGISTRATION, THE_DAY, THE_DAY + timedelta(days=1))

    expected = {
        QueueState.AWAITING_PAPER: 0,
        QueueState.TO_ASSESS: 0,
        QueueState.ACCEPTED: 1,
        QueueState.REJECTED: 1,
    }
    assert totals == expected
    assert days == {THE_DAY: expected}
    assert decided[THE_DAY].rejected == 1
    assert decided[THE_DAY].buckets[0] == 1
    assert decided[THE_DAY + timedelta(days=1)].accepted == 1
    assert decided[THE_DAY + timedelta(days=1)].buckets[2] == 1


def test_the_median_is_inside_its_bucket():
    assert figures.median_hours([0] * len(BUCKETS)) is None
    assert figures.median_hours([0, 4, 0, 0, 0, 0, 0, 0]) == pytest.approx(14)
    assert figures.median_hours([0, 0, 0, 0, 0, 0, 0, 3]) == BOUNDS[-1]


@given(st.lists(st.integers(0, 50), min_size=len(BUCKETS), max_size=len(BUCKETS)))
def test_the_median_is_in_range(buckets):
    median = figures.median_hours(buckets)

    assert median is None or 0 <= median <= BOUNDS[-1]
