"""Wrong passwords counted per network address, whoever's account they were tried on.

This stops who tries a few passwords on very many codes. A carrier has thousands of people behind
one address, so there is room for all their slips; and a lock asks nothing of a device that has
signed in before, nor of who sets a new password with a code to the phone.
"""

import math
from datetime import datetime, timedelta

from functions.credentials import errors
from functions.storage import counters

# So many wrong passwords, in this time, lock the address: for how long at first, and at the most.
WRONG_PASSWORDS = 100
WINDOW = timedelta(minutes=10)
FIRST_LOCK = timedelta(minutes=5)
LONGEST_LOCK = timedelta(hours=4)
# Each lock within this time of the first one is twice as long as the one before.
REMEMBERED = timedelta(hours=24)


def check(address: str, *, at: datetime) -> None:
    """Raise errors.AddressLocked while the address is locked."""
    locks, until = counters.current(_key("lock", address), at=at)
    if locks:
        wait = math.ceil((until - at).total_seconds())
        raise errors.AddressLocked(minutes=math.ceil(wait / 60), retry_after=wait)


def count_wrong_password(address: str, *, at: datetime) -> None:
    """Count one; the last that there is room for locks the address."""
    wrong = counters.count(_key("wrong", address), window=WINDOW, at=at)
    if wrong % WRONG_PASSWORDS == 0:
        locks = counters.count(_key("locks", address), window=REMEMBERED, at=at)
        wait = min(FIRST_LOCK * 2 ** (locks - 1), LONGEST_LOCK)
        counters.count(_key("lock", address), window=wait, at=at)


def _key(what: str, address: str) -> str:
    return f"address-{what}#{address}"
