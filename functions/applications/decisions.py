"""The steps of officers: each is one transaction, and of two at once the first wins.

A step takes the application as its caller has read it. A step that another one overtook reads it
again and is refused with the name of the officer who was faster. Views of an application, steps
and decisions are entries in the access log of the person whose code it names.
"""

from datetime import datetime

from functions.accounts import service as accounts
from functions.applications import messages, numbers
from functions.applications.errors import (
    AccountExists,
    AlreadyDecided,
    AlreadyReceived,
    CodeNotConfirmed,
    NoSuchApplication,
    NoteMissing,
    PaperFirst,
    ReasonMissing,
)
from functions.applications.figures import Change
from functions.applications.models import (
    Application,
    Condition,
    Kind,
    Photo,
    QueueState,
    Status,
    state_of,
)
from functions.applications.reasons import OTHER
from functions.audit import service as audit
from functions.credentials import passwords
from functions.errors import Conflict
from functions.formats import minute
from functions.registry import service as registry
from functions.storage import Action, UnitOfWork, all_or_nothing, change_of, retried


def find(
    number: str, *, at: datetime, agency: str | None = None, kind: Kind | None = None
) -> Application:
    """The application, if it has not lapsed, and is of this agency and kind where they are given.

    Raises errors.NoSuchApplication.
    """
    application = Application.find(number) if numbers.parse(number) == number else None
    if application is None or application.is_lapsed(at):
        raise NoSuchApplication
    if agency not in (None, application.agency) or kind not in (None, application.kind):
        raise NoSuchApplication
    return application


def find_photo(application: Application) -> bytes | None:
    """The application's photo, a JPEG, if it has one."""
    photo = Photo.find(application.number) if application.has_photo else None
    return photo.image if photo else None


@retried
def open_for(officer: audit.Actor, application: Application, *, at: datetime) -> None:
    """Enter into the access log that the officer opened the application.

    Raises errors.NoSuchApplication if it is another agency's.
    """
    _require_own(application, officer, at)
    with all_or_nothing() as unit:
        record_access(unit, application, audit.APPLICATION_VIEWED, officer, at)


@retried
def receive_paper(application: Application, *, officer: audit.Actor, at: datetime) -> None:
    """Record that the signed declaration was handed in: its deadline no longer counts.

    Raises errors.NoSuchApplication, errors.AlreadyReceived.
    """
    _require_own(application, officer, at)
    if application.state != QueueState.AWAITING_PAPER:
        receiver, received_at = application.paper_received_by, application.paper_received_at
        raise AlreadyReceived(officer=receiver or "", at=minute(received_at))
    actions: list[Action] = [
        Application.paper_received_at.set(at),
        Application.paper_received_by.set(officer.name),
        Application.expires_at.remove(),
    ]
    with change_of(application, gone=NoSuchApplication()) as unit:
        _move(unit, application, Status.PENDING, Condition.PAPER_RECEIVED, actions)
        _stop_expiry_of_photo(unit, application)
        record_access(unit, application, audit.PAPER_RECEIVED, officer, at)


@retried
def change_photo(
    application: Application, image: bytes, *, officer: audit.Actor, at: datetime
) -> None:
    """Put another photo, a JPEG from photos.py, on an application that is not decided yet.

    Raises errors.NoSuchApplication, errors.AlreadyDecided.
    """
    require_open(application, officer=officer, at=at)
    photo = Photo(number=application.number, image=image, expires_at=application.expires_at)
    with change_of(application, gone=NoSuchApplication()) as unit:
        unit.save(photo)
        unit.update(application, actions=[Application.has_photo.set(True)])
        record_access(unit, application, audit.PHOTO_CHANGED, officer, at)


@retried
def accept(application: Application, *, officer: audit.Actor, at: datetime) -> None:
    """Find a registration adequate: issue the account and tell its owner, or nothing at all.

    Manual, part "Update information", notes: code and full name must be on the code-issuing
    system and on the household health insurance system. Raises errors.NoSuchApplication,
    errors.AlreadyDecided, errors.PaperFirst, errors.CodeNotConfirmed, errors.AccountExists,
    registry.errors.SystemUnavailable.
    """
    require_open(application, officer=officer, at=at, kind=Kind.REGISTRATION)
    if application.condition != Condition.PAPER_RECEIVED:
        raise PaperFirst
    if not compare_with_registry(application).is_confirmed:
        raise CodeNotConfirmed
    try:
        with change_of(application, gone=NoSuchApplication()) as unit:
            decide(unit, application, Status.ACCEPTED, officer=officer, at=at)
            _issue_account(unit, application, officer, at)
    except Conflict:
        # Perhaps this very application has issued the account, a moment ago.
        require_open(application, officer=officer, at=at)
        if accounts.exists(application.code):
            raise AccountExists from None
        raise


