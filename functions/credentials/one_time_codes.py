"""One-time codes: sent to a phone, good once, for one purpose of one subject.

The subject is whose phone it proves: a social security code, an application's number, or
the phone itself before anything has a number. Whoever acts on a code hands in the phone that is
to be proved now: a code that went to another one is over.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NoReturn

import pyotp

from functions.credentials import attempts, errors
from functions.credentials.models import OneTimeCode
from functions.errors import Conflict
from functions.notifications import service as notifications
from functions.storage import UnitOfWork, all_or_nothing, one_write

CHANGE_PASSWORD = "change-password"  # noqa: S105 - a purpose's name
RESET_PASSWORD = "reset-password"  # noqa: S105 - a purpose's name
SECOND_DEVICE = "second-device"
REVISE = "revise"

DIGITS = 6
VALID = timedelta(minutes=5)
GUESSES = 5
# After the right code, the time to choose the new password.
PROOF_VALID = timedelta(minutes=10)
_KEEP = timedelta(hours=1)


def start(
    purpose: str,
    subject: str,
    phone: str | None,
    *,
    language: str,
    at: datetime,
    pending_hash: str | None = None,
) -> str:
    """Send a code for `purpose` to `phone`; returns the challenge's id.

    Without a phone the challenge exists and no code can meet it: who asks cannot tell.
    Raises errors.OtpTooSoon, errors.OtpTooOften.
    """
    attempts.count_sent_code(purpose, subject, at=at)
    challenge = OneTimeCode(
        id=secrets.token_urlsafe(24),
        purpose=purpose,
        subject=subject,
        phone_hash=phone_hash(phone),
        secret=pyotp.random_base32(),
        sent_at=at,
        ends_at=at + VALID,
        pending_hash=pending_hash,
        expires_at=at + _KEEP,
    )
    with all_or_nothing(conflict=Conflict()) as unit:
        unit.save(challenge, condition=OneTimeCode.id.does_not_exist())
        if phone:
            _send(unit, challenge, phone, language, at)
    return challenge.id


def prepare(purpose: str, subject: str, *, at: datetime) -> str:
    """A challenge whose code is sent when the person agrees (`resend`); returns its id.

    Until then no guess is looked at: it ends where it begins.
    """
    challenge = OneTimeCode(
        id=secrets.token_urlsafe(24),
        purpose=purpose,
        subject=subject,
        secret=pyotp.random_base32(),
        sent_at=at,
        ends_at=at,
        expires_at=at + PROOF_VALID,
    )
    with one_write(conflict=Conflict()):
        challenge.save(condition=OneTimeCode.id.does_not_exist())
    return challenge.id


def resend(
    challenge_id: str, purpose: str, phone: str | None, *, language: str, at: datetime
) -> None:
    """Send the next code; the last one no longer counts, wrong guesses still do.

    Raises errors.OtpOver, errors.OtpTooSoon, errors.OtpTooOften.
    """
    challenge = find(challenge_id, purpose, at=at)
    if challenge.attempts >= GUESSES or challenge.proved_at:
        raise errors.OtpOver
    attempts.count_sent_code(purpose, challenge.subject, at=at)
    seen = challenge.counter
    challenge.counter = seen + 1
    with all_or_nothing(conflict=errors.OtpOver()) as unit:
        unit.update(
            challenge,
            actions=[
                OneTimeCode.counter.set(seen + 1),
                OneTimeCode.phone_hash.set(phone_hash(phone)),
                OneTimeCode.sent_at.set(at),
                OneTimeCode.ends_at.set(at + VALID),
                OneTimeCode.expires_at.set(at + _KEEP),
            ],
            condition=(OneTimeCode.counter == seen) & OneTimeCode.proved_at.does_not_exist(),
        )
        if phone:
            _send(unit, challenge, phone, language, at)


def find(challenge_id: str, purpose: str, *, at: datetime) -> OneTimeCode:
    """The challenge, if it is for this purpose and not expired. Raises errors.OtpOver."""
    challenge = _found(challenge_id, purpose, at)
    if challenge is None:
        raise errors.OtpOver
    return challenge


def exists(challenge_id: str, purpose: str, *, at: datetime) -> bool:
    """Whether `find` would find it."""
    return _found(challenge_id, purpose, at) is not None


def meet(
    challenge_id: str, purpose: str, otp: str, *, phone: str | None, at: datetime
) -> OneTimeCode:
    """The challenge, if `otp` is its code, sent to `phone`. Raises errors.WrongOtp, errors.OtpOver.

    The try is counted, conditionally, before the code is compared. Whoever acts on the answer
    must `spend` the challenge, or `prove` it, in one conditional write.
    """
    challenge = find(challenge_id, purpose, at=at)
    with one_write(conflict=errors.OtpOver()):
        challenge.update(
            [OneTimeCode.attempts.add(1)],
            condition=(OneTimeCode.attempts < GUESSES)
            & (OneTimeCode.ends_at > at)
            & OneTimeCode.proved_at.does_not_exist()
            & (OneTimeCode.phone_hash == phone_hash(phone)),
        )
    if not pyotp.HOTP(challenge.secret, digits=DIGITS).verify(otp, int(challenge.counter)):
        _refuse(challenge)
    return challenge


def spend(unit: UnitOfWork, challenge: OneTimeCode) -> None:
    """Use the challenge up in the caller's transaction; a second use fails as its conflict."""
    unit.delete(
        challenge,
        condition=OneTimeCode.id.exists() & (OneTimeCode.counter == challenge.counter),
    )


def prove(challenge: OneTimeCode, *, at: datetime) -> None:
    """Remember that the code was right; the challenge then waits for what it proves."""
    with one_write(conflict=errors.OtpOver()):
        challenge.update(
            [OneTimeCode.proved_at.set(at)],
            condition=OneTimeCode.proved_at.does_not_exist()
            & (OneTimeCode.counter == challenge.counter),
        )


def proved(challenge_id: str, purpose: str, *, phone: str, at: datetime) -> OneTimeCode:
    """The challenge, if the code sent to `phone` was given lately. Raises errors.OtpOver."""
    challenge = find(challenge_id, purpose, at=at)
    check_phone(challenge, phone)
    if challenge.proved_at is None or at > challenge.proved_at + PROOF_VALID:
        raise errors.OtpOver
    return challenge


def check_phone(challenge: OneTimeCode, phone: str) -> None:
    """Make sure that the code went to the phone as it was read now. Raises errors.OtpOver."""
    if challenge.phone_hash != phone_hash(phone):
        raise errors.OtpOver


def phone_hash(phone: str | None) -> str:
    """What is kept of a phone that a code went to; "" of none."""
    return hashlib.sha256(phone.encode()).hexdigest() if phone else ""


def _found(challenge_id: str, purpose: str, at: datetime) -> OneTimeCode | None:
    challenge = OneTimeCode.find(challenge_id)
    is_it = challenge and challenge.purpose == purpose and at < challenge.expires_at
    return challenge if is_it else None


def _refuse(challenge: OneTimeCode) -> NoReturn:
    left = GUESSES - int(challenge.attempts)
    raise errors.WrongOtp(left=left) if left else errors.OtpOver()


def _send(
    unit: UnitOfWork, challenge: OneTimeCode, phone: str, language: str, at: datetime
) -> None:
    otp = pyotp.HOTP(challenge.secret, digits=DIGITS).at(int(challenge.counter))
    notifications.send_later(
        unit,
        f"otp-{challenge.purpose}",
        channel=notifications.SMS,
        recipient=phone,
        language=language,
        values={"otp": otp, "minutes": str(int(VALID.total_seconds() // 60))},
        at=at,
    )
