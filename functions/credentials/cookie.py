"""What a browser holds of us: a signed cookie for the session, and another with the device's id.

The session's cookie says who is signed in by a name that each app gives its own people, so that
the cookie of one app is nobody's in the other; and the page that somebody wanted before the
sign-in, to come back to.
"""

import re
from typing import cast
from urllib.parse import quote

from flask import (
    Response,
    after_this_request,
    current_app,
    flash,
    g,
    redirect,
    request,
    session,
    url_for,
)
from flask_babel import gettext

from functions.credentials import devices
from functions.credentials.devices import Device
from functions.credentials.errors import SessionOver
from functions.web import network, session_end
from functions.web.pages import wants_json

# As long as browsers keep a cookie at all.
REMEMBER_DEVICE_SECONDS = 400 * 24 * 3600
# A url that is longer loses its query: the cookie must fit into 4 KB.
MAX_WANTED = 1000
_DEVICE_ID = re.compile(r"[A-Za-z0-9_-]{22}")


def remember(name: str, owner: str, token: str) -> None:
    """Put a new session into the cookie; only the page wanted stays of what was there before."""
    wanted = session.get("wanted")
    session.clear()
    session.update({name: owner, "token": token})
    if wanted:
        session["wanted"] = wanted
    remember_device()


def held(name: str) -> tuple[str, str] | None:
    """The owner and the token in this request's cookie, whether or not that session lives."""
    owner, token = session.get(name), session.get("token")
    return (owner, token) if owner and token else None


def leave(name: str) -> bool:
    """Take the session out of the cookie and nothing else; return whether there was one."""
    owner, token = session.pop(name, None), session.pop("token", None)
    return bool(owner and token)


def forget() -> None:
    """Empty the cookie."""
    session.clear()


def want() -> None:
    """Remember the page of this request for after the sign-in, if somebody may want it then."""
    is_page = request.url_rule and "GET" in (request.url_rule.methods or ())
    if not is_page or not session_end.may_be_wanted():
        return
    # Quoted: a line break in a number of somebody's making must not reach a header.
    path = quote(request.path)
    url = (path + request.full_path.removeprefix(request.path)).rstrip("?")
    for wanted in (path, url):
        if len(wanted) <= MAX_WANTED:
            session["wanted"] = wanted


def wanted(*, default: str) -> str:
    """The url of the page that was wanted before the sign-in, once; else `default`."""
    return cast(str, session.pop("wanted", default))


def to_sign_in(name: str, endpoint: str) -> Response:
    """Lead somebody whose session is over to the sign-in. Raises errors.SessionOver for JSON."""
    if wants_json():
        raise SessionOver
    if leave(name):
        flash(gettext("Your session has ended. Sign in again"))
    return cast(Response, redirect(url_for(endpoint), 303))


def device() -> Device:
    """The browser of this request: with the id in its cookie, or with a new one."""
    if "device" not in g:
        given = request.cookies.get(_device_cookie(), "")
        known = _DEVICE_ID.fullmatch(given)
        g.device = Device(
            given if known else devices.new_id(),
            devices.kind(request.user_agent.string),
            network.location(),
        )
    return cast(Device, g.device)


def remember_device() -> None:
    """Give the browser a cookie with its id, which outlives the session."""
    after_this_request(_with_device_cookie)


def _with_device_cookie(response: Response) -> Response:
    response.set_cookie(
        _device_cookie(),
        device().id,
        max_age=REMEMBER_DEVICE_SECONDS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _device_cookie() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"