def compare_with_registry(application: Application) -> registry.Check:
    """Hold the form's code and name against what the systems of record say.

    Raises registry.errors.SystemUnavailable.
    """
    return registry.check(application.code, declared=application.answers)


@retried
def reject(
    application: Application, *, reasons: list[str], note: str, officer: audit.Actor, at: datetime
) -> None:
    """Find an application inadequate and tell the applicant why; it can be corrected.

    `reasons` are codes of reasons.py; `note` is needed with "other". Raises
    errors.NoSuchApplication, errors.AlreadyDecided, errors.ReasonMissing, errors.NoteMissing.
    """
    if not reasons:
        raise ReasonMissing
    if OTHER in reasons and not note.strip():
        raise NoteMissing
    require_open(application, officer=officer, at=at)
    why = [
        Application.reasons.set(reasons),
        Application.note.set(note) if note else Application.note.remove(),
    ]
    with change_of(application, gone=NoSuchApplication()) as unit:
        decide(unit, application, Status.REJECTED, *why, officer=officer, at=at)
        messages.rejected(unit, application, reasons, note, at)
        record_access(unit, application, audit.APPLICATION_REJECTED, officer, at)


def require_open(
    application: Application, *, officer: audit.Actor, at: datetime, kind: Kind | None = None
) -> None:
    """Refuse an application that is decided, or is not the officer's to decide.

    Raises errors.NoSuchApplication, also for another kind, and errors.AlreadyDecided with the
    officer who decided it, and when.
    """
    _require_own(application, officer, at)
    if kind not in (None, application.kind):
        raise NoSuchApplication
    if application.status != Status.PENDING:
        decider, decided_at = application.decided_by, application.decided_at
        raise AlreadyDecided(officer=decider or "", at=minute(decided_at))


def decide(
    unit: UnitOfWork,
    application: Application,
    outcome: Status,
    *also: Action,
    officer: audit.Actor,
    at: datetime,
) -> None:
    """Decide the application, in the transaction that does what the decision means."""
    actions = [
        Application.decided_at.set(at),
        Application.decided_by.set(officer.name),
        Application.expires_at.remove(),
        *also,
    ]
    _move(unit, application, outcome, application.condition, actions, decided_at=at)
    _stop_expiry_of_photo(unit, application)


def record_access(
    unit: UnitOfWork, application: Application, action: str, officer: audit.Actor, at: datetime
) -> None:
    """Tell the code's owner in the access log what an officer did; the number is the reason."""
    audit.append(
        unit,
        subject=application.code,
        action=action,
        actor=officer,
        reason=application.number,
        at=at,
    )


def _require_own(application: Application, officer: audit.Actor, at: datetime) -> None:
    if application.agency != officer.agency or application.is_lapsed(at):
        raise NoSuchApplication


def _issue_account(
    unit: UnitOfWork, application: Application, officer: audit.Actor, at: datetime
) -> None:
    accounts.issue(
        unit,
        application.code,
        phone=application.answers["phone"],
        email=application.answers["email"] or None,
        password=passwords.initial(),
        at=at,
        language=application.language,
        actor=officer,
        reason=application.number,
    )


def _move(
    unit: UnitOfWork,
    application: Application,
    status: Status,
    condition: str,
    actions: list[Action],
    *,
    decided_at: datetime | None = None,
) -> None:
    """Another status or condition, in its queue and in the figures; the version decides races."""
    submitted_at, entered = application.submitted_at, state_of(status, condition)
    change = Change(application).leaves(application.state, submitted_at)
    change.enters(entered, submitted_at)
    if decided_at:
        change.decided(entered, submitted_at=submitted_at, at=decided_at)
    change.write(unit)
    queue = Application.queue_of(application.agency, application.kind, entered)
    moves = [Application.status.set(status), Application.condition.set(condition)]
    unit.update(application, actions=[*moves, Application.queue.set(queue), *actions])


def _stop_expiry_of_photo(unit: UnitOfWork, application: Application) -> None:
    """Let the photo stay with an application that can no longer lapse."""
    if application.has_photo:
        unit.update(Photo(application.number), actions=[Photo.expires_at.remove()])
