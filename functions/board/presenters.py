"""The officers' board as plain data: what the page shows, and what JSON says."""

from datetime import datetime
from typing import Literal

from flask_babel import format_decimal, gettext
from typing_extensions import TypedDict

from functions.applications.figures import BOUNDS
from functions.applications.models import Kind, QueueState
from functions.board import service
from functions.board.service import Board
from functions.reference import agencies

Unit = Literal["hours", "days"]

_FROM_DAYS_ON = 24  # what took a day or longer is told in days


class Totals(TypedDict):
    """How many are in each state now."""

    awaiting_paper: int
    to_assess: int
    accepted: int
    rejected: int


class WaitingGroup(TypedDict):
    """What waits from `first` to `last` days after its day of submission; null: no end."""

    first: int
    last: int | None
    unit: Unit
    awaiting_paper: int
    to_assess: int


class DecidedDay(TypedDict):
    """What was decided on a day of Viet Nam (ISO 8601)."""

    day: str
    accepted: int
    rejected: int


class TimeTaken(TypedDict):
    """How many decisions took at least `first` and less than `last`; null: no end."""

    first: int
    last: int | None
    unit: Unit
    decided: int


class BoardPage(TypedDict):
    """An agency's figures at an instant; `days` are the last 30, `times` and the median theirs.

    `agency` is its code, `agency_name` is empty if the list of agencies does not have it; `at`
    is ISO 8601.
    `median_hours` is the median time from submission to decision; null if nothing was decided.
    """

    type: Literal["registration", "revision"]
    agency: str
    agency_name: str
    at: str
    totals: Totals
    waiting: list[WaitingGroup]
    days: list[DecidedDay]
    times: list[TimeTaken]
    median_hours: float | None


def board_page(shown: Board, *, agency: str, kind: Kind, at: datetime) -> BoardPage:
    median, office = shown.median_hours, agencies.find(agency)
    return {
        "type": kind.value,
        "agency": agency,
        "agency_name": office.name if office else "",
        "at": at.isoformat(),
        "totals": {
            "awaiting_paper": shown.totals[QueueState.AWAITING_PAPER],
            "to_assess": shown.totals[QueueState.TO_ASSESS],
            "accepted": shown.totals[QueueState.ACCEPTED],
            "rejected": shown.totals[QueueState.REJECTED],
        },
        "waiting": [_waiting(group) for group in shown.waiting],
        "days": [
            {"day": day.isoformat(), "accepted": decided.accepted, "rejected": decided.rejected}
            for day, decided in shown.days.items()
        ],
        "times": [_time_taken(number, decided) for number, decided in enumerate(shown.buckets)],
        "median_hours": None if median is None else round(median, 1),
    }


def in_words(hours: float) -> str:
    """A time taken, for reading: in hours up to two days, then in days."""
    if hours < 1:
        return gettext("Under 1 hour")
    if hours >= BOUNDS[-1]:
        return gettext("%(count)s days or more", count=BOUNDS[-1] // 24)
    if hours < 48:
        return gettext("%(count)s h", count=round(hours))
    return gettext("%(count)s days", count=format_decimal(round(hours / 24, 1)))


def _waiting(group: service.Waiting) -> WaitingGroup:
    return {
        "first": group.first,
        "last": group.last,
        "unit": "days",
        "awaiting_paper": group.awaiting_paper,
        "to_assess": group.to_assess,
    }


def _time_taken(number: int, decided: int) -> TimeTaken:
    first, last = (0, *BOUNDS)[number], (*BOUNDS, None)[number]
    in_days = first >= _FROM_DAYS_ON
    size = 24 if in_days else 1
    return {
        "first": first // size,
        "last": last and last // size,
        "unit": "days" if in_days else "hours",
        "decided": decided,
    }
