"""The guards of the officers' pages: they let in officers, supervisors, or those who enrol."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, g, redirect, request, url_for
from flask_babel import lazy_gettext as _

from functions import clock
from functions.credentials import cookie
from functions.errors import Refused
from functions.officers import enrolment, service
from functions.officers.enrolment import Enrolling
from functions.officers.service import SignedInOfficer
from functions.web import session_end
from functions.web.pages import wants_json

View = TypeVar("View", bound=Callable[..., Any])

# How the cookie names its officer.
NAME = "username"


class SupervisorsOnly(Refused):
    message = _("Only a supervisor of your agency may see this page")


def current(*, is_use: bool = True) -> SignedInOfficer | None:
    """The officer of the session in this request's cookie, if it lives; the request is a use."""
    if "officer" not in g:
        held = cookie.held(NAME)
        found = service.resume(*held, at=clock.now(), is_use=is_use) if held else None
        g.officer = found
        if found:
            url = url_for("officers.session_end")
            session_end.warn(found.session, owner=found.username, url=url)
    return cast(SignedInOfficer | None, g.officer)


def officer() -> SignedInOfficer:
    """The officer signed in, on a page behind `officers_only` or `supervisors_only`."""
    return cast(SignedInOfficer, g.officer)


def enrolling() -> Enrolling:
    """The officer who enrols, on a page behind `enrolling_only`."""
    return cast(Enrolling, g.enrolling)


def officers_only(view: View) -> View:
    """A page for every officer; anybody else is led to the sign-in, and back after it."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs) if current() else _to_sign_in()

    return cast(View, guarded)


def officers_only_to_watch(view: View) -> View:
    """A page that tells when the session ends: reading it is no use of the session."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        is_here = current(is_use=request.method == "POST")
        return view(*args, **kwargs) if is_here else _to_sign_in()

    return cast(View, guarded)


def supervisors_only(view: View) -> View:
    """A page for supervisors: an officer is refused with 403."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not officer().is_supervisor:
            raise SupervisorsOnly
        return view(*args, **kwargs)

    return officers_only(cast(View, guarded))


def enrolling_only(view: View) -> View:
    """A step of the first sign-in: only for an officer in the middle of it."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        g.enrolling = _enrolling()
        if g.enrolling:
            return view(*args, **kwargs)
        if current() and not wants_json():
            return redirect(url_for("officers.home"), 303)
        return _to_sign_in()

    return cast(View, guarded)


def _enrolling() -> Enrolling | None:
    held = cookie.held(NAME)
    return enrolment.resume(*held, at=clock.now()) if held else None


def _to_sign_in() -> Response:
    if not wants_json() and _enrolling():
        return cast(Response, redirect(url_for("officers.enrol"), 303))
    if not request.path.startswith(url_for("officers.enrol")):
        cookie.want()
    return cookie.to_sign_in(NAME, "officers.sign_in")
