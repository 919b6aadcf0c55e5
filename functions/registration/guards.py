"""What a browser may open: its draft, and the applications whose phone it has proved."""

import functools
import hashlib
import hmac
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, current_app, flash, g, redirect, request, session, url_for

from functions import clock
from functions.applications import decisions, drafts
from functions.applications.errors import AlreadySubmitted, DraftGone
from functions.applications.models import Application, Draft, Kind
from functions.credentials import one_time_codes, otp_page
from functions.credentials.one_time_codes import phone_hash
from functions.registration.errors import PhoneNotProved
from functions.web.pages import wants_json
from functions.web.problems import refused

View = TypeVar("View", bound=Callable[..., Any])

# The applications that one browser may have open: a family's.
MOST_GRANTS = 5


def begin(draft: Draft) -> None:
    """Put the draft's id into the signed cookie; a code for another draft is no use to it."""
    session["draft"] = draft.id
    otp_page.end(one_time_codes.REGISTER)
    session.pop("reviewed", None)


def under_way() -> Draft | None:
    """This browser's draft, if there is one and it is not submitted."""
    draft_id = session.get("draft")
    try:
        return drafts.find_open(draft_id, at=clock.now()) if draft_id else None
    except (DraftGone, AlreadySubmitted):
        return None


def draft() -> Draft:
    """The draft, on a page behind `drafting`."""
    return cast(Draft, g.draft)


def drafting(view: View) -> View:
    """A page of the declaration: only for a browser that has begun one."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        draft_id = session.get("draft")
        if draft_id is None and not wants_json():
            return redirect(url_for("registration.start"), 303)
        if draft_id is None:
            raise DraftGone
        g.draft = drafts.find_open(draft_id, at=clock.now())
        return view(*args, **kwargs)

    return cast(View, guarded)


def to_start(gone: DraftGone) -> Response:
    """Answer a request for a draft that is not there any more: begin a new one."""
    session.pop("draft", None)
    if wants_json():
        return refused(gone)
    flash(gone.text())
    return cast(Response, redirect(url_for("registration.start"), 303))


def to_application(submitted: AlreadySubmitted) -> Response:
    """Answer a draft that is sent again: one draft makes one application, which is shown."""
    number = submitted.details["number"]
    grant(number, drafts.find(session["draft"], at=clock.now()).phone_hash)
    return cast(Response, redirect(url_for("tracking.status", number=number), 303))


def grant(number: str, digest: str) -> None:
    """Let this browser open the application as long as its phone has this digest.

    Of more than `MOST_GRANTS` the oldest is closed again.
    """
    others = [each for each in _grants() if not each.startswith(f"{number}#")]
    session["applications"] = [*others, grant_of(number, digest)][-MOST_GRANTS:]


def granted(number: str) -> Application:
    """The application, if this browser proved its phone.

    Raises errors.PhoneNotProved, errors.NoSuchApplication.
    """
    if not any(each.startswith(f"{number}#") for each in _grants()):
        raise PhoneNotProved
    application = decisions.find(number, at=clock.now(), kind=Kind.REGISTRATION)
    if grant_of(number, phone_hash(application.answers["phone"])) not in _grants():
        raise PhoneNotProved
    return application


def grant_of(number: str, digest: str) -> str:
    """What the cookie holds of a proof; keyed, so that nobody finds the phone in it."""
    key = current_app.config["SECRET_KEY"].encode()
    proof = hmac.new(key, f"{number}#{digest}".encode(), hashlib.sha256)
    return f"{number}#{proof.hexdigest()[:16]}"


def to_tracking(stranger: PhoneNotProved) -> Response:
    """Answer a browser that has proved nothing: a page leads to tracking, all else is refused."""
    if wants_json() or request.method != "GET":
        return refused(stranger)
    return cast(Response, redirect(url_for("tracking.ask"), 303))


def _grants() -> list[str]:
    return cast(list[str], session.get("applications", []))
