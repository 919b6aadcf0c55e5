"""The tables behind every proof of who somebody is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from pynamodb.attributes import (
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
    VersionAttribute,
)

from functions.storage import Table


@dataclass(frozen=True)
class Lifetime:
    """How long a session lives: `idle` after its last use, `absolute` after the sign-in."""

    idle: timedelta
    absolute: timedelta


class SessionRow(Table):
    """What the sessions of both apps have in common; each has a table, keyed by its owner.

    Token     the cookie holds it, the row only its SHA-256
    Ends      `LIFETIME.idle` after `seen_at`, `LIFETIME.absolute` after `signed_in_at`, whether
              or not TTL has removed the row
    """

    LIFETIME: ClassVar[Lifetime]

    token_hash = UnicodeAttribute()
    signed_in_at = UTCDateTimeAttribute()
    seen_at = UTCDateTimeAttribute()
    expires_at = TTLAttribute()

    @property
    def ends_at(self) -> datetime:
        """When it ends unless it is used: idle or absolute, whichever comes first."""
        return min(self.seen_at + self.LIFETIME.idle, self._last)

    def seconds_left(self, *, at: datetime) -> int:
        """Until it ends, unless it is used."""
        return max(0, int((self.ends_at - at).total_seconds()))

    def can_be_prolonged(self, *, at: datetime) -> bool:
        """Whether using it now would move its end."""
        return min(at + self.LIFETIME.idle, self._last) > self.ends_at

    @property
    def _last(self) -> datetime:
        return self.signed_in_at + self.LIFETIME.absolute


class PasswordHolder(Table):
    """What the accounts of both apps have in common; each has a table, keyed by its owner.

    Password  `previous_hashes`, the latest first, are of passwords that may not be used again.
              A first password, made here, is gone after `initial_until`.
    Devices   digests of those that have signed in before, the latest last: a stranger's wrong
              passwords do not lock those out.
    Races     every change is conditional on `version`: the later of two writers changes nothing.
    """

    password_hash = UnicodeAttribute()
    previous_hashes: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    initial_until = UTCDateTimeAttribute(null=True)
    devices: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    version = VersionAttribute()

    @property
    def hashes(self) -> list[str]:
        """The hash of the password in force, and of those before it."""
        return [self.password_hash, *self.previous_hashes]


class OneTimeCode(Table):
    """A one-time code that was sent to a phone, and what it will prove.

    Keys      id               unguessable; the signed cookie holds it
    Bound to  `purpose` and `subject`: a code for one thing opens nothing else.
    Phone     `phone_hash` of the one that the last code went to, "" if it went nowhere: the
              code counts while that phone is the one to prove.
    Secret    HOTP secret and counter; a resend moves the counter, so only the last code counts.
    Tries     `attempts` is raised before a guess is looked at: however many guesses come at
              once, five are evaluated.
    Life      deleted in the transaction that it allows, so it works once.
    """

    class Meta(Table.Meta):
        table_name = "one-time-codes"

    id = UnicodeAttribute(hash_key=True)
    purpose = UnicodeAttribute()
    subject = UnicodeAttribute()
    phone_hash = UnicodeAttribute(default="")
    secret = UnicodeAttribute()
    counter = NumberAttribute(default=0)
    attempts = NumberAttribute(default=0)
    sent_at = UTCDateTimeAttribute()
    ends_at = UTCDateTimeAttribute()
    proved_at = UTCDateTimeAttribute(null=True)
    pending_hash = UnicodeAttribute(null=True)
    expires_at = TTLAttribute()


class Attempts(Table):
    """What somebody tried lately, and the lock that this led to.

    Keys      key              what is counted, such as `password#0123456789`
    Life      `times` leave with the policy's window, `locks` when they are remembered no more;
              a row that TTL has swept says the same as one that it has not.
    Strangers a row exists whether or not such an account does, so that limits tell nothing.
    Races     `version`: two tries at once cannot both be the same try.
    """

    class Meta(Table.Meta):
        table_name = "counters"

    key = UnicodeAttribute(hash_key=True)
    times: ListAttribute[float] = ListAttribute(of=NumberAttribute, default=list)  # type: ignore[arg-type]
    locked_until = UTCDateTimeAttribute(null=True)
    locks = NumberAttribute(default=0)
    expires_at = TTLAttribute()
    version = VersionAttribute()
