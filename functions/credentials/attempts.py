"""Limits on wrong passwords and on codes sent: counted per subject, and per network.

A policy is numbers; the rule is a pure step from one row to the next. Writing the step is
conditional on the version read, so simultaneous tries queue up and none is free.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from functions import formats
from functions.credentials import errors
from functions.credentials.models import Attempts
from functions.errors import Conflict, TooMany
from functions.storage import one_write, retried

NOTHING = timedelta(0)


@dataclass(frozen=True)
class Policy:
    """How many tries there are in which time, and what follows when they are used up.

    tries         in any `window`
    pause         between two tries, at least
    first_lock    starts with the last of the tries, which then begin anew; without a lock the
                  next try waits until the oldest one has left the window
    longest_lock  each lock is twice as long as the one before it, up to this
    remembered    after its end, a lock still makes the next one longer for this time
    """

    tries: int
    window: timedelta
    pause: timedelta = NOTHING
    first_lock: timedelta = NOTHING
    longest_lock: timedelta = NOTHING
    remembered: timedelta = NOTHING


PASSWORD = Policy(
    tries=5,
    window=timedelta(days=2),
    first_lock=timedelta(minutes=15),
    longest_lock=timedelta(hours=24),
    remembered=timedelta(days=2),
)
# Wrong passwords on whatever accounts. A carrier has thousands of people behind one address, so
# there is room for all their slips; and neither a device that has signed in before nor somebody
# who sets a new password with a code to the phone is stopped by this lock.
NETWORK = Policy(
    tries=100,
    window=timedelta(minutes=10),
    first_lock=timedelta(minutes=5),
    longest_lock=timedelta(hours=4),
    remembered=timedelta(hours=24),
)
SENT_CODES = Policy(tries=5, window=timedelta(hours=1), pause=timedelta(seconds=60))


def count_password_try(
    subject: str, *, at: datetime, device: str = "", refusal: type[TooMany] = errors.Locked
) -> bool:
    """Count a try before its password is looked at; return whether it locks unless it is right.

    `device` is the digest of a device that has signed in before: it has a count of its own, so
    that a stranger who locks the subject does not lock the owner out. Raises `refusal` while
    the subject is locked.
    """
    attempts = _count(_password_key(subject, device), PASSWORD, refusal, at)
    return not attempts.times


def forget_password_tries(subject: str, *, device: str = "") -> None:
    """Start the count anew: the password was right, or there is another one."""
    Attempts(_password_key(subject, device)).delete(add_version_condition=False)


def check_network(network: str, *, at: datetime) -> None:
    """Raise errors.NetworkLocked while a network is locked."""
    attempts = Attempts.find(_network_key(network))
    if attempts is not None:
        _check_lock(attempts, errors.NetworkLocked, at)


def count_wrong_password(network: str, *, at: datetime) -> None:
    """Count a wrong password against the network that it came from."""
    # A device that has signed in before may try from a locked network, and counts there too.
    _step(_network_key(network), lambda attempts: _add(attempts, NETWORK, at))


def count_sent_code(purpose: str, subject: str, *, at: datetime) -> None:
    """Count an SMS before it is written. Raises errors.OtpTooSoon or OtpTooOften.

    Each purpose has its own count: a stranger who asks to reset somebody's password cannot
    use up the codes that the owner needs for anything else.
    """
    _count(f"otp#{purpose}#{subject}", SENT_CODES, errors.OtpTooOften, at)


def _count(key: str, policy: Policy, refusal: type[TooMany], at: datetime) -> Attempts:
    """Count a try that the policy allows, or raise `refusal`, or errors.OtpTooSoon in a pause."""

    def rule(attempts: Attempts) -> None:
        _check_lock(attempts, refusal, at)
        _check_room(attempts, policy, refusal, at)
        _add(attempts, policy, at)

    return _step(key, rule)


def _check_lock(attempts: Attempts, refusal: type[TooMany], at: datetime) -> None:
    if attempts.locked_until and at < attempts.locked_until:
        raise _refused(refusal, attempts.locked_until - at)


def _check_room(attempts: Attempts, policy: Policy, refusal: type[TooMany], at: datetime) -> None:
    times = [datetime.fromtimestamp(time, UTC) for time in _in_window(attempts, policy, at)]
    if policy.pause and times and at < times[-1] + policy.pause:
        raise _refused(errors.OtpTooSoon, times[-1] + policy.pause - at)
    if len(times) >= policy.tries:
        raise _refused(refusal, times[0] + policy.window - at)


def _add(attempts: Attempts, policy: Policy, at: datetime) -> None:
    """The rule: one row's next state."""
    attempts.times = [*_in_window(attempts, policy, at), at.timestamp()]
    if attempts.locked_until and at >= attempts.locked_until + policy.remembered:
        attempts.locks, attempts.locked_until = 0, None
    if policy.first_lock and len(attempts.times) >= policy.tries:
        # The lock is set with the last try itself, so that nothing slips in behind it.
        lock = min(policy.first_lock * 2 ** int(attempts.locks), policy.longest_lock)
        attempts.locked_until, attempts.times = at + lock, []
        attempts.locks += 1
    attempts.expires_at = max(at + policy.window, (attempts.locked_until or at) + policy.remembered)


def _in_window(attempts: Attempts, policy: Policy, at: datetime) -> list[float]:
    return [time for time in attempts.times if time > (at - policy.window).timestamp()]


def _refused(refusal: type[TooMany], wait: timedelta) -> TooMany:
    return refusal(minutes=formats.minutes(wait), retry_after=formats.seconds(wait))


def _step(key: str, rule: Callable[[Attempts], None]) -> Attempts:
    """Take a row one step on, however many do so at once. Raises TooMany after too many races."""
    try:
        return _step_once(key, rule)
    except Conflict as overtaken:
        raise TooMany(retry_after=1) from overtaken


@retried
def _step_once(key: str, rule: Callable[[Attempts], None]) -> Attempts:
    attempts: Attempts = Attempts.find(key) or Attempts(key)
    rule(attempts)
    with one_write():
        attempts.save()
    return attempts


def _password_key(subject: str, device: str) -> str:
    return f"password#{subject}#{device}"


def _network_key(network: str) -> str:
    return f"network#{network}"
