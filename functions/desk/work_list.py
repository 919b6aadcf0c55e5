"""The officers' lists: a page costs the same however many applications there are.

A list is one queue for each state, merged by time. A page asks each queue for a page from one
place on, so no page reads those before it, and no filter reads what it leaves out: what cannot
be a key here (an agency of another officer, a status of a code's few applications) is sifted
from one person's applications only.
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
    """What an officer looks for; what is None or empty does not count. Days are included.

    `urgent_first` lists the oldest first, and so what has the nearest deadline; otherwise the
    newest comes first.
    """

    type: Kind
    number: str = ""
    code: str = ""
    first_day: date | None = None
    last_day: date | None = None
    condition: Condition | None = None
    status: Status | None = None
    urgent_first: bool = False


@dataclass(frozen=True)
class Page:
    """Some rows of a list, the place of the next page ("" on the last), and how many in all."""

    rows: list[Application]
    next_place: str
    total: int


def page(agency: str, search: Search, *, at: datetime, start: str = "") -> Page:
    """A page of an agency's list from the place `start` on."""
    if search.number:
        return _whole(_with_number(search), agency, search, at)
    if search.code:
        return _whole(_with_code(search), agency, search, at)
    queues = [_queue(agency, state, search, at, start) for state in _states(search)]
    merged = heapq.merge(*queues, key=_by_place, reverse=not search.urgent_first)
    rows = list(itertools.islice(merged, PAGE_SIZE + 1))
    more = len(rows) > PAGE_SIZE
    shown = rows[:PAGE_SIZE]
    return Page(shown, shown[-1].place if more else "", _count(agency, search, at))


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
    agency: str, state: QueueState, search: Search, at: datetime, start: str
) -> Iterator[Application]:
    first, last = _bounds(state, search, at)
    if start:
        first, last = (start + "~", last) if search.urgent_first else (first, _before(start))
    if first > last:
        return iter(())
    return iter(
        Application.work_list.query(
            Application.queue_of(agency, search.type, state),
            Application.place.between(first, last),
            scan_index_forward=search.urgent_first,
            limit=PAGE_SIZE + 1,
        )
    )


def _bounds(state: QueueState, search: Search, at: datetime) -> tuple[str, str]:
    """The first and the last place of a search in one state's queue; lapsed ones are outside."""
    first = _start_of(search.first_day) if search.first_day else datetime(2000, 1, 1, tzinfo=UTC)
    last = _start_of(search.last_day + timedelta(days=1)) if search.last_day else at
    if state == QueueState.AWAITING_PAPER:
        first = max(first, at - HAND_IN_WITHIN + timedelta(microseconds=1))
    return _place(first), _place(last) + "~"


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)


def _place(at: datetime) -> str:
    """The place before everything that was submitted at `at`."""
    return Application.place_of(at, "")


def _before(place: str) -> str:
    """The greatest key below `place`: its last letter made smaller, then the greatest letter."""
    return place[:-1] + chr(ord(place[-1]) - 1) + "~"


def _by_place(application: Application) -> str:
    return application.place


def _with_number(search: Search) -> list[Application]:
    number = numbers.parse(search.number)
    found = Application.find(number) if number else None
    return [found] if found else []


def _with_code(search: Search) -> list[Application]:
    return list(
        Application.by_code.query(
            search.code, scan_index_forward=search.urgent_first, limit=MOST_OF_ONE_CODE
        )
    )


def _whole(found: list[Application], agency: str, search: Search, at: datetime) -> Page:
    """A list that is its only page: those of `found` that fit everything else."""
    rows = [each for each in found if _fits(each, agency, search, at)]
    return Page(rows, "", len(rows))


def _fits(application: Application, agency: str, search: Search, at: datetime) -> bool:
    day = civil_day(application.submitted_at)
    return (
        application.agency == agency
        and application.type == search.type
        and not application.is_lapsed(at)
        and search.code in ("", application.code)
        and application.state in _states(search)
        and (search.first_day is None or search.first_day <= day)
        and (search.last_day is None or day <= search.last_day)
    )


def _count(agency: str, search: Search, at: datetime) -> int:
    """How many rows all pages have, from the figures."""
    states, today = _states(search), civil_day(at)
    if search.first_day or search.last_day:
        first, last = search.first_day or date(2000, 1, 1), search.last_day or today
        if first > last:
            return 0
        days = figures.submitted(agency, search.type, first, last)
        counts = sum(days.values(), figures.Counts())
    else:
        counts = figures.totals(agency, search.type)
    total = sum(counts[state] for state in states)
    if QueueState.AWAITING_PAPER in states:
        total -= _unswept(agency, search, at)
    return max(0, total)


def _unswept(agency: str, search: Search, at: datetime) -> int:
    """How many have lapsed but still count; the sweep leaves a few minutes' at the most."""
    first, _ = _bounds(QueueState.ACCEPTED, search, at)
    last = _place(at - HAND_IN_WITHIN) + "~"
    if search.last_day:
        last = min(last, _place(_start_of(search.last_day + timedelta(days=1))))
    if first > last:
        return 0
    queue = Application.queue_of(agency, search.type, QueueState.AWAITING_PAPER)
    return Application.work_list.count(queue, Application.place.between(first, last))
