"""The officers' lists: a page costs the same however many applications there are.

A list is made of one queue for each state, merged by time. Every queue is read from the page's
cursor on, so that no page reads the pages before it. Filters are part of the keys, so that
nothing is read to be left out; only the few applications that name one code, which have no such
keys, are read whole and then filtered.
"""

import heapq
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from functions.applications import figures, numbers
from functions.applications.models import (
    HAND_IN_WITHIN,
    Application,
    Condition,
    Kind,
    QueueState,
    Status,
)
from functions.clock import VIETNAM, civil_day

PAGE_SIZE = 20
# One person's applications; more than a person can have in earnest.
MOST_OF_ONE_CODE = 100

_STATES = {
    (Status.PENDING, Condition.AWAITING_PAPER): (QueueState.AWAITING_PAPER,),
    (Status.PENDING, Condition.PAPER_RECEIVED): (QueueState.TO_ASSESS,),
    (Status.PENDING, None): (QueueState.AWAITING_PAPER, QueueState.TO_ASSESS),
    (Status.ACCEPTED, None): (QueueState.ACCEPTED,),
    (Status.REJECTED, None): (QueueState.REJECTED,),
    (None, Condition.AWAITING_PAPER): (QueueState.AWAITING_PAPER,),
    (None, None): tuple(QueueState),
}


@dataclass(frozen=True)
class Search:
    """The filters of a list; one that is None or empty leaves nothing out. Days are inclusive.

    `urgent_first` lists the oldest first, and so what has the nearest deadline; otherwise the
    newest comes first.
    """

    kind: Kind
    number: str = ""
    code: str = ""
    first_day: date | None = None
    last_day: date | None = None
    condition: Condition | None = None
    status: Status | None = None
    urgent_first: bool = False


@dataclass(frozen=True)
class Page:
    """Some rows of a list, the next page's cursor ("" on the last), and the total of all pages."""

    rows: list[Application]
    next_cursor: str
    total: int


def page(agency: str, search: Search, *, at: datetime, cursor: str = "") -> Page:
    """The page of an agency's list after `cursor`, the sort key of the last row before it."""
    if search.number:
        return _whole(_with_number(search), agency, search, at)
    if search.code:
        return _whole(_with_code(search), agency, search, at)
    queues = [_queue(agency, state, search, at, cursor) for state in _states(search)]
    merged = heapq.merge(*queues, key=_sort_key_of, reverse=not search.urgent_first)
    rows = list(itertools.islice(merged, PAGE_SIZE + 1))
    more = len(rows) > PAGE_SIZE
    shown = rows[:PAGE_SIZE]
    return Page(shown, shown[-1].sort_key if more else "", _count(agency, search, at))


def _states(search: Search) -> tuple[QueueState, ...]:
    """The states that the search's status and condition leave; none, if they exclude each other.

    A decided registration has its paper, so "paper received" includes it.
    """
    if search.condition in (Condition.PAPER_RECEIVED, Condition.ONLINE):
        received = (QueueState.TO_ASSESS, QueueState.ACCEPTED, QueueState.REJECTED)
        wanted = _STATES.get((search.status, None), ())
        return tuple(state for state in received if state in wanted)
    return _STATES.get((search.status, search.condition), ())


def _queue(
    agency: str, state: QueueState, search: Search, at: datetime, cursor: str
) -> Iterator[Application]:
    first, last = _bounds(state, search, at)
    if cursor:
        first, last = (cursor + "~", last) if search.urgent_first else (first, _before(cursor))
    if first > last:
        return iter(())
    return iter(
        Application.work_list.query(
            Application.queue_of(agency, search.kind, state),
            Application.sort_key.between(first, last),
            scan_index_forward=search.urgent_first,
            limit=PAGE_SIZE + 1,
        )
    )


def _bounds(state: QueueState, search: Search, at: datetime) -> tuple[str, str]:
    """The first and the last sort key of a search in one state's queue, without what has lapsed."""
    first = _start_of(search.first_day) if search.first_day else datetime(2000, 1, 1, tzinfo=UTC)
    last = _start_of(search.last_day + timedelta(days=1)) if search.last_day else at
    if state == QueueState.AWAITING_PAPER:
        first = max(first, at - HAND_IN_WITHIN + timedelta(microseconds=1))
    return _sort_key_at(first), _sort_key_at(last) + "~"


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)


def _sort_key_at(at: datetime) -> str:
    """The sort key before all that were submitted at `at`."""
    return Application.sort_key_of(at, "")


def _before(sort_key: str) -> str:
    """The greatest key below this one: its last letter made smaller, then the greatest letter."""
    return sort_key[:-1] + chr(ord(sort_key[-1]) - 1) + "~"


def _sort_key_of(application: Application) -> str:
    return str(application.sort_key)


def _with_number(search: Search) -> list[Application]:
    number = numbers.parse(search.number)
    application = Application.find(number) if number else None
    return [application] if application else []


def _with_code(search: Search) -> list[Application]:
    return list(
        Application.by_code.query(
            search.code, scan_index_forward=search.urgent_first, limit=MOST_OF_ONE_CODE
        )
    )


def _whole(candidates: list[Application], agency: str, search: Search, at: datetime) -> Page:
    """A list of one page: the candidates that fit every other filter."""
    rows = [each for each in candidates if _fits(each, agency, search, at)]
    return Page(rows, "", len(rows))


def _fits(application: Application, agency: str, search: Search, at: datetime) -> bool:
    day = civil_day(application.submitted_at)
    return (
        application.agency == agency
        and application.kind == search.kind
        and not application.is_lapsed(at)
        and search.code in ("", application.code)
        and application.state in _states(search)
        and (search.first_day is None or search.first_day <= day)
        and (search.last_day is None or day <= search.last_day)
    )


def _count(agency: str, search: Search, at: datetime) -> int:
    """The number of rows on all pages, from the figures."""
    states, today = _states(search), civil_day(at)
    if search.first_day or search.last_day:
        first, last = search.first_day or date(2000, 1, 1), search.last_day or today
        if first > last:
            return 0
        days = figures.by_day_submitted(agency, search.kind, first, last)
        counts = sum(days.values(), figures.Counts())
    else:
        counts = figures.totals(agency, search.kind)
    total = sum(counts[state] for state in states)
    if QueueState.AWAITING_PAPER in states:
        total -= _unswept(agency, search, at)
    return max(0, total)


def _unswept(agency: str, search: Search, at: datetime) -> int:
    """The number of lapsed applications in the figures: those that the next sweep will delete."""
    first, _ = _bounds(QueueState.ACCEPTED, search, at)
    last = _sort_key_at(at - HAND_IN_WITHIN) + "~"
    if search.last_day:
        last = min(last, _sort_key_at(_start_of(search.last_day + timedelta(days=1))))
    if first > last:
        return 0
    queue = Application.queue_of(agency, search.kind, QueueState.AWAITING_PAPER)
    return Application.work_list.count(queue, Application.sort_key.between(first, last))
