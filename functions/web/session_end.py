"""The end of a session: the warning on every page of who is signed in, and the page behind it."""

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


class Ends(Protocol):
    """Somebody signed in."""

    def seconds_left(self, *, at: datetime) -> int: ...

    def can_be_prolonged(self, *, at: datetime) -> bool: ...


def warn(who: Ends, *, owner: str, address: str) -> None:
    """Give this request's page what partials/session_end.html needs.

    That is when to ask, at which `address`, and whose the page is; not by name, because the
    browser keeps it with what was typed.
    """
    key = current_app.config["SECRET_KEY"].encode()
    g.session_end = {
        "seconds": who.seconds_left(at=clock.now()),
        "address": address,
        "owner": hmac.new(key, owner.encode(), hashlib.sha256).hexdigest()[:16],
    }


def may_be_wanted() -> bool:
    """Whether who signs in again wants to be here: not on the pages of a session's end."""
    return (request.endpoint or "").rpartition(".")[2] not in {"sign_out", "session_end"}


def answer(who: Ends, template: str) -> Response:
    """The page that tells when the session ends.

    Its guard has seen to it that a GET was no use of the session and a POST was one.
    """
    form = StayForm()
    if form.validate_on_submit():
        return redirect(request.path, 303)
    at = clock.now()
    state = SessionEnd(
        seconds_left=who.seconds_left(at=at), can_be_prolonged=who.can_be_prolonged(at=at)
    )
    return page(template, state, form=form)
