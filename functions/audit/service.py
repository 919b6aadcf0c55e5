"""Who did what to whose record, and when; hash-chained per subject."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from functions import formats
from functions.audit import models
from functions.storage import UnitOfWork

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
    """Somebody who acts: the name, the role, the agency of an officer, the kind of device."""

    name: str
    role: str
    agency: str | None = None
    device: str | None = None


@dataclass(frozen=True)
class Entry:
    """What was done to a subject's record, or seen of it, and by whom; `at` is ISO 8601."""

    sequence: int
    at: str
    action: str
    actor: str
    role: str
    agency: str | None
    reason: str | None
    device: str | None


THE_SYSTEM = Actor("system", SYSTEM)


def owner(code: str, *, device: str | None = None) -> Actor:
    """The owner of a record, who acts on it."""
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
    last = next(_stored(subject, newest_first=True, limit=1), None)
    entry = models.Entry(
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
    entry.digest = entry.right_digest()
    unit.save(entry, condition=models.Entry.subject.does_not_exist())


def page(subject: str, *, before: int | None = None) -> list[Entry]:
    """The newest entries of a subject, or those before a sequence number, up to PAGE_SIZE."""
    stored = _stored(subject, newest_first=True, before=before, limit=PAGE_SIZE)
    return [_entry(each) for each in stored]


def every(subject: str) -> Iterator[Entry]:
    """All entries of a subject, oldest first, read as they are consumed."""
    return map(_entry, _stored(subject))


def broken_link(subject: str) -> int | None:
    """The first sequence number at which the subject's chain does not hold, or None.

    A changed, an inserted or a removed entry breaks the chain, unless the last ones are removed.
    """
    previous, expected = _FIRST, 1
    for entry in _stored(subject):
        is_next = int(entry.sequence) == expected and entry.previous == previous
        if not is_next or entry.digest != entry.right_digest():
            return expected
        previous, expected = entry.digest, expected + 1
    return None


def _entry(stored: models.Entry) -> Entry:
    return Entry(
        sequence=int(stored.sequence),
        at=formats.iso(datetime.fromisoformat(stored.at)),
        action=stored.action,
        actor=stored.actor,
        role=stored.role,
        agency=stored.agency,
        reason=stored.reason,
        device=stored.device,
    )


def _stored(
    subject: str,
    *,
    newest_first: bool = False,
    before: int | None = None,
    limit: int | None = None,
) -> Iterator[models.Entry]:
    return iter(
        models.Entry.query(
            subject,
            None if before is None else models.Entry.sequence < before,
            scan_index_forward=not newest_first,
            limit=limit,
            consistent_read=True,
        )
    )
