"""The end of a session: the warning on every page behind a sign-in, and the page that it opens."""

import hashlib
import hmac
from datetime import datetime
from typing import Protocol

from flask import current_app, g, redirect, request
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from functions import clock
from functions.web.forms import PortalForm
from functions.web.pages import page


class SessionEnd(TypedDict):
    """When the session ends unless it is used, and whether using it moves that."""

    seconds_left: int
    can_be_prolonged: bool


class StayForm(PortalForm):
    """Stay signed in."""


class HasEnd(Protocol):
    """A session, by whoever is signed in."""

    def seconds_left(self, *, at: datetime) -> int: ...

    def can_be_prolonged(self, *, at: datetime) -> bool: ...


def warn(session: HasEnd, *, owner: str, url: str) -> None:
    """Give this request's page what partials/session_end.html shows.

    That is when the session ends, the `url` of the page that prolongs it, and a digest of its
    owner: the browser keeps that beside what was typed, so it is no name.
    """
    key = current_app.config["SECRET_KEY"].encode()
    g.session_end = {
        "seconds": session.seconds_left(at=clock.now()),
        "url": url,
        "owner": hmac.new(key, owner.encode(), hashlib.sha256).hexdigest()[:16],
    }


def may_be_wanted() -> bool:
    """Whether this page is one to come back to after a new sign-in: no page of a session's end."""
    return (request.endpoint or "").rpartition(".")[2] not in {"sign_out", "session_end"}


def answer(session: HasEnd, template: str) -> Response:
    """The page that says when the session ends, and prolongs it when it is sent.

    The page's guard counts a POST as a use of the session and a GET as none.
    """
    form = StayForm()
    if form.validate_on_submit():
        return redirect(request.path, 303)
    at = clock.now()
    state = SessionEnd(
        seconds_left=session.seconds_left(at=at), can_be_prolonged=session.can_be_prolonged(at=at)
    )
    return page(template, state, form=form)
