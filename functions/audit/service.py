"""Who did what to whose record, and when; hash-chained per subject."""

import hashlib
import json
from datetime import datetime

from functions.audit.models import Entry
from functions.storage import UnitOfWork

# What an account's owner does to the account; the actor is the owner.
SIGNED_IN = "signed_in"
SIGNED_OUT = "signed_out"
PASSWORD_CHANGED = "password_changed"  # noqa: S105 - an action's name
PASSWORD_RESET = "password_reset"  # noqa: S105 - an action's name
ACCOUNT_ISSUED = "account_issued"
LOCKED = "locked"

_FIRST = "0" * 64


def append(unit: UnitOfWork, *, subject: str, action: str, actor: str, at: datetime) -> None:
    """Add an entry to the subject's chain in the caller's transaction.

    Two transactions that append to one subject at once cannot both succeed: the later one
    fails as a conflict, with everything else in it.
    """
    last = _last(subject)
    entry = Entry(
        subject=subject,
        sequence=(last.sequence if last else 0) + 1,
        at=at.isoformat(timespec="microseconds"),
        actor=actor,
        action=action,
        previous=last.digest if last else _FIRST,
    )
    entry.digest = digest_of(entry)
    unit.save(entry, condition=Entry.subject.does_not_exist())


def digest_of(entry: Entry) -> str:
    """SHA-256 over the entry's content and the digest of the one before it, in hex."""
    content = [entry.previous, entry.subject, entry.sequence, entry.at, entry.actor, entry.action]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _last(subject: str) -> Entry | None:
    newest = Entry.query(subject, scan_index_forward=False, limit=1, consistent_read=True)
    return next(iter(newest), None)
