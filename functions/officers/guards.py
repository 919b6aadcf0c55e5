"""Who may open a page of the officers' desk: who is signed in, as what."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast
from urllib.parse import quote

from flask import Response, flash, g, redirect, request, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from functions import clock
from functions.credentials.cookie import remember_device
from functions.errors import NotSignedIn, Refused
from functions.officers import enrolment, service
from functions.officers.enrolment import Enrolling
from functions.officers.service import SignedInOfficer
from functions.web import session_end
from functions.web.pages import wants_json

View = TypeVar("View", bound=Callable[..., Any])

# A longer address is not kept for after the sign-in: the cookie must fit into 4 KB.
MAX_WANTED = 1000


class SessionOver(NotSignedIn):
    message = _("Your session has ended or you have not signed in")


class SupervisorsOnly(Refused):
    message = _("Only a supervisor of your agency may see this page")


def remember(username: str, token: str) -> None:
    """Put a new session into the signed cookie; what was there before is dropped."""
    wanted = session.get("wanted")
    session.clear()
    session.update(username=username, token=token)
    if wanted:
        session["wanted"] = wanted
    remember_device()


def forget() -> None:
    """Empty the cookie."""
    session.clear()


def current(*, is_use: bool = True) -> SignedInOfficer | None:
    """The officer whom this request's cookie signs in, if the session lives; a use of it."""
    if "officer" not in g:
        key = _key()
        found = service.resume(*key, at=clock.now(), is_use=is_use) if key else None
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
    """A page for every officer: others are sent to sign in, and then come back."""

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
    """A step of the first sign-in: only for who is in the middle of it."""

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
    key = _key()
    return enrolment.resume(*key, at=clock.now()) if key else None


def _key() -> tuple[str, str] | None:
    """The user name and the token in this request's cookie."""
    username, token = session.get("username"), session.get("token")
    return (username, token) if username and token else None


def _to_sign_in() -> Response:
    if wants_json():
        raise SessionOver
    if _enrolling():
        return cast(Response, redirect(url_for("officers.enrol"), 303))
    had_session = session.pop("username", None) and session.pop("token", None)
    is_enrolment = request.path.startswith(url_for("officers.enrol"))
    if request.method == "GET" and session_end.may_be_wanted() and not is_enrolment:
        # Quoted: a line break in a number of somebody's making must not reach a header.
        path = quote(request.path)
        address = (path + request.full_path.removeprefix(request.path)).rstrip("?")
        for wanted in (path, address):
            if len(wanted) <= MAX_WANTED:
                session["wanted"] = wanted
    if had_session:
        flash(gettext("Your session has ended. Sign in again"))
    return cast(Response, redirect(url_for("officers.sign_in"), 303))
