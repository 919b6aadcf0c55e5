"""Every error as a page in the person's language, or as problem+json; never a stack trace."""

import traceback
from pathlib import PurePath

from flask import Flask, Response, g, make_response, render_template
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException

from functions import logs
from functions.errors import VssidError, status_of
from functions.web.pages import problem, wants_json

# The title of a status, and the advice on what to do next.
_TITLES = {
    400: (_("We could not read what was sent"), _("Go back, open the page again and retry")),
    401: (_("Sign in first"), _("Your session has ended or you have not signed in")),
    403: (_("You cannot do this"), _("Sign in with the account that may see this page")),
    404: (_("Page not found"), _("Check the address, or start from the home page")),
    405: (_("This page cannot be used that way"), _("Open it from the menu instead")),
    409: (_("Somebody changed this at the same time"), _("Open the page again and try once more")),
    413: (_("What was sent is too large"), _("Shorten it and send it again")),
    415: (_("We could not read what was sent"), _("Send a form or a JSON object")),
    422: (_("Check what you entered"), _("Go back and correct it")),
    429: (_("Too many tries"), _("Wait and try again")),
    503: (_("Not available now"), _("Nothing was changed. Try again later")),
    500: (_("Sorry, something went wrong on our side"), _("Nothing was changed. Try again later")),
}


def init_app(app: Flask) -> None:
    """Answer refusals, HTTP errors and bugs."""
    app.register_error_handler(VssidError, refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def refused(error: VssidError) -> Response:
    """The answer to a refusal: its own words under the title of its status."""
    response = _answer(status_of(error), detail=error.text())
    if "retry_after" in error.details:
        response.headers["Retry-After"] = str(error.details["retry_after"])
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    response = _answer(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response


def _bug(error: Exception) -> Response:
    # Messages of exceptions may hold personal data: the log gets their class and lines only.
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{PurePath(frame.filename).stem}:{frame.lineno}" for frame in frames]
    logs.event("bug", error=type(error).__name__, lines="<".join(lines[::-1][:8]))
    return _answer(500, reference=g.request_id)


def _answer(status: int, detail: str | None = None, reference: str | None = None) -> Response:
    title, advice = _TITLES.get(status, _TITLES[400 if status < 500 else 500])
    detail = detail or str(advice)
    if wants_json():
        members = {"reference": reference} if reference else {}
        return problem(status, str(title), detail=detail, **members)
    return make_response(
        render_template("errors/error.html", title=title, detail=detail, reference=reference),
        status,
    )
