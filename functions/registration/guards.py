"""What a browser may open: the draft that it began, the applications whose phone it proved."""

import functools
import hashlib
import hmac
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, current_app, flash, g, redirect, request, session, url_for

from functions import clock
from functions.applications import decisions, drafts
from functions.applications.errors import AlreadySubmitted, DraftGone, PhoneNotProved
from functions.applications.models import Application, Draft
from functions.credentials import one_time_codes, otp_page
from functions.credentials.one_time_codes import phone_hash
from functions.web.pages import wants_json
from functions.web.problems import refused

View = TypeVar("View", bound=Callable[..., Any])

# Applications that one browser may have open; a family's.
MOST_GRANTS = 5


def begin(draft: Draft) -> None:
    """Keep the draft's id in the signed cookie; a code for another draft is no use to it."""
    session["draft"] = draft.id
    otp_page.end(one_time_codes.REGISTER)
    session.pop("reviewed", None)


def under_way() -> Draft | None:
    """This browser's draft, if there is one and it is not submitted."""
    draft_id = session.get("draft")
    try:
        return drafts.unsubmitted(draft_id, at=clock.now()) if draft_id else None
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
        g.draft = drafts.unsubmitted(draft_id, at=clock.now())
        return view(*args, **kwargs)

    return cast(View, guarded)


def to_start(gone: DraftGone) -> Response:
    """What a draft that is not there any more is answered with."""
    session.pop("draft", None)
    if wants_json():
        return refused(gone)
    flash(gone.text())
    return cast(Response, redirect(url_for("registration.start"), 303))


def to_application(submitted: AlreadySubmitted) -> Response:
    """One draft, one application: who sends it again sees what it became."""
    number = submitted.details["number"]
    grant(number, drafts.find(session["draft"], at=clock.now()).phone_hash)
    return cast(Response, redirect(url_for("tracking.status", number=number), 303))


def grant(number: str, proved: str) -> None:
    """Let this browser open the application while it declares the phone with the digest `proved`.

    The oldest of too many is closed again.
    """
    others = [each for each in _grants() if not each.startswith(f"{number}#")]
    session["applications"] = [*others, grant_of(number, proved)][-MOST_GRANTS:]


def granted(number: str) -> Application:
    """The application, if this browser proved its phone.

    Raises errors.PhoneNotProved, errors.NoSuchApplication.
    """
    if not any(each.startswith(f"{number}#") for each in _grants()):
        raise PhoneNotProved
    application = decisions.find_registration(number, at=clock.now())
    if grant_of(number, phone_hash(application.declared["phone"])) not in _grants():
        raise PhoneNotProved
    return application


def grant_of(number: str, proved: str) -> str:
    """What the cookie keeps of a proof; keyed, because who reads it shall not find the phone."""
    key = current_app.config["SECRET_KEY"].encode()
    proof = hmac.new(key, f"{number}#{proved}".encode(), hashlib.sha256)
    return f"{number}#{proof.hexdigest()[:16]}"


def to_tracking(stranger: PhoneNotProved) -> Response:
    """What a browser that proved nothing is answered with."""
    if wants_json() or request.method != "GET":
        return refused(stranger)
    return cast(Response, redirect(url_for("tracking.ask"), 303))


def _grants() -> list[str]:
    return cast(list[str], session.get("applications", []))
