"""What a password must be, and how it is hashed."""

import functools
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from dateutil.relativedelta import relativedelta

from functions.credentials import errors
from functions.credentials.models import PasswordHolder
from functions.reference import names
from functions.storage import Action

MIN_LENGTH = 8
MAX_LENGTH = 128
# The current one and the four before it.
NOT_REUSED = 5
# Manual, part 1.2 and registration: "changing password once every 6 months".
MONTHS_VALID = 6
INITIAL_VALID = timedelta(days=7)
# zxcvbn's estimate of the guesses that find it; below this, online guessing is feasible.
MIN_GUESSES = 10**6
# A name shorter than this is part of too many words to be refused wherever it stands.
MIN_NAME_LENGTH = 3

HASHER = PasswordHasher()


@dataclass(frozen=True)
class Owner:
    """The person behind a password, whose details must not be part of it.

    The date of birth is in ISO 8601; it and the name are empty where they are not known.
    """

    code: str
    phone: str
    full_name: str = ""
    date_of_birth: str = ""


# Without 0, O, 1, l, I: an SMS is read by eye.
_INITIAL_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def hashed(password: str) -> str:
    """argon2id hash of the password, in PHC string form."""
    return HASHER.hash(_canonical(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the hashed one; without a hash the answer takes as long."""
    try:
        HASHER.verify(password_hash or _nobody(), _canonical(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None


def initial() -> str:
    """A random first password: ten characters, some 57 bits."""
    return "".join(secrets.choice(_INITIAL_ALPHABET) for _ in range(10))


def is_outdated(changed_at: datetime, *, at: datetime) -> bool:
    """Whether a password set at `changed_at` must be changed by now."""
    return at >= changed_at.astimezone(UTC) + relativedelta(months=MONTHS_VALID)


def check(password: str, owner: Owner, holder: PasswordHolder) -> None:
    """Raise errors.Password... if the owner may not use this password."""
    if len(password) < MIN_LENGTH:
        raise errors.PasswordTooShort(length=MIN_LENGTH)
    if len(password) > MAX_LENGTH:
        raise errors.PasswordTooLong(length=MAX_LENGTH)
    if _is_personal(password, owner):
        raise errors.PasswordPersonal
    if _is_common(password):
        raise errors.PasswordCommon
    if any(matches(each, password) for each in holder.hashes[:NOT_REUSED]):
        raise errors.PasswordReused(count=NOT_REUSED)


def replacement(holder: PasswordHolder, password_hash: str) -> list[Action]:
    """What puts another password in force and remembers those that may not be used again."""
    table = type(holder)
    return [
        table.password_hash.set(password_hash),
        table.previous_hashes.set(holder.hashes[: NOT_REUSED - 1]),
    ]


def _canonical(password: str) -> str:
    # The same letters typed on two phones may come composed or decomposed (NIST SP 800-63B).
    return unicodedata.normalize("NFKC", password)


@functools.cache
def _nobody() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))


def _is_common(password: str) -> bool:
    from zxcvbn import zxcvbn

    return zxcvbn(password, max_length=MAX_LENGTH)["guesses"] < MIN_GUESSES


def _is_personal(password: str, owner: Owner) -> bool:
    letters = re.sub(r"[\W_]", "", names.normalise(password))
    year, month, day = owner.date_of_birth.split("-") if owner.date_of_birth else ("", "", "")
    words = names.normalise(owner.full_name).split()
    parts = {
        owner.code,
        owner.phone.removeprefix("+84"),
        year + month + day,
        day + month + year,
        day + month + year[2:],
        "".join(words),
        "".join(words[-2:]),
        *(word for word in words if len(word) > MIN_NAME_LENGTH),
    }
    return any(part in letters for part in parts if part)
