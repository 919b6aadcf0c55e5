"""One resource, two formats: a view's plain dict as an HTML page or as JSON."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, make_response, render_template, request

from functions.web.forms import PortalForm

JSON = "application/json"
PROBLEM = "application/problem+json"


def wants_json() -> bool:
    """Whether the client prefers JSON; browsers and clients that take anything get HTML."""
    best = request.accept_mimetypes.best_match(["text/html", JSON, PROBLEM], default="text/html")
    return best != "text/html"


def page(
    template: str,
    data: Mapping[str, Any] | None = None,
    *,
    form: PortalForm | None = None,
    other_forms: Mapping[str, PortalForm] | None = None,
    status: int = 200,
) -> Response:
    """Answer with `data`, rendered by `template` or serialised as it is.

    `other_forms` are those of other routes, by their names in the template; in JSON each route
    describes its own form.

    A form that was refused answers with its own status: the page again, with what was typed
    and an error summary, or problem+json naming the fields.
    """
    data = dict(data or {})
    if form is not None:
        status = form.http_status if form.errors else status
        data["form"] = form
    if wants_json():
        response = _as_json(data, form, status)
    else:
        response = _as_html(template, {**data, **(other_forms or {})}, status)
    if form is not None and form.retry_after:
        response.headers["Retry-After"] = str(form.retry_after)
    return response


def _as_html(template: str, data: Mapping[str, Any], status: int) -> Response:
    return make_response(render_template(template, **data), status)


def _as_json(data: dict[str, Any], form: PortalForm | None, status: int) -> Response:
    if form is not None and form.errors:
        return problem(status, str(form.problem_title), errors=form.problems())
    if form is not None:
        data["form"] = form.described()
    return make_response(jsonify(data), status)


def problem(status: int, title: str, **members: Any) -> Response:
    """An RFC 9457 problem document."""
    response = make_response(
        jsonify({"type": "about:blank", "title": title, "status": status, **members}), status
    )
    response.content_type = PROBLEM
    return response
