"""What officers do with an application: each step is one transaction, and one of two wins.

A view of it, a step of it and its decision go to the access log of the code that it names.
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
from functions.clock import VIETNAM
from functions.credentials import passwords
from functions.errors import Conflict
from functions.registry import service as registry
from functions.storage import Action, UnitOfWork, again_if_overtaken, all_or_nothing


def find(number: str, *, at: datetime) -> Application:
    """The application, unless it has lapsed. Raises errors.NoSuchApplication."""
    application = Application.find(number) if numbers.parse(number) == number else None
    if application is None or application.is_lapsed(at):
        raise NoSuchApplication
    return application


def find_registration(number: str, *, at: datetime) -> Application:
    """The application, if it asks for an account. Raises errors.NoSuchApplication."""
    application = find(number, at=at)
    if application.type != Kind.REGISTRATION:
        raise NoSuchApplication
    return application


def find_for(officer: audit.Actor, number: str, *, at: datetime) -> Application:
    """The application, if it is the officer's agency's. Raises errors.NoSuchApplication."""
    application = find(number, at=at)
    if application.agency != officer.agency:
        raise NoSuchApplication
    return application


def open_for(officer: audit.Actor, number: str, *, at: datetime) -> Application:
    """`find_for`, and an entry in the access log: every view of a detail is one."""

    def attempt() -> Application:
        application = find_for(officer, number, at=at)
        with all_or_nothing(conflict=Conflict()) as unit:
            record_access(unit, application, audit.APPLICATION_VIEWED, officer, at)
        return application

    return again_if_overtaken(attempt)


def receive_paper(number: str, *, officer: audit.Actor, at: datetime) -> None:
    """Record that the signed declaration was handed in: its deadline no longer counts.

    Raises errors.NoSuchApplication, errors.AlreadyReceived.
    """

    def attempt() -> None:
        application = find_for(officer, number, at=at)
        if application.state != QueueState.AWAITING_PAPER:
            raise AlreadyReceived(
                officer=application.paper_received_by or "", at=_told(application.paper_received_at)
            )
        with all_or_nothing(conflict=Conflict()) as unit:
            actions: list[Action] = [
                Application.paper_received_at.set(at),
                Application.paper_received_by.set(officer.name),
                Application.expires_at.remove(),
            ]
            _move(unit, application, Status.PENDING, Condition.PAPER_RECEIVED, actions)
            _keep_photo_in(unit, application)
            record_access(unit, application, audit.PAPER_RECEIVED, officer, at)

    again_if_overtaken(attempt)


def change_photo(number: str, image: bytes, *, officer: audit.Actor, at: datetime) -> None:
    """Put another photo, a JPEG from photos.py, on an application that is not decided yet.

    Raises errors.NoSuchApplication, errors.AlreadyDecided.
    """

    def attempt() -> None:
        application = undecided(number, officer=officer, at=at)
        with all_or_nothing(conflict=Conflict()) as unit:
            unit.save(Photo(number=number, image=image, expires_at=application.expires_at))
            unit.update(application, actions=[Application.has_photo.set(True)])
            record_access(unit, application, audit.PHOTO_CHANGED, officer, at)

    again_if_overtaken(attempt)


def photo(application: Application) -> bytes | None:
    """The application's photo, a JPEG, if it has one."""
    kept = Photo.find(application.number) if application.has_photo else None
    return kept.image if kept else None


def accept(number: str, *, officer: audit.Actor, at: datetime) -> None:
    """Find a registration adequate: issue the account and tell its owner, or nothing at all.

    Manual, part "Update information", notes: code and full name must be on the code-issuing
    system and on the household health insurance system. Raises errors.NoSuchApplication,
    errors.AlreadyDecided, errors.PaperFirst, errors.CodeNotConfirmed, errors.AccountExists,
    registry.errors.SystemUnavailable.
    """

    def attempt() -> None:
        application = undecided(number, kind=Kind.REGISTRATION, officer=officer, at=at)
        if application.condition != Condition.PAPER_RECEIVED:
            raise PaperFirst
        if not check(application).is_confirmed:
            raise CodeNotConfirmed
        if accounts.exists(application.code):
            # Unless it is this very application that has issued it, a moment ago.
            undecided(number, officer=officer, at=at)
            raise AccountExists
        with all_or_nothing(conflict=Conflict()) as unit:
            decide_in(unit, application, Status.ACCEPTED, officer=officer, at=at)
            accounts.issue(
                unit,
                application.code,
                phone=application.declared["phone"],
                email=application.declared["email"] or None,
                password=passwords.initial(),
                at=at,
                language=application.language,
                actor=officer,
                reason=number,
            )

    again_if_overtaken(attempt)


def check(application: Application) -> registry.Check:
    """What the systems of record say of the declared code and name.

    Raises registry.errors.SystemUnavailable.
    """
    return registry.check(application.code, declared=application.declared)


def reject(
    number: str, *, reasons: list[str], note: str, officer: audit.Actor, at: datetime
) -> None:
    """Find an application inadequate and tell the applicant why; it can be corrected.

    `reasons` are codes of reasons.REASONS; `note` is needed with "other". Raises
    errors.NoSuchApplication, errors.AlreadyDecided, errors.ReasonMissing, errors.NoteMissing.
    """
    if not reasons:
        raise ReasonMissing
    if OTHER in reasons and not note.strip():
        raise NoteMissing

    def attempt() -> None:
        application = undecided(number, officer=officer, at=at)
        words = [Application.reasons.set(reasons)]
        words.append(Application.note.set(note) if note else Application.note.remove())
        with all_or_nothing(conflict=Conflict()) as unit:
            decide_in(unit, application, Status.REJECTED, *words, officer=officer, at=at)
            messages.rejected_in(unit, application, reasons, note, at)
            record_access(unit, application, audit.APPLICATION_REJECTED, officer, at)

    again_if_overtaken(attempt)


def undecided(
    number: str, *, officer: audit.Actor, at: datetime, kind: Kind | None = None
) -> Application:
    """The application, of this type, that nobody has decided.

    Raises errors.NoSuchApplication, errors.AlreadyDecided, who and when included.
    """
    application = find_for(officer, number, at=at)
    if kind and application.type != kind:
        raise NoSuchApplication
    if application.status != Status.PENDING:
        raise AlreadyDecided(officer=application.decided_by or "", at=_told(application.decided_at))
    return application


def decide_in(
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
    _keep_photo_in(unit, application)


def record_access(
    unit: UnitOfWork, application: Application, action: str, officer: audit.Actor, at: datetime
) -> None:
    """Tell the owner of the code what an officer did; the application's number is the reason."""
    audit.append(
        unit,
        subject=application.code,
        action=action,
        actor=officer,
        reason=application.number,
        at=at,
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
    change.write_in(unit)
    queue = Application.queue_of(application.agency, application.type, entered)
    moves = [Application.status.set(status), Application.condition.set(condition)]
    unit.update(application, actions=[*moves, Application.queue.set(queue), *actions])


def _keep_photo_in(unit: UnitOfWork, application: Application) -> None:
    """The photo stays with an application that does not lapse any more."""
    if application.has_photo:
        unit.update(Photo(application.number), actions=[Photo.expires_at.remove()])


def _told(at: datetime | None) -> str:
    """An instant as an error's detail: the page's own words around it are translated."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if at else ""
