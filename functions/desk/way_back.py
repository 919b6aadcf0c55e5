"""The way back from an application to the list that it was opened from.

The list's query travels as `back` in the url of each page about an application.
"""

import contextlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for

from functions.applications.models import Kind
from functions.desk import presenters
from functions.errors import NotFound

# The key of a code in the cookie, and where a page of a list begins.
PERSON, CURSOR = "person", "cursor"
FILTERS = ("number", PERSON, "first_day", "last_day", "condition", "status", "order")


def list_url_of(kind: Kind, query: Mapping[str, str], *, row: str = "") -> str:
    """The url of a list with these filters, at the row of the application `row`."""
    filled: dict[str, Any] = {name: value for name, value in query.items() if value}
    anchor = f"a-{row}" if row else None
    return url_for("desk.applications", type=kind.value, _anchor=anchor, **filled)


def list_url(number: str, *, kind: Kind = Kind.REGISTRATION) -> str:
    """The list that an application was opened from, at its row: never a url of another site.

    Without one, the list of `kind`.
    """
    query = {"type": kind.value, **dict(parse_qsl(request.args.get("back", "")))}
    with contextlib.suppress(NotFound):
        kind = kind_in(query)
    return list_url_of(kind, {**filters_in(query), CURSOR: query.get(CURSOR, "")}, row=number)


def packed(kind: Kind, query: Mapping[str, str], cursor: str) -> str:
    """The value of `back` that leads to this page of a list."""
    return urlencode({"type": kind.value, **query, **({CURSOR: cursor} if cursor else {})})


def kind_in(query: Mapping[str, str]) -> Kind:
    """The kind of application that a query names: registrations, if it names none.

    Raises errors.NotFound.
    """
    try:
        return Kind(query.get("type", Kind.REGISTRATION))
    except ValueError:
        raise NotFound from None


def filters_in(query: Mapping[str, str]) -> dict[str, str]:
    """The filters of a list that a query has, unread."""
    return {name: query[name] for name in FILTERS if query.get(name)}


def links_of(number: str) -> presenters.DetailLinks:
    """The urls around an application; each keeps the way back to the list."""
    query: dict[str, Any] = {"number": number, "back": request.args.get("back") or None}
    return {
        "self": url_for("desk_detail.detail", **query),
        "assessment": url_for("desk_steps.assessment", **query),
        "paper": url_for("desk_steps.paper", **query),
        "photo": url_for("desk_steps.photo", **query),
        "picture": url_for("desk_detail.picture", number=number),
        "guidance": url_for("desk_detail.guidance", **query),
        "exit": list_url(number),
    }
