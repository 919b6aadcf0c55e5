"""Limits on wrong passwords and on codes sent, counted per subject.

The rule is a pure step from one tally to the next; writing it is conditional on the version
read, so simultaneous tries queue up and none is free.
"""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from functions.credentials import errors
from functions.credentials.models import Tally
from functions.errors import Conflict, TooMany
from functions.storage import one_write

# Wrong passwords before the account is locked, for how long at first, and at the most.
PASSWORD_TRIES = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
# A code may be sent this long after the last one, and this often in an hour.
RESEND_AFTER = timedelta(seconds=60)
SENDS_PER_HOUR = 5
HOUR = timedelta(hours=1)

_KEEP = timedelta(days=2)
_RACES = 10


def count_password_try(
    subject: str, *, at: datetime, device: str = "", refusal: type[TooMany] = errors.Locked
) -> bool:
    """Count a try before the password is looked at; whether it locks unless it is right.

    `device` is the digest of a device that has signed in before: it has a count of its own, so
    that a stranger who locks the subject does not lock the owner out. Raises `refusal` while
    the subject is locked.
    """
    tally = _step(_password_key(subject, device), partial(_next_password_try, refusal), at)
    return not tally.times


def forget_password_tries(subject: str, *, device: str = "") -> None:
    """The right password ends the count."""
    Tally(_password_key(subject, device)).delete(add_version_condition=False)


def count_sent_code(purpose: str, subject: str, *, at: datetime) -> None:
    """Count an SMS before it is written. Raises errors.OtpTooSoon or OtpTooOften.

    Each purpose has its own count: a stranger who asks to reset somebody's password cannot
    use up the codes that the owner needs for anything else.
    """
    _step(f"otp#{purpose}#{subject}", _next_sent_code, at)


def _next_password_try(refusal: type[TooMany], tally: Tally, at: datetime) -> None:
    if tally.locked_until and at < tally.locked_until:
        wait = tally.locked_until - at
        raise refusal(minutes=_minutes(wait), retry_after=math.ceil(wait.total_seconds()))
    tally.times = [*tally.times, at.timestamp()]
    if len(tally.times) >= PASSWORD_TRIES:
        # The lock is set with the last try itself, so that nothing slips in behind it.
        tally.locked_until = at + min(FIRST_LOCK * 2 ** int(tally.locks), LONGEST_LOCK)
        tally.locks += 1
        tally.times = []


def _next_sent_code(tally: Tally, at: datetime) -> None:
    now = at.timestamp()
    tally.times = [sent for sent in tally.times if sent > now - HOUR.total_seconds()]
    if tally.times and now < tally.times[-1] + RESEND_AFTER.total_seconds():
        wait = tally.times[-1] + RESEND_AFTER.total_seconds() - now
        raise errors.OtpTooSoon(retry_after=math.ceil(wait))
    if len(tally.times) >= SENDS_PER_HOUR:
        wait = tally.times[0] + HOUR.total_seconds() - now
        raise errors.OtpTooOften(minutes=math.ceil(wait / 60), retry_after=math.ceil(wait))
    tally.times = [*tally.times, now]


def _step(key: str, rule: Callable[[Tally, datetime], None], at: datetime) -> Tally:
    for _race in range(_RACES):
        tally = Tally.find(key)
        if tally is None or tally.expires_at <= at:
            tally = _fresh(key, tally)
        rule(tally, at)
        tally.expires_at = at + _KEEP
        try:
            with one_write(conflict=Conflict()):
                tally.save()
        except Conflict:
            continue
        return tally
    raise TooMany(retry_after=1)


def _fresh(key: str, expired: Tally | None) -> Tally:
    tally = Tally(key)
    if expired is not None:
        tally.version = expired.version
    return tally


def _minutes(wait: timedelta) -> int:
    return math.ceil(wait.total_seconds() / 60)


def _password_key(subject: str, device: str) -> str:
    return f"password#{subject}#{device}"
