"""S17, S18: lists that page by cursor, filter by key and count by figures."""

from datetime import UTC, date, datetime, timedelta

import pytest

from functions.applications import decisions
from functions.applications.models import Condition, Kind, Status
from functions.desk import work_list
from functions.desk.work_list import PAGE_SIZE, Search
from tests.applications.builders import HANOI, HCM_CITY, an_actor, an_application, stored
from tests.builders import a_card, a_person

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)
NOON = TUESDAY + timedelta(hours=2)
LAN = an_actor("lan")


@pytest.fixture
def known() -> str:
    """The code of somebody who can be accepted."""
    person = a_person()
    a_card(person)
    return person.code


def search(at: datetime = NOON, cursor: str = "", **values) -> work_list.Page:
    return work_list.page(HANOI, Search(Kind.REGISTRATION, **values), at=at, cursor=cursor)


def numbers(page: work_list.Page) -> list[str]:
    return [row.number for row in page.rows]


def test_the_newest_come_first_or_the_most_urgent(known):
    early, late = (an_application(code=known, at=TUESDAY + timedelta(hours=h)) for h in (0, 1))

    assert numbers(search()) == [late.number, early.number]
    assert numbers(search(urgent_first=True)) == [early.number, late.number]


@pytest.mark.parametrize("urgent_first", [False, True])
def test_pages_hold_everything_once(known, urgent_first):
    made = []
    for number in range(2 * PAGE_SIZE + 5):
        at = TUESDAY + timedelta(seconds=number // 3)
        made.append(an_application(code=known, at=at, paper=number % 2 == 0))

    seen, cursor = [], ""
    while True:
        page = search(cursor=cursor, urgent_first=urgent_first)
        seen += numbers(page)
        assert page.total == len(made)
        cursor = page.next_cursor
        if not cursor:
            break

    assert sorted(seen) == sorted(application.number for application in made)
    assert len(seen) == len(made)


def test_filters_combine(known):
    awaiting = an_application(code=known, at=TUESDAY)
    received = an_application(code=known, at=TUESDAY, paper=True)
    yesterday = an_application(code=known, at=TUESDAY - timedelta(days=1), paper=True)
    rejected = an_application(code=known, at=TUESDAY, paper=True)
    decisions.reject(stored(rejected), reasons=["name_differs"], note="", officer=LAN, at=TUESDAY)
    today = date(2026, 11, 24)

    def found(**values) -> set[str]:
        page = search(**values)
        assert page.total == len(page.rows)
        return set(numbers(page))

    assert found(condition=Condition.AWAITING_PAPER) == {awaiting.number}
    pending = {awaiting.number, received.number, yesterday.number}
    assert found(status=Status.PENDING) == pending
    assert found(status=Status.REJECTED) == {rejected.number}
    assert found(condition=Condition.PAPER_RECEIVED, status=Status.PENDING) == {
        received.number,
        yesterday.number,
    }
    assert found(first_day=today, status=Status.PENDING) == {awaiting.number, received.number}
    assert found(last_day=today - timedelta(days=1)) == {yesterday.number}
    assert found(first_day=today, last_day=today - timedelta(days=1)) == set()
    assert found(number=received.number.replace("-", " ")) == {received.number}
    assert found(number=received.number, status=Status.REJECTED) == set()
    assert found(number="not a number") == set()
    assert found(code=known, status=Status.PENDING, first_day=today) == {
        awaiting.number,
        received.number,
    }
    assert found(condition=Condition.AWAITING_PAPER, status=Status.ACCEPTED) == set()


def test_the_day_is_the_day_in_viet_nam(known):
    before_midnight = datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC)
    an_application(code=known, at=before_midnight)
    after = an_application(code=known, at=before_midnight + timedelta(seconds=1))

    page = search(first_day=date(2026, 11, 24))

    assert numbers(page) == [after.number]
    assert page.total == 1


def test_another_agencys_applications_are_not_listed(known):
    elsewhere = an_application(code=known, at=TUESDAY, agency=HCM_CITY)

    assert search().rows == []
    assert search(number=elsewhere.number).rows == []
    assert search(code=known).rows == []


def test_a_row_says_what_the_list_shows_and_nothing_else(known):
    an_application(code=known, at=TUESDAY)

    (row,) = search().rows

    assert (row.code, row.full_name) == (known, "Nguyễn Thị Minh Khai")
    assert row.deadline_at == TUESDAY + timedelta(days=10)
    assert row.answers is None
