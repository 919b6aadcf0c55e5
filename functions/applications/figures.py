"""Figures of an agency: counted in the transaction of each change, read without counting rows."""

import secrets
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from functions.applications.models import Application, Figure, QueueState
from functions.clock import civil_day
from functions.storage import UnitOfWork

# One count is spread over this number of items, so that changes at once seldom touch the same.
SHARDS = 8
# Upper bounds, in hours, of how long a decision took; the last bucket has none.
BOUNDS = (4, 24, 48, 72, 120, 240, 480)
BUCKETS = tuple(f"hours_{number}" for number in range(len(BOUNDS) + 1))

Counts = Counter[str]


@dataclass
class Day:
    """The decisions of one day: the number of each outcome, and of each length of time."""

    accepted: int = 0
    rejected: int = 0
    buckets: list[int] = field(default_factory=lambda: [0] * len(BUCKETS))


class Change:
    """The figures' changes of one transaction, which may write each of their items once."""

    def __init__(self, application: Application) -> None:
        self._key = key_of(application.agency, application.kind)
        self._shard = secrets.randbelow(SHARDS)
        self._changes: defaultdict[str, Counts] = defaultdict(Counter)

    def enters(self, state: QueueState, submitted_at: datetime) -> "Change":
        """One more in `state`, submitted at `submitted_at`."""
        return self._moves(state, submitted_at, 1)

    def leaves(self, state: QueueState, submitted_at: datetime) -> "Change":
        """One fewer in `state`, submitted at `submitted_at`."""
        return self._moves(state, submitted_at, -1)

    def decided(self, outcome: QueueState, *, submitted_at: datetime, at: datetime) -> "Change":
        """One more decided on the day of `at`, after the time since `submitted_at`."""
        hours = (at - submitted_at).total_seconds() / 3600
        day = self._changes[f"decided#{civil_day(at)}"]
        day[outcome] += 1
        day[BUCKETS[bisect_right(BOUNDS, hours)]] += 1
        return self

    def write(self, unit: UnitOfWork) -> None:
        """Count, in the caller's transaction."""
        for entry, counts in self._changes.items():
            actions = [getattr(Figure, name).add(amount) for name, amount in counts.items()]
            unit.update(Figure(self._key, f"{entry}#{self._shard}"), actions=actions)

    def _moves(self, state: QueueState, submitted_at: datetime, amount: int) -> "Change":
        for entry in ("total", f"submitted#{civil_day(submitted_at)}"):
            self._changes[entry][state] += amount
        return self


def key_of(agency: str, kind: str) -> str:
    """The figures' key of one agency's applications of one kind."""
    return f"{agency}#{kind}"


def totals(agency: str, kind: str) -> Counts:
    """The number in each state now."""
    return _sum(Figure.query(key_of(agency, kind), Figure.entry.startswith("total#")))


def by_day_submitted(agency: str, kind: str, first: date, last: date) -> dict[date, Counts]:
    """For each day from `first` to `last`: the number in each state now, of that day's."""
    days: defaultdict[date, Counts] = defaultdict(Counter)
    for day, figure in _days(agency, kind, "submitted", first, last):
        days[day].update(_counts(figure))  # not `+=`, which drops what a shard has below zero
    return dict(days)


def by_day_decided(agency: str, kind: str, first: date, last: date) -> dict[date, Day]:
    """For each day from `first` to `last` with a decision: what was decided."""
    days: defaultdict[date, Day] = defaultdict(Day)
    for on, figure in _days(agency, kind, "decided", first, last):
        day = days[on]
        day.accepted += int(figure.accepted)
        day.rejected += int(figure.rejected)
        for number, name in enumerate(BUCKETS):
            day.buckets[number] += int(getattr(figure, name))
    return dict(days)


def median_hours(buckets: list[int]) -> float | None:
    """The median of the times in these buckets, in hours, taken as even within a bucket.

    None without any; the last bucket answers its lower bound, as it has no upper one.
    """
    half = sum(buckets) / 2
    if not half:
        return None
    below, lower = 0, 0
    for count, upper in zip(buckets, BOUNDS, strict=False):
        if below + count >= half:
            return lower + (upper - lower) * (half - below) / count
        below, lower = below + count, upper
    return float(lower)


def _days(
    agency: str, kind: str, what: str, first: date, last: date
) -> Iterator[tuple[date, Figure]]:
    between = Figure.entry.between(f"{what}#{first}#", f"{what}#{last}#~")
    for figure in Figure.query(key_of(agency, kind), between):
        yield date.fromisoformat(figure.entry.split("#")[1]), figure


def _sum(figures: Iterator[Figure]) -> Counts:
    total: Counts = Counter()
    for figure in figures:
        total.update(_counts(figure))
    return total


def _counts(figure: Figure) -> Counts:
    return Counter({state: int(getattr(figure, state)) for state in QueueState})
