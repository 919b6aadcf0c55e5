"""What a page of the officers' list costs does not depend on how many applications there are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from functions.applications.models import Condition, Kind, Status
from functions.desk import work_list
from functions.desk.work_list import Page, Search
from tests.applications.builders import HANOI
from tests.capacity import billed
from tests.desk.many_applications import fill

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
EVERYTHING = Search(Kind.REGISTRATION)
TO_ASSESS_LATELY = Search(
    Kind.REGISTRATION,
    status=Status.PENDING,
    condition=Condition.PAPER_RECEIVED,
    first_day=(NOW - timedelta(days=8)).date(),
)

PAGES: dict[str, Callable[[], Page]] = {
    "first": lambda: work_list.page(HANOI, EVERYTHING, at=NOW),
    "filtered": lambda: work_list.page(HANOI, TO_ASSESS_LATELY, at=NOW),
    "in the middle": lambda: work_list.page(
        HANOI, EVERYTHING, at=NOW, cursor=(NOW - timedelta(days=4)).isoformat()
    ),
}


def costs() -> dict[str, tuple[float, int, int]]:
    """For each page its capacity units, its requests, its rows."""
    found = {}
    for name, page in PAGES.items():
        with billed() as bill:
            rows = len(page().rows)
        found[name] = (bill.units, bill.requests, rows)
    return found


@pytest.fixture
def few_and_many(settings, engine) -> tuple[dict, dict]:
    fill(1000, until=NOW)
    few = costs()
    fill(4000, until=NOW)
    return few, costs()


def test_a_page_costs_the_same_with_four_times_as_many_applications(few_and_many):
    few, many = few_and_many

    assert few == many
    assert all(rows == work_list.PAGE_SIZE for _, _, rows in few.values())
    assert all(units < 15 for units, _, _ in few.values())
