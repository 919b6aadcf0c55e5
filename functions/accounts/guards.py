"""The guards of a citizen's pages: they let in the person signed in, and nobody else."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, g, redirect, request, url_for
from flask_babel import lazy_gettext as _

from functions import clock
from functions.accounts import one_device, service
from functions.accounts.service import SignedIn
from functions.credentials import cookie
from functions.errors import NotSignedIn, Refused
from functions.web import session_end
from functions.web.pages import wants_json

View = TypeVar("View", bound=Callable[..., Any])

# How the cookie names its person.
NAME = "code"


class SignedOutElsewhere(NotSignedIn):
    message = _("You were signed out, because the account was signed in on another device")


class PasswordFirst(Refused):
    message = _("Change your password before you go on")


def current(*, is_use: bool = True) -> SignedIn | None:
    """The session in this request's cookie, if it lives; the request is a use of it."""
    if "signed_in" not in g:
        held = cookie.held(NAME)
        found = service.resume(*held, at=clock.now(), is_use=is_use) if held else None
        g.signed_in = found
        if found:
            url = url_for("accounts.session_end")
            session_end.warn(found.session, owner=found.code, url=url)
    return cast(SignedIn | None, g.signed_in)


def owner() -> SignedIn:
    """The person signed in, on a page behind `signed_in`."""
    return cast(SignedIn, g.signed_in)


def signed_in(view: View) -> View:
    """A personal page: only for somebody who is signed in and has a password in force."""
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
    held = cookie.held(NAME)
    if not held or not one_device.ousted_by(*held):
        cookie.want()
        return cookie.to_sign_in(NAME, "sign_in.start")
    if wants_json():
        raise SignedOutElsewhere
    return cast(Response, redirect(url_for("sign_in.ended"), 303))


def _to_password() -> Response:
    if wants_json():
        raise PasswordFirst
    return cast(Response, redirect(url_for("password.change"), 303))
