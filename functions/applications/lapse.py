"""Declarations whose paper did not come in time are deleted, and their applicants informed.

They are gone for everyone at the deadline itself (`Application.is_lapsed`); the sweep removes
what is left of them.
"""

from collections import Counter
from datetime import datetime

from functions.applications import messages
from functions.applications.figures import Change
from functions.applications.models import (
    HAND_IN_WITHIN,
    Application,
    Kind,
    Photo,
    QueueState,
)
from functions.audit import service as audit
from functions.reference import agencies
from functions.storage import all_or_nothing, retried

# The most that one sweep deletes of one agency.
BATCH = 100
LAPSED, FAILED = "lapsed", "failed"


def sweep(*, at: datetime) -> dict[str, int]:
    """Delete what has lapsed; returns the numbers of the deleted and of the failed.

    One that cannot be deleted does not stop the others.
    """
    outcomes = Counter(
        _outcome(row.number, at) for agency in agencies.every() for row in _overdue(agency.code, at)
    )
    return {LAPSED: outcomes[LAPSED], FAILED: outcomes[FAILED]}


def _overdue(agency: str, at: datetime) -> list[Application]:
    """The oldest of an agency's registrations whose paper did not come in time."""
    queue = Application.queue_of(agency, Kind.REGISTRATION, QueueState.AWAITING_PAPER)
    is_overdue = Application.sort_key <= Application.sort_key_of(at - HAND_IN_WITHIN, "~")
    return list(Application.work_list.query(queue, is_overdue, limit=BATCH))


def _outcome(number: str, at: datetime) -> str:
    try:
        return LAPSED if _delete(number, at) else "spared"
    except Exception:
        return FAILED


@retried
def _delete(number: str, at: datetime) -> bool:
    """Delete one, unless its paper came after all. The log keeps its number and nothing else."""
    application = Application.find(number)
    if application is None or not application.is_lapsed(at):
        return False
    with all_or_nothing() as unit:
        unit.delete(application)
        unit.delete(Photo(number))
        change = Change(application).leaves(QueueState.AWAITING_PAPER, application.submitted_at)
        change.write(unit)
        messages.lapsed(unit, application, at)
        audit.append(
            unit,
            subject=f"application#{number}",
            action=audit.APPLICATION_LAPSED,
            actor=audit.THE_SYSTEM,
            at=at,
        )
    return True
