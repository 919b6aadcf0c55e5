"""Where is my application: its number, then a code to the declared phone."""

from datetime import datetime

from functions.applications import decisions
from functions.applications.errors import NoSuchApplication
from functions.credentials import one_time_codes
from functions.credentials.errors import OtpOver
from functions.storage import all_or_nothing

PURPOSE = "track"


def ask(number: str, *, language: str, at: datetime) -> str:
    """Send a code to the phone that the application declares; the challenge's id.

    Without such an application everything is the same, and no code is right. Raises
    accounts.errors.OtpTooSoon, accounts.errors.OtpTooOften.
    """
    return one_time_codes.start(PURPOSE, number, _phone(number, at), language=language, at=at)


def resend(challenge_id: str, *, language: str, at: datetime) -> None:
    """Send the next code. Raises accounts.errors.OtpOver, OtpTooSoon, OtpTooOften."""
    number = one_time_codes.find(challenge_id, PURPOSE, at=at).subject
    one_time_codes.resend(challenge_id, PURPOSE, _phone(number, at), language=language, at=at)


def prove(challenge_id: str, otp: str, *, at: datetime) -> tuple[str, str]:
    """The number of the application whose phone `otp` proves, and that phone's digest.

    The code is used up. Raises accounts.errors.WrongOtp, accounts.errors.OtpOver.
    """
    phone = _phone(one_time_codes.find(challenge_id, PURPOSE, at=at).subject, at)
    proof = one_time_codes.meet(challenge_id, PURPOSE, otp, phone=phone, at=at)
    with all_or_nothing(conflict=OtpOver()) as unit:
        one_time_codes.spend(unit, proof)
    return proof.subject, proof.phone_hash


def _phone(number: str, at: datetime) -> str | None:
    try:
        return str(decisions.find_registration(number, at=at).declared["phone"])
    except NoSuchApplication:
        return None
