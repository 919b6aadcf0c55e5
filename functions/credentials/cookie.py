"""What a browser keeps of us: a signed session cookie, and the id of the device."""

import re
from typing import cast

from flask import Response, after_this_request, current_app, g, request

from functions.credentials import devices
from functions.credentials.devices import Device
from functions.web import network

# As long as browsers keep a cookie at all.
REMEMBER_DEVICE_SECONDS = 400 * 24 * 3600
_DEVICE_ID = re.compile(r"[A-Za-z0-9_-]{22}")


def device() -> Device:
    """The browser that asks: with the id that it was given, or with a new one."""
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
    """Give the browser a cookie that tells its id and outlives the session."""
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
