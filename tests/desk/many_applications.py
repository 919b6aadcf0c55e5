"""Thousands of applications at once, as they would be after years: rows and their figures."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from functions.applications.figures import key_of
from functions.applications.models import (
    HAND_IN_WITHIN,
    Application,
    Condition,
    Figure,
    Kind,
    QueueState,
    Status,
    state_of,
)
from functions.applications.numbers import written
from functions.clock import civil_day
from tests.applications.builders import HANOI, a_declaration

# Of ten applications: most are decided, some are rejected, some wait.
_MIX = (
    *((Status.ACCEPTED, Condition.PAPER_RECEIVED),) * 6,
    *((Status.REJECTED, Condition.PAPER_RECEIVED),) * 2,
    (Status.PENDING, Condition.PAPER_RECEIVED),
    (Status.PENDING, Condition.AWAITING_PAPER),
)


def fill(count: int, *, until: datetime, days: int = 9) -> None:
    """`count` registrations of Hà Nội's agency, evenly over `days` up to `until`."""
    figures: defaultdict[str, Counter[str]] = defaultdict(Counter)
    with Application.batch_write() as batch:
        for application in _applications(count, until, days):
            batch.save(application)
            for entry in ("total", f"submitted#{civil_day(application.submitted_at)}"):
                figures[entry][application.state] += 1
    with Figure.batch_write() as batch:
        for entry, counts in figures.items():
            states = {str(state): counts[state] for state in QueueState}
            key = key_of(HANOI, Kind.REGISTRATION)
            batch.save(Figure(key, f"{entry}#0", **states))


def _applications(count: int, until: datetime, days: int) -> Iterator[Application]:
    declared = a_declaration(code="7900000000")
    step = timedelta(days=days) / count
    for serial, (status, condition) in zip(range(count), itertools.cycle(_MIX), strict=False):
        at = until - step * serial
        number = written(f"{at:%y%m%d}{serial:08d}")
        yield Application(
            number=number,
            kind=Kind.REGISTRATION,
            agency=HANOI,
            status=status,
            condition=condition,
            queue=Application.queue_of(HANOI, Kind.REGISTRATION, state_of(status, condition)),
            sort_key=Application.sort_key_of(at, number),
            code=f"79{serial:08d}",
            full_name=declared["full_name"],
            answers=declared,
            submitted_at=at,
            deadline_at=at + HAND_IN_WITHIN,
        )
