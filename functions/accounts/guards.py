"""Who may open a page: the person signed in, and nobody else."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import (
    Response,
    flash,
    g,
    redirect,
    request,
    session,
    url_for,
)
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from functions import clock
from functions.accounts import one_device, service
from functions.accounts.models import Session
from functions.accounts.service import SignedIn
from functions.credentials import cookie
from functions.errors import NotSignedIn, Refused
from functions.web import session_end
from functions.web.pages import wants_json

View = TypeVar("View", bound=Callable[..., Any])


class SessionOver(NotSignedIn):
    message = _("Your session has ended or you have not signed in")


class SignedOutElsewhere(NotSignedIn):
    message = _("You were signed out, because the account was signed in on another device")


class PasswordFirst(Refused):
    message = _("Change your password before you go on")


def remember(code: str, token: str) -> None:
    """Put a new session into the signed cookie; what was there before is dropped."""
    wanted = session.get("wanted")
    session.clear()
    session.update(code=code, token=token)
    if wanted:
        session["wanted"] = wanted
    cookie.remember_device()


def ousted_by() -> Session | None:
    """The session of another device that ended the one in this request's cookie."""
    code, token = session.get("code"), session.get("token")
    return one_device.ousted_by(code, token) if code and token else None


def forget() -> None:
    """Empty the cookie."""
    session.clear()


def leave() -> None:
    """Take the session out of the cookie, and leave in it what else the browser has begun."""
    session.pop("code", None)
    session.pop("token", None)


def current(*, is_use: bool = True) -> SignedIn | None:
    """The session that this request's cookie holds, if it lives; the request is a use of it."""
    if "signed_in" not in g:
        code, token, at = session.get("code"), session.get("token"), clock.now()
        found = service.resume(code, token, at=at, is_use=is_use) if code and token else None
        g.signed_in = found
        if found:
            url = url_for("accounts.session_end")
            session_end.warn(found.session, owner=found.code, url=url)
    return cast(SignedIn | None, g.signed_in)


def owner() -> SignedIn:
    """The person signed in, on a page behind `signed_in`."""
    return cast(SignedIn, g.signed_in)


def signed_in(view: View) -> View:
    """A personal page: only for who is signed in and has a password in force."""
    return _guard(view, allow_outdated_password=False)


def signed_in_with_any_password(view: View) -> View:
    """A page that stays open while the password must be changed."""
    return _guard(view, allow_outdated_password=True)


def signed_in_to_watch(view: View) -> View:
    """A page that tells when the session ends: reading it is no use of the session."""
    return _guard(view, allow_outdated_password=True, is_reading_a_use=False)


def _guard(view: View, *, allow_outdated_password: bool, is_reading_a_use: bool = True) -> View:
    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        who = current(is_use=is_reading_a_use or request.method == "POST")
        if who is None:
            return _to_sign_in()
        if who.must_change_password and not allow_outdated_password:
            return _to_password()
        return view(*args, **kwargs)

    return cast(View, guarded)


def _to_sign_in() -> Response:
    if ousted_by():
        if wants_json():
            raise SignedOutElsewhere
        return cast(Response, redirect(url_for("accounts.ended"), 303))
    had_session = session.pop("code", None) and session.pop("token", None)
    if wants_json():
        raise SessionOver
    is_page = request.url_rule and "GET" in (request.url_rule.methods or ())
    if is_page and session_end.may_be_wanted():
        session["wanted"] = request.path
    if had_session:
        flash(gettext("Your session has ended. Sign in again"))
    return cast(Response, redirect(url_for("accounts.sign_in"), 303))


def _to_password() -> Response:
    if wants_json():
        raise PasswordFirst
    return cast(Response, redirect(url_for("accounts.change_password"), 303))
