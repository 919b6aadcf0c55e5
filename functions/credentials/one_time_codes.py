"""One-time codes: sent to a phone, good once, for one purpose of one subject.

The subject is whose phone the code proves: a social security code, an application's number, or
the phone itself before anything has a number. A caller finds the row once and hands it on, with
the phone that is to be proved now: a code that went to another phone is over. Every step is
conditional on the row as it was found, so a row that has moved on since opens nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NoReturn

import pyotp

from functions import formats
from functions.credentials import attempts, errors
from functions.credentials.models import OneTimeCode
from functions.notifications import service as notifications
from functions.storage import UnitOfWork, all_or_nothing, one_write

# What a code proves somebody's phone for; each has its SMS in templates/messages/otp-<purpose>.
CHANGE_PASSWORD = "change-password"  # noqa: S105 - a purpose's name
RESET_PASSWORD = "reset-password"  # noqa: S105 - a purpose's name
SECOND_DEVICE = "second-device"
REGISTER = "register"
TRACK = "track"
REVISE = "revise"

DIGITS = 6
VALID = timedelta(minutes=5)
GUESSES = 5
# How long a proved code waits for what it proves, such as the choice of a new password.
PROOF_VALID = timedelta(minutes=10)
# A code that is over can be sent anew for this long.
SENT_ANEW_WITHIN = timedelta(hours=1)


def start(
    purpose: str,
    subject: str,
    phone: str | None,
    *,
    language: str,
    at: datetime,
    pending_hash: str | None = None,
) -> OneTimeCode:
    """Send a code for `purpose` to `phone`.

    Without a phone the row exists and no code is right, so that the answer tells nothing.
    Raises errors.OtpTooSoon, errors.OtpTooOften.
    """
    attempts.count_sent_code(purpose, subject, at=at)
    one_time_code = OneTimeCode(
        id=secrets.token_urlsafe(24),
        purpose=purpose,
        subject=subject,
        phone_hash=phone_hash(phone),
        secret=pyotp.random_base32(),
        sent_at=at,
        ends_at=at + VALID,
        pending_hash=pending_hash,
        expires_at=at + SENT_ANEW_WITHIN,
    )
    with all_or_nothing() as unit:
        unit.save(one_time_code, condition=OneTimeCode.id.does_not_exist())
        if phone:
            _send(unit, one_time_code, phone, language, at)
    return one_time_code


def prepare(purpose: str, subject: str, *, at: datetime) -> OneTimeCode:
    """Store a code that is sent when the person agrees to it, with `resend`.

    Until then no guess is looked at: it ends where it begins.
    """
    one_time_code = OneTimeCode(
        id=secrets.token_urlsafe(24),
        purpose=purpose,
        subject=subject,
        secret=pyotp.random_base32(),
        sent_at=at,
        ends_at=at,
        expires_at=at + PROOF_VALID,
    )
    with one_write():
        one_time_code.save(condition=OneTimeCode.id.does_not_exist())
    return one_time_code


def resend(one_time_code: OneTimeCode, phone: str | None, *, language: str, at: datetime) -> None:
    """Send the next code; the last one no longer counts, wrong guesses still do.

    Raises errors.OtpOver, errors.OtpTooSoon, errors.OtpTooOften.
    """
    is_used = one_time_code.attempts >= GUESSES or one_time_code.proved_at
    if is_used or at >= one_time_code.expires_at:
        raise errors.OtpOver
    attempts.count_sent_code(one_time_code.purpose, one_time_code.subject, at=at)
    seen = one_time_code.counter
    one_time_code.counter = seen + 1
    with all_or_nothing(conflict=errors.OtpOver()) as unit:
        unit.update(
            one_time_code,
            actions=[
                OneTimeCode.counter.set(seen + 1),
                OneTimeCode.phone_hash.set(phone_hash(phone)),
                OneTimeCode.sent_at.set(at),
                OneTimeCode.ends_at.set(at + VALID),
                OneTimeCode.expires_at.set(at + SENT_ANEW_WITHIN),
            ],
            condition=(OneTimeCode.counter == seen) & OneTimeCode.proved_at.does_not_exist(),
        )
        if phone:
            _send(unit, one_time_code, phone, language, at)


def find(code_id: str | None, purpose: str, *, at: datetime) -> OneTimeCode | None:
    """The code with this id, if it is for this purpose and not expired."""
    one_time_code: OneTimeCode | None = OneTimeCode.find(code_id) if code_id else None
    if one_time_code is None or one_time_code.purpose != purpose:
        return None
    return one_time_code if at < one_time_code.expires_at else None


def can_be_entered(one_time_code: OneTimeCode, *, at: datetime) -> bool:
    """Whether a guess would still be looked at."""
    return at < one_time_code.ends_at and one_time_code.attempts < GUESSES


def check(
    one_time_code: OneTimeCode, otp: str, *, purpose: str, phone: str | None, at: datetime
) -> None:
    """Make sure that `otp` is this code, sent to `phone` for this purpose.

    The try is counted, conditionally, before the digits are compared. What the code allows must
    `use_up` it, or be waited for after `mark_proved`. Raises errors.WrongOtp, errors.OtpOver.
    """
    if one_time_code.purpose != purpose:
        raise errors.OtpOver
    counter = int(one_time_code.counter)
    with one_write(conflict=errors.OtpOver()):
        one_time_code.update(
            [OneTimeCode.attempts.add(1)],
            condition=(OneTimeCode.attempts < GUESSES)
            & (OneTimeCode.ends_at > at)
            & (OneTimeCode.counter == counter)
            & OneTimeCode.proved_at.does_not_exist()
            & (OneTimeCode.phone_hash == phone_hash(phone)),
        )
    if not pyotp.HOTP(one_time_code.secret, digits=DIGITS).verify(otp, counter):
        _refuse(one_time_code)


def use_up(unit: UnitOfWork, one_time_code: OneTimeCode) -> None:
    """Use the code up in the caller's transaction; a second use fails as its conflict."""
    unit.delete(
        one_time_code,
        condition=OneTimeCode.id.exists() & (OneTimeCode.counter == one_time_code.counter),
    )


