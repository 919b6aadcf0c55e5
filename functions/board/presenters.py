"""The officers' board as plain data: what the page shows, and what JSON says."""

from datetime import datetime
from typing import Literal

from flask_babel import format_decimal, gettext
from typing_extensions import TypedDict

from functions.applications.figures import BOUNDS
from functions.applications.models import Kind, QueueState
from functions.board import service
from functions.board.service import Board
from functions.formats import iso
from functions.reference.agencies import Agency

Unit = Literal["hours", "days"]

_FROM_DAYS_ON = 24  # a day or longer is written in days


class Totals(TypedDict):
    """The number in each state now."""

    awaiting_paper: int
    to_assess: int
    accepted: int
    rejected: int


class WaitingGroup(TypedDict):
    """The pending that were submitted from `first` to `last` days ago; null: no end."""

    first: int
    last: int | None
    unit: Unit
    awaiting_paper: int
    to_assess: int


class DecidedDay(TypedDict):
    """The decisions of a day of Viet Nam (ISO 8601)."""

    day: str
    accepted: int
    rejected: int


class TimeTaken(TypedDict):
    """The decisions that took at least `first` and less than `last`; null: no end."""

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

    kind: Literal["registration", "revision"]
    agency: str
    agency_name: str
    at: str
    totals: Totals
    waiting: list[WaitingGroup]
    days: list[DecidedDay]
    times: list[TimeTaken]
    median_hours: float | None


def board_page(
    board: Board, *, code: str, agency: Agency | None, kind: Kind, at: datetime
) -> BoardPage:
    """`code` is the agency's, `agency` the agency itself if the list of agencies has it."""
    median = board.median_hours
    return {
        "kind": kind.value,
        "agency": code,
        "agency_name": agency.name if agency else "",
        "at": iso(at),
        "totals": {
            "awaiting_paper": board.totals[QueueState.AWAITING_PAPER],
            "to_assess": board.totals[QueueState.TO_ASSESS],
            "accepted": board.totals[QueueState.ACCEPTED],
            "rejected": board.totals[QueueState.REJECTED],
        },
        "waiting": [_waiting(group) for group in board.waiting],
        "days": [
            {"day": str(day), "accepted": decided.accepted, "rejected": decided.rejected}
            for day, decided in board.days.items()
        ],
        "times": [_time_taken(number, decided) for number, decided in enumerate(board.buckets)],
        "median_hours": None if median is None else round(median, 1),
    }


def in_words(hours: float) -> str:
    """A length of time for people: in hours up to two days, then in days."""
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
