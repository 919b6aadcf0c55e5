"""A form while it is being filled in, page by page: stored here, because no cookie holds a photo.

However often it is sent, from however many tabs, a draft becomes one application.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from functions.applications.errors import AlreadySubmitted, DraftChanged, DraftGone
from functions.applications.models import Draft
from functions.credentials.one_time_codes import phone_hash
from functions.storage import Action, UnitOfWork, one_write

VALID = timedelta(days=1)


def begin(*, at: datetime, **values: Any) -> Draft:
    """An empty draft, or one that has these values already."""
    draft = Draft(id=secrets.token_urlsafe(24), expires_at=at + VALID, **values)
    draft.save()
    return draft


def find(draft_id: str, *, at: datetime) -> Draft:
    """The draft, unless its day is over. Raises errors.DraftGone."""
    draft = Draft.find(draft_id)
    if draft is None or at >= draft.expires_at:
        raise DraftGone
    return draft


def find_open(draft_id: str, *, at: datetime) -> Draft:
    """The draft, until it is submitted. Raises errors.DraftGone, errors.AlreadySubmitted."""
    draft = find(draft_id, at=at)
    require_open(draft)
    return draft


def require_open(draft: Draft) -> None:
    """Refuse a draft that is submitted. Raises errors.AlreadySubmitted with the number."""
    if draft.submitted_at:
        raise AlreadySubmitted(number=draft.number)


def save(
    draft: Draft,
    answers: dict[str, str],
    *,
    photo: bytes | None = None,
    is_confirmed: bool | None = None,
) -> None:
    """Add answers, and the photo if one is given. Raises errors.DraftChanged, AlreadySubmitted."""
    require_open(draft)
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


def close(
    unit: UnitOfWork,
    draft: Draft,
    *,
    number: str,
    at: datetime,
    answers: dict[str, str] | None = None,
    phone: str | None = None,
) -> None:
    """Mark the draft as submitted, in the transaction that saves the application `number`.

    What was personal in it goes, but for the `answers` that are given here and the digest of the
    `phone` that was proved.
    """
    actions: list[Action] = [
        Draft.submitted_at.set(at),
        Draft.number.set(number),
        Draft.answers.set(answers or {}),
        Draft.photo.remove(),
        Draft.phone_hash.set(phone_hash(phone)),
    ]
    unit.update(draft, actions=actions)
