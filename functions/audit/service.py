"""Who did what to whose record, and when; hash-chained per subject."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from functions.audit.models import Entry
from functions.storage import UnitOfWork

__all__ = ["Entry", "append", "broken_link", "digest_of", "page"]

# What an account's owner does to the account; the actor is the owner.
SIGNED_IN = "signed_in"
SIGNED_OUT = "signed_out"
PASSWORD_CHANGED = "password_changed"  # noqa: S105 - an action's name
PASSWORD_RESET = "password_reset"  # noqa: S105 - an action's name
LOCKED = "locked"
UPDATE_REQUESTED = "update_requested"
# What an agency does; the actor is the officer, or the system for an import.
ACCOUNT_ISSUED = "account_issued"
APPLICATION_VIEWED = "application_viewed"
APPLICATION_REJECTED = "application_rejected"
APPLICATION_LAPSED = "application_lapsed"
PAPER_RECEIVED = "paper_received"
PHOTO_CHANGED = "photo_changed"
DETAILS_UPDATED = "details_updated"
# What happens to an officer's own account, beside what happens to everybody's.
ENROLLED = "enrolled"
DISABLED = "disabled"
ENABLED = "enabled"

OWNER = "owner"
OFFICER = "officer"
SYSTEM = "system"

PAGE_SIZE = 20
_FIRST = "0" * 64


@dataclass(frozen=True)
class Actor:
    """Who acts: by what name, as what, for which agency, on what kind of device."""

    name: str
    role: str
    agency: str | None = None
    device: str | None = None


THE_SYSTEM = Actor("system", SYSTEM)


def owner(code: str, *, device: str | None = None) -> Actor:
    """The person whose record it is."""
    return Actor(code, OWNER, device=device or None)


def append(
    unit: UnitOfWork,
    *,
    subject: str,
    action: str,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
) -> None:
    """Add an entry to the subject's chain in the caller's transaction.

    Two transactions that append to one subject at once cannot both succeed: the later one
    fails as a conflict, with everything else in it.
    """
    last = next(_entries(subject, newest_first=True, limit=1), None)
    entry = Entry(
        subject=subject,
        sequence=(int(last.sequence) if last else 0) + 1,
        at=at.isoformat(timespec="microseconds"),
        actor=actor.name,
        role=actor.role,
        action=action,
        agency=actor.agency,
        reason=reason,
        device=actor.device,
        previous=last.digest if last else _FIRST,
    )
    entry.digest = digest_of(entry)
    unit.save(entry, condition=Entry.subject.does_not_exist())


def page(subject: str, *, before: int | None = None) -> list[Entry]:
    """The newest entries of a subject, or those before a sequence number; `PAGE_SIZE` at most."""
    return list(_entries(subject, newest_first=True, before=before, limit=PAGE_SIZE))


def every(subject: str) -> Iterator[Entry]:
    """All entries of a subject, oldest first, a page of the table at a time."""
    return _entries(subject)


def digest_of(entry: Entry) -> str:
    """SHA-256, in hex, over the entry's content and the digest of the one before it."""
    content = {
        name: int(value) if name == "sequence" else value
        for name, value in entry.attribute_values.items()
        if name != "digest" and value is not None
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def broken_link(subject: str) -> int | None:
    """The first sequence number at which the subject's chain does not hold, or None.

    It finds a changed, inserted or removed entry, but for removals at the very end.
    """
    previous, expected = _FIRST, 1
    for entry in every(subject):
        is_next = int(entry.sequence) == expected and entry.previous == previous
        if not is_next or entry.digest != digest_of(entry):
            return expected
        previous, expected = entry.digest, expected + 1
    return None


def _entries(
    subject: str,
    *,
    newest_first: bool = False,
    before: int | None = None,
    limit: int | None = None,
) -> Iterator[Entry]:
    return iter(
        Entry.query(
            subject,
            None if before is None else Entry.sequence < before,
            scan_index_forward=not newest_first,
            limit=limit,
            consistent_read=True,
        )
    )
