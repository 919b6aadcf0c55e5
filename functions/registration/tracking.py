"""Where is my application: its number, then a code to the declared phone."""

from datetime import datetime

from functions.applications import decisions
from functions.applications.errors import NoSuchApplication
from functions.applications.models import Kind
from functions.credentials import one_time_codes
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.storage import all_or_nothing


def send_code(number: str, *, language: str, at: datetime) -> OneTimeCode:
    """Send a code to the phone that the application declares.

    Without such an application everything is the same, and no code is right. Raises
    credentials.errors.OtpTooSoon, OtpTooOften.
    """
    phone = _phone(number, at)
    return one_time_codes.start(one_time_codes.TRACK, number, phone, language=language, at=at)


def resend_code(one_time_code: OneTimeCode, *, language: str, at: datetime) -> None:
    """Send the next code. Raises credentials.errors.OtpOver, OtpTooSoon, OtpTooOften."""
    phone = _phone(one_time_code.subject, at)
    one_time_codes.resend(one_time_code, phone, language=language, at=at)


def prove(one_time_code: OneTimeCode, otp: str, *, at: datetime) -> None:
    """Use the code up, if `otp` proves the phone that its application declares.

    Raises credentials.errors.WrongOtp, OtpOver.
    """
    purpose, phone = one_time_codes.TRACK, _phone(one_time_code.subject, at)
    one_time_codes.check(one_time_code, otp, purpose=purpose, phone=phone, at=at)
    with all_or_nothing(conflict=OtpOver()) as unit:
        one_time_codes.use_up(unit, one_time_code)


def _phone(number: str, at: datetime) -> str | None:
    try:
        return str(decisions.find(number, at=at, kind=Kind.REGISTRATION).answers["phone"])
    except NoSuchApplication:
        return None
