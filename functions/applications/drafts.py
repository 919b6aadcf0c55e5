"""A declaration while it is being filled in: kept here, because a photo does not fit a cookie.

However often it is sent, from however many tabs, a draft becomes one application.
"""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from functions.applications import messages, numbers
from functions.applications.errors import (
    AlreadySubmitted,
    DraftChanged,
    DraftGone,
    NotCorrectable,
)
from functions.applications.figures import Change
from functions.applications.models import (
    HAND_IN_WITHIN,
    Application,
    Condition,
    Draft,
    Kind,
    Photo,
    QueueState,
    Status,
)
from functions.clock import civil_day
from functions.credentials.one_time_codes import phone_hash
from functions.errors import Conflict
from functions.storage import Action, UnitOfWork, again_if_overtaken, all_or_nothing, one_write

KEPT = timedelta(days=1)
# TTL removes what the sweep should have removed long before.
SWEPT_BY = timedelta(days=1)


def begin(*, at: datetime) -> Draft:
    """An empty declaration with a number of its own."""
    return _new(numbers.new(civil_day(at)), {}, None, at)


def correct(application: Application, photo: bytes | None, *, at: datetime) -> Draft:
    """The declaration of a rejected application, to be corrected and sent again.

    Raises errors.NotCorrectable.
    """
    _require_correctable(application)
    return _new(application.number, application.declared, photo, at, is_correction=True)


def find(draft_id: str, *, at: datetime) -> Draft:
    """The draft, unless its day is over. Raises errors.DraftGone."""
    draft = Draft.find(draft_id)
    if draft is None or at >= draft.expires_at:
        raise DraftGone
    return draft


def unsubmitted(draft_id: str, *, at: datetime) -> Draft:
    """The draft, while it is one. Raises errors.DraftGone, errors.AlreadySubmitted."""
    draft = find(draft_id, at=at)
    if draft.submitted_at:
        raise AlreadySubmitted(number=draft.number)
    return draft


def save(
    draft: Draft,
    answers: dict[str, str],
    *,
    photo: bytes | None = None,
    is_confirmed: bool | None = None,
) -> None:
    """Add answers, and the photo if one is given. Raises errors.DraftChanged, AlreadySubmitted."""
    if draft.submitted_at:
        raise AlreadySubmitted(number=draft.number)
    draft.answers = {**draft.answers, **answers}
    draft.photo = photo or draft.photo
    if is_confirmed is not None:
        draft.is_confirmed = is_confirmed
    with one_write(conflict=DraftChanged()):
        draft.save()


def drop_photo(draft: Draft) -> None:
    """Take the photo away again. Raises errors.DraftChanged."""
    draft.photo = None
    with one_write(conflict=DraftChanged()):
        draft.save()


def submit(
    draft_id: str,
    *,
    language: str,
    at: datetime,
    proved_in: Callable[[UnitOfWork, Draft], None] = lambda unit, draft: None,
) -> Application:
    """Make the draft an application of `Kind.REGISTRATION`.

    `proved_in` joins the transaction to use up what proves the declared phone; what it raises
    stops everything. Raises errors.AlreadySubmitted with the number, errors.DraftGone,
    errors.NotCorrectable.
    """

    def attempt() -> Application:
        draft = unsubmitted(draft_id, at=at)
        rejected = _rejected(draft, at) if draft.is_correction else None
        if not draft.is_correction:
            take_free_number(draft, at=at)
        application = _application(draft, language, at)
        if rejected is not None:
            application.version = rejected.version
        with all_or_nothing(conflict=Conflict()) as unit:
            done: list[Action] = [
                Draft.submitted_at.set(at),
                Draft.number.set(draft.number),
                Draft.answers.set({}),
                Draft.photo.remove(),
                Draft.phone_hash.set(phone_hash(draft.answers["phone"])),
            ]
            proved_in(unit, draft)
            unit.update(draft, actions=done)
            unit.save(application)
            _photo_in(unit, draft, application, rejected)
            _count_in(unit, application, rejected)
            messages.submitted_in(unit, application, at)
        return application

    return again_if_overtaken(attempt)


def take_free_number(draft: Draft, *, at: datetime) -> None:
    """Draw another number while an application has the draft's; who submits the draft stores it.

    A day has ten million numbers: with thousands of declarations some will meet.
    """
    while Application.find(draft.number) is not None:
        draft.number = numbers.new(civil_day(at))


def _new(
    number: str,
    answers: dict[str, str],
    photo: bytes | None,
    at: datetime,
    *,
    is_correction: bool = False,
) -> Draft:
    draft = Draft(
        id=secrets.token_urlsafe(24),
        number=number,
        answers=answers,
        photo=photo,
        is_correction=is_correction,
        expires_at=at + KEPT,
    )
    draft.save()
    return draft


def _rejected(draft: Draft, at: datetime) -> Application | None:
    """What the draft corrects. Raises errors.AlreadySubmitted, errors.NotCorrectable."""
    rejected: Application | None = Application.find(draft.number)
    if rejected is not None:
        # Unless it is this very draft that was submitted, a moment ago.
        unsubmitted(draft.id, at=at)
        _require_correctable(rejected)
    return rejected


def _require_correctable(application: Application) -> None:
    if application.status != Status.REJECTED or application.type != Kind.REGISTRATION:
        raise NotCorrectable


def _photo_in(
    unit: UnitOfWork, draft: Draft, application: Application, rejected: Application | None
) -> None:
    if draft.photo:
        kept_until = application.expires_at
        unit.save(Photo(number=draft.number, image=draft.photo, expires_at=kept_until))
    elif rejected is not None and rejected.has_photo:
        unit.delete(Photo(draft.number))


def _count_in(unit: UnitOfWork, application: Application, rejected: Application | None) -> None:
    entered = Change(application).enters(QueueState.AWAITING_PAPER, application.submitted_at)
    if rejected is not None and rejected.agency == application.agency:
        entered.leaves(QueueState.REJECTED, rejected.submitted_at)
    elif rejected is not None:
        Change(rejected).leaves(QueueState.REJECTED, rejected.submitted_at).write_in(unit)
    entered.write_in(unit)


def _application(draft: Draft, language: str, at: datetime) -> Application:
    declared = draft.answers
    agency = declared["agency"]
    return Application(
        number=draft.number,
        type=Kind.REGISTRATION,
        agency=agency,
        status=Status.PENDING,
        condition=Condition.AWAITING_PAPER,
        queue=Application.queue_of(agency, Kind.REGISTRATION, QueueState.AWAITING_PAPER),
        place=Application.place_of(at, draft.number),
        code=declared["code"],
        full_name=declared["full_name"],
        declared=declared,
        language=language,
        has_photo=draft.photo is not None,
        submitted_at=at,
        deadline_at=at + HAND_IN_WITHIN,
        expires_at=at + HAND_IN_WITHIN + SWEPT_BY,
    )