def mark_proved(one_time_code: OneTimeCode, *, at: datetime) -> None:
    """Remember that the code was right, until it is used for what it proves."""
    with one_write(conflict=errors.OtpOver()):
        one_time_code.update(
            [OneTimeCode.proved_at.set(at)],
            condition=OneTimeCode.proved_at.does_not_exist()
            & (OneTimeCode.counter == one_time_code.counter),
        )


def check_proved(one_time_code: OneTimeCode, *, purpose: str, phone: str, at: datetime) -> None:
    """Make sure that this code, sent to `phone`, was right lately. Raises errors.OtpOver."""
    proved_at = one_time_code.proved_at
    if one_time_code.purpose != purpose or one_time_code.phone_hash != phone_hash(phone):
        raise errors.OtpOver
    if proved_at is None or at > proved_at + PROOF_VALID:
        raise errors.OtpOver


def phone_hash(phone: str | None) -> str:
    """What is stored of a phone that a code went to; "" of none."""
    return hashlib.sha256(phone.encode()).hexdigest() if phone else ""


def _refuse(one_time_code: OneTimeCode) -> NoReturn:
    left = GUESSES - int(one_time_code.attempts)
    raise errors.WrongOtp(left=left) if left else errors.OtpOver()


def _send(
    unit: UnitOfWork, one_time_code: OneTimeCode, phone: str, language: str, at: datetime
) -> None:
    otp = pyotp.HOTP(one_time_code.secret, digits=DIGITS).at(int(one_time_code.counter))
    notifications.send_later(
        unit,
        f"otp-{one_time_code.purpose}",
        channel=notifications.SMS,
        recipient=phone,
        language=language,
        values={"otp": otp, "minutes": str(formats.minutes(VALID))},
        at=at,
    )
