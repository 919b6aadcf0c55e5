"""The second factor: the codes of an authenticator app (TOTP, RFC 6238)."""

import hmac
from datetime import datetime

import pyotp

ISSUER = "VssID"
DIGITS = 6
STEP_SECONDS = 30
# Clocks differ: the code of the step before and of the step after counts too.
WINDOW = 1


def new_secret() -> str:
    """A random secret in base 32, as apps take it."""
    return pyotp.random_base32()


def uri(secret: str, username: str) -> str:
    """What the QR code of an enrolment says."""
    return _totp(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def code(secret: str, *, at: datetime) -> str:
    """What the app shows at `at`."""
    return _totp(secret).generate_otp(_step_at(at))


def step_of(typed: str, secret: str | None, *, at: datetime, after: int = 0) -> int | None:
    """The time step of a code, if it counts at `at` and is later than the step `after`.

    Without a secret the answer is None and takes as long.
    """
    totp = _totp(secret or new_secret())
    now = _step_at(at)
    right = None
    for step in range(now - WINDOW, now + WINDOW + 1):
        is_right = hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode())
        if is_right and secret and step > after:
            right = step
    return right


def _step_at(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def _totp(secret: str) -> pyotp.TOTP:
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
