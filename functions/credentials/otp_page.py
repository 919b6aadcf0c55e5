"""The page that asks for the code from the SMS, for every journey that a code completes.

The cookie holds one id for each purpose: journeys in two tabs of a browser do not meet.
"""

from datetime import datetime
from typing import Protocol

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext
from typing_extensions import TypedDict
from werkzeug.wrappers import Response

from functions import clock
from functions.credentials import one_time_codes
from functions.credentials.errors import OtpOver
from functions.credentials.forms import OtpForm
from functions.credentials.models import OneTimeCode
from functions.web import page
from functions.web.language import current_language
from functions.web.pages import wants_json


class OtpPage(TypedDict):
    """The page of a one-time code.

    `phone` is where the code went: masked, or E.164 on the page of the person who has just
    declared it; empty where telling it would tell that an account or an application exists.
    `start_again` is the url of the journey's first page.
    """

    phone: str
    start_again: str


class Enter(Protocol):
    """What a journey does with the digits: checks them, and answers where to go on."""

    def __call__(self, one_time_code: OneTimeCode, otp: str, /) -> Response: ...


class Resend(Protocol):
    """What a journey does to send the next code to the right phone."""

    def __call__(self, one_time_code: OneTimeCode, /, *, language: str, at: datetime) -> None: ...


def begin(one_time_code: OneTimeCode) -> None:
    """Let this browser enter the code; one before it for the same purpose is forgotten."""
    session[_key(one_time_code.purpose)] = one_time_code.id


def end(purpose: str) -> None:
    """Forget the code for this purpose, whether or not there is one."""
    session.pop(_key(purpose), None)


def under_way(purpose: str) -> OneTimeCode | None:
    """The code that this browser may enter for this purpose, if it was sent not long ago."""
    return one_time_codes.find(session.get(_key(purpose)), purpose, at=clock.now())


def answer(
    purpose: str,
    *,
    start: str,
    enter: Enter,
    resend: Resend,
    phone: str = "",
    template: str = "credentials/otp.html",
) -> Response:
    """The page, or what follows what was sent from it.

    `start` is the endpoint of the journey's first page, where a browser without a code belongs.
    """
    one_time_code = under_way(purpose)
    if one_time_code is None:
        return to_start(start)
    form = OtpForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            if not form.resend.data:
                return enter(one_time_code, form.otp.data)
            resend(one_time_code, language=current_language(), at=clock.now())
            flash(gettext("We have sent another code"))
            return redirect(request.path, 303)
    data: OtpPage = {"phone": phone, "start_again": url_for(start)}
    return page(template, data, form=form)


def to_start(endpoint: str) -> Response:
    """Lead a browser without a code to the journey's first page; say why, if it sent a form."""
    if request.method == "POST":
        if wants_json():
            raise OtpOver
        flash(str(OtpOver.message))
    return redirect(url_for(endpoint), 303)


def _key(purpose: str) -> str:
    return f"otp#{purpose}"
