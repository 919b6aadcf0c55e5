"""From the first answer to the submission: what an applicant does with a draft."""

from datetime import datetime, timedelta

from functions.applications import drafts, messages, numbers
from functions.applications.errors import DraftChanged, DraftGone
from functions.applications.figures import Change
from functions.applications.models import (
    HAND_IN_WITHIN,
    SWEPT_WITHIN,
    Application,
    Condition,
    Draft,
    Kind,
    Photo,
    QueueState,
    Status,
)
from functions.clock import civil_day
from functions.credentials import one_time_codes
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.registration.errors import NotCorrectable, PhoneChanged
from functions.registry import service as registry
from functions.registry.errors import SystemUnavailable
from functions.storage import UnitOfWork, change_of, counters, retried

# The registry is asked about one code this often; no person mistypes the rest more often.
CHECKS_A_DAY = 20
DAY = timedelta(days=1)


def save_answers(draft: Draft, answers: dict[str, str], *, at: datetime) -> None:
    """Add the answers of one page. Raises errors.DraftChanged, errors.AlreadySubmitted."""
    province = answers.get("province_code")
    if province and province != draft.answers.get("province_code"):
        # Another province has other wards, and another agency is near.
        answers = {**answers, "ward_code": "", "ward": "", "agency": ""}
    is_confirmed = _is_confirmed(answers, at) if "code" in answers else None
    drafts.save(draft, answers, is_confirmed=is_confirmed)


def correct(application: Application, photo: bytes | None, *, at: datetime) -> Draft:
    """A draft with the answers of a rejected application, to be corrected and sent again.

    Raises errors.NotCorrectable.
    """
    if not _is_correctable(application):
        raise NotCorrectable
    return drafts.begin(
        at=at,
        answers=application.answers,
        photo=photo,
        is_confirmed=_is_confirmed(application.answers, at),
        corrects=application.number,
    )


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
    draft: Draft,
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
    drafts.require_open(draft)
    if draft.version != reviewed:
        raise DraftChanged
    try:
        purpose, phone = one_time_codes.REGISTER, _phone(draft, one_time_code)
        one_time_codes.check(one_time_code, otp, purpose=purpose, phone=phone, at=at)
    except OtpOver:
        # Perhaps the other press of the button has used it up, a moment ago.
        drafts.find_open(draft.id, at=at)
        raise
    return _submit(draft, one_time_code, reviewed=reviewed, language=language, at=at)


@retried
def _submit(
    draft: Draft, one_time_code: OneTimeCode, *, reviewed: int, language: str, at: datetime
) -> Application:
    drafts.require_open(draft)
    if draft.version != reviewed:
        raise DraftChanged
    with change_of(draft, gone=DraftGone()) as unit:
        one_time_codes.use_up(unit, one_time_code)
        return enter(unit, draft, language=language, at=at)


def enter(unit: UnitOfWork, draft: Draft, *, language: str, at: datetime) -> Application:
    """Make the draft an application, in the transaction that uses up what proves its phone.

    The application gets a number now, or has that of the rejected one which it corrects. If
    another application has the number, the transaction is a conflict: the next try draws anew.
    Raises errors.NotCorrectable.
    """
    rejected = _rejected(draft, at)
    number = draft.corrects or numbers.new(civil_day(at))
    application = _application(draft, number, language, at)
    if rejected is not None:
        application.version = rejected.version
    drafts.close(unit, draft, number=number, at=at, phone=draft.answers["phone"])
    unit.save(application)
    _save_photo(unit, draft, application, rejected)
    _count(unit, application, rejected)
    messages.submitted(unit, application, at)
    return application


def _rejected(draft: Draft, at: datetime) -> Application | None:
    """The application that the draft corrects, if it corrects one.

    Raises errors.AlreadySubmitted, errors.NotCorrectable.
    """
    rejected: Application | None = Application.find(draft.corrects) if draft.corrects else None
    if rejected is not None and not _is_correctable(rejected):
        # Perhaps this very draft was submitted, a moment ago.
        drafts.find_open(draft.id, at=at)
        raise NotCorrectable
    return rejected


def _is_correctable(application: Application) -> bool:
    return application.status == Status.REJECTED and application.kind == Kind.REGISTRATION


def _application(draft: Draft, number: str, language: str, at: datetime) -> Application:
    answers = draft.answers
    agency = answers["agency"]
    return Application(
        number=number,
        kind=Kind.REGISTRATION,
        agency=agency,
        status=Status.PENDING,
        condition=Condition.AWAITING_PAPER,
        queue=Application.queue_of(agency, Kind.REGISTRATION, QueueState.AWAITING_PAPER),
        sort_key=Application.sort_key_of(at, number),
        code=answers["code"],
        full_name=answers["full_name"],
        answers=answers,
        language=language,
        has_photo=draft.photo is not None,
        submitted_at=at,
        deadline_at=at + HAND_IN_WITHIN,
        expires_at=at + HAND_IN_WITHIN + SWEPT_WITHIN,
    )


def _save_photo(
    unit: UnitOfWork, draft: Draft, application: Application, rejected: Application | None
) -> None:
    number, expires_at = application.number, application.expires_at
    if draft.photo:
        unit.save(Photo(number=number, image=draft.photo, expires_at=expires_at))
    elif rejected is not None and rejected.has_photo:
        unit.delete(Photo(number))


def _count(unit: UnitOfWork, application: Application, rejected: Application | None) -> None:
    change = Change(application).enters(QueueState.AWAITING_PAPER, application.submitted_at)
    if rejected is not None and rejected.agency == application.agency:
        change.leaves(QueueState.REJECTED, rejected.submitted_at)
    elif rejected is not None:
        Change(rejected).leaves(QueueState.REJECTED, rejected.submitted_at).write(unit)
    change.write(unit)


def _phone(draft: Draft, one_time_code: OneTimeCode) -> str:
    """The declared phone, to which the last code went. Raises errors.PhoneChanged."""
    phone = str(draft.answers["phone"])
    if one_time_code.subject != phone:
        raise PhoneChanged
    return phone


def _is_confirmed(answers: dict[str, str], at: datetime) -> bool:
    """Whether the registry has this name and date of birth under this code.

    A no is one answer for an unknown code, for another person's code, for a registry that does
    not answer and for too many questions, so that nobody learns anything about a code without
    knowing name and birth as well. It stops nobody, because the officer compares the documents.
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
