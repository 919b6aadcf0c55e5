"""The officers' board: what waits, what was decided and how fast, from the figures alone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from functions.applications import figures
from functions.applications.figures import BUCKETS, Counts, Day
from functions.applications.models import HAND_IN_WITHIN, Application, Kind, QueueState
from functions.clock import VIETNAM, civil_day

# Groups of what waits, by full days since the day it was submitted; the last has no end.
AGES: tuple[tuple[int, int | None], ...] = ((0, 0), (1, 2), (3, 5), (6, 8), (9, 10), (11, None))
# Decisions are shown for the last days, today included; this is their number.
DAYS_SHOWN = 30


@dataclass(frozen=True)
class Waiting:
    """The pending of one age: from `first` to `last` days, or from `first` on."""

    first: int
    last: int | None
    awaiting_paper: int
    to_assess: int


@dataclass(frozen=True)
class Board:
    """One agency's applications of one kind, at one instant.

    `days` are the last DAYS_SHOWN, the oldest first; `buckets` and `median_hours` are of all
    that was decided on them: see figures.BOUNDS.
    """

    totals: Counts
    waiting: list[Waiting]
    days: dict[date, Day]
    buckets: list[int]
    median_hours: float | None


def of(agency: str, kind: Kind, *, at: datetime) -> Board:
    """The board of an agency's applications of one kind."""
    today = civil_day(at)
    totals = figures.totals(agency, kind)
    submitted = figures.by_day_submitted(agency, kind, today - HAND_IN_WITHIN, today)
    submitted[today - HAND_IN_WITHIN] = _without_lapsed(
        submitted.get(today - HAND_IN_WITHIN, Counts()), _lapsed_today(agency, kind, at)
    )
    groups = waiting(totals, submitted, today)
    first = today - timedelta(days=DAYS_SHOWN - 1)
    days = every_day(figures.by_day_decided(agency, kind, first, today), first)
    buckets = [sum(day.buckets[number] for day in days.values()) for number in range(len(BUCKETS))]
    return Board(
        totals=_shown(totals, groups),
        waiting=groups,
        days=days,
        buckets=buckets,
        median_hours=figures.median_hours(buckets),
    )


def waiting(totals: Counts, submitted: dict[date, Counts], today: date) -> list[Waiting]:
    """The pending by age; `submitted` has the days until paper lapses, `totals` everything.

    Whatever awaits paper for longer has lapsed, whether or not it was swept.
    """
    groups = []
    for first, last in AGES:
        if last is None:
            recent = sum(counts[QueueState.TO_ASSESS] for counts in submitted.values())
            groups.append(Waiting(first, last, 0, max(0, totals[QueueState.TO_ASSESS] - recent)))
            continue
        days = [today - timedelta(days=age) for age in range(first, last + 1)]
        awaiting, to_assess = (
            max(0, sum(submitted.get(day, Counts())[state] for day in days))
            for state in (QueueState.AWAITING_PAPER, QueueState.TO_ASSESS)
        )
        groups.append(Waiting(first, last, awaiting, to_assess))
    return groups


def every_day(decided: dict[date, Day], first: date) -> dict[date, Day]:
    """DAYS_SHOWN days from `first` on, also those without a decision."""
    days = (first + timedelta(days=number) for number in range(DAYS_SHOWN))
    return {day: decided.get(day, Day()) for day in days}


def _shown(totals: Counts, groups: list[Waiting]) -> Counts:
    """The totals without what has lapsed: the groups hold all that still awaits paper."""
    awaiting = sum(group.awaiting_paper for group in groups)
    return Counts({**totals, QueueState.AWAITING_PAPER: awaiting})


def _without_lapsed(counts: Counts, lapsed: int) -> Counts:
    return Counts({**counts, QueueState.AWAITING_PAPER: counts[QueueState.AWAITING_PAPER] - lapsed})


def _lapsed_today(agency: str, kind: Kind, at: datetime) -> int:
    """The number that lapsed since midnight and are in the figures until the next sweep."""
    limit = at - HAND_IN_WITHIN
    start = datetime.combine(civil_day(limit), time(), VIETNAM).astimezone(at.tzinfo)
    keys = (Application.sort_key_of(start, ""), Application.sort_key_of(limit, "~"))
    queue = Application.queue_of(agency, kind, QueueState.AWAITING_PAPER)
    return Application.work_list.count(queue, Application.sort_key.between(*keys))
