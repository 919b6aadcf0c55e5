"""From the first answer to the submission: what an applicant does with a draft."""

from datetime import datetime, timedelta

from functions.applications import drafts
from functions.applications.errors import DraftChanged, PhoneChanged
from functions.applications.models import Application, Draft
from functions.credentials import one_time_codes
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.registry import service as registry
from functions.registry.errors import SystemUnavailable
from functions.storage import UnitOfWork, counters

# The registry is asked about one code this often; no person mistypes the rest more often.
CHECKS_A_DAY = 20
DAY = timedelta(days=1)


def declare(draft: Draft, answers: dict[str, str], *, at: datetime) -> None:
    """Add a step's answers. Raises errors.DraftChanged, errors.AlreadySubmitted."""
    province = answers.get("province_code")
    if province and province != draft.answers.get("province_code"):
        # Another province has other wards, and another agency is near.
        answers = {**answers, "ward_code": "", "ward": "", "agency": ""}
    is_confirmed = _is_confirmed(answers, at) if "code" in answers else None
    drafts.save(draft, answers, is_confirmed=is_confirmed)


def correct(application: Application, photo: bytes | None, *, at: datetime) -> Draft:
    """The declaration of a rejected application, to be corrected and sent again.

    Raises errors.NotCorrectable.
    """
    draft = drafts.correct(application, photo, at=at)
    declare(draft, application.declared, at=at)
    return draft


def send_code(
    draft: Draft, last: OneTimeCode | None, *, language: str, at: datetime
) -> OneTimeCode:
    """Send a code to the declared phone, unless the last one went there and can be entered yet.

    Raises credentials.errors.OtpTooSoon, OtpTooOften.
    """
    phone = draft.answers["phone"]
    if last and last.subject == phone and one_time_codes.can_be_entered(last, at=at):
        return last
    return one_time_codes.start(one_time_codes.REGISTER, phone, phone, language=language, at=at)


def resend_code(draft: Draft, one_time_code: OneTimeCode, *, language: str, at: datetime) -> None:
    """Send the next code to the phone that the last one went to.

    Raises errors.PhoneChanged, credentials.errors.OtpOver, OtpTooSoon, OtpTooOften.
    """
    phone = _phone(draft, one_time_code)
    one_time_codes.resend(one_time_code, phone, language=language, at=at)


def submit(
    draft_id: str,
    one_time_code: OneTimeCode,
    otp: str,
    *,
    reviewed: int,
    language: str,
    at: datetime,
) -> Application:
    """Make the draft an application, if `otp` proves its phone and nothing changed since.

    `reviewed` is the version that the applicant agreed to. The code is used up in the same
    transaction. Raises errors.DraftChanged, errors.PhoneChanged, errors.AlreadySubmitted,
    errors.DraftGone, credentials.errors.WrongOtp, credentials.errors.OtpOver.
    """
    asked = drafts.unsubmitted(draft_id, at=at)
    if asked.version != reviewed:
        raise DraftChanged
    try:
        purpose, phone = one_time_codes.REGISTER, _phone(asked, one_time_code)
        one_time_codes.check(one_time_code, otp, purpose=purpose, phone=phone, at=at)
    except OtpOver:
        # Perhaps the other press of the button has used it up, a moment ago.
        drafts.unsubmitted(draft_id, at=at)
        raise

    def proved_in(unit: UnitOfWork, draft: Draft) -> None:
        if draft.version != reviewed:
            raise DraftChanged
        one_time_codes.use_up(unit, one_time_code)

    return drafts.submit(draft_id, language=language, at=at, proved_in=proved_in)


def _phone(draft: Draft, one_time_code: OneTimeCode) -> str:
    """The declared phone, to which the last code went. Raises errors.PhoneChanged."""
    phone = str(draft.answers["phone"])
    if one_time_code.subject != phone:
        raise PhoneChanged
    return phone


def _is_confirmed(answers: dict[str, str], at: datetime) -> bool:
    """Whether the registry has this name and date of birth under the declared code.

    A no is one answer for an unknown code, for another's code, for a registry that does not
    answer and for too many questions: who does not know name, birth and code together learns
    nothing about any of them. It stops nobody, because the officer compares the documents.
    """
    code = answers["code"]
    declared = {name: answers[name] for name in ("full_name", "date_of_birth")}
    if counters.count(f"registry-check#{code}", window=DAY, at=at) > CHECKS_A_DAY:
        return False
    try:
        check = registry.check(code, declared=declared)
    except SystemUnavailable:
        return False
    return check.issued is not None and not check.differences
