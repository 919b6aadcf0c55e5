"""The officers' lists: search, pages, and the way back to where an officer was.

The filters stand in the url, so that they survive paging, a detail and a bookmark. The social
security code is personal and must not stand there, where histories and logs store it: a search
is posted, the code stays in the officer's signed cookie under a random key, and the url has the
key.
"""

import re
import secrets
from collections.abc import Mapping

from flask import Blueprint, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications.models import Kind
from functions.desk import presenters, work_list
from functions.desk.forms import SearchForm
from functions.desk.way_back import CURSOR, PERSON, filters_in, kind_in, list_url_of, packed
from functions.desk.work_list import Page
from functions.errors import NotFound
from functions.officers.guards import officer, officers_only
from functions.web import contract, page

blueprint = Blueprint("desk", __name__, url_prefix="/officer/applications")

# Where an application of each kind is opened.
_DETAILS = {Kind.REGISTRATION: "desk_detail.detail", Kind.REVISION: "desk_revisions.changes"}
_CURSOR = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00#\d{6}-\d{7}-\d", re.ASCII)
# The cookie holds little; the oldest search is the first that nobody goes back to.
MOST_CODES = 5
_NO_ROWS = Page([], "", 0)


@blueprint.route("", methods=["GET", "POST"])
@officers_only
@contract("The agency's applications", returns=presenters.ListPage, form=SearchForm)
def applications() -> AnyResponse:
    kind = kind_in(request.args)
    if request.method == "POST":
        form = SearchForm(kind)
        if form.validate_on_submit():
            query = {**form.query(), **_remember_code(form.code.data)}
            return redirect(list_url_of(kind, query), 303)
        return _list_page(kind, form, _NO_ROWS, {})
    query = filters_in(request.args)
    form = SearchForm.of_query(kind, {**query, "code": _remembered_code(query)})
    if query.get(PERSON) and not form.code.data:
        form.code.errors = [gettext("This code is not kept any more. Enter it again")]
    if form.errors:
        return _list_page(kind, form, _NO_ROWS, query)
    cursor = _cursor(request.args)
    rows = work_list.page(officer().agency, form.search(kind), at=clock.now(), cursor=cursor)
    return _list_page(kind, form, rows, query)


def _list_page(kind: Kind, form: SearchForm, rows: Page, query: dict[str, str]) -> AnyResponse:
    cursor = request.args.get(CURSOR, "")
    back = packed(kind, query, cursor)
    detail = _DETAILS[kind]
    links = {row.number: url_for(detail, number=row.number, back=back) for row in rows.rows}
    data = presenters.list_page(
        kind,
        rows,
        links,
        at=clock.now(),
        is_searched=bool(query or form.errors),
        next=list_url_of(kind, {**query, CURSOR: rows.next_cursor}) if rows.next_cursor else "",
        first=list_url_of(kind, query) if cursor else "",
    )
    return page("desk/list.html", data, form=form)


def _cursor(query: Mapping[str, str]) -> str:
    """The cursor in a url, if it is one that a list made. Raises errors.NotFound."""
    cursor = query.get(CURSOR, "")
    if cursor and not _CURSOR.fullmatch(cursor):
        raise NotFound
    return cursor


def _remember_code(code: str) -> dict[str, str]:
    """Put a code into the cookie; returns the filter that stands for it in a url."""
    if not code:
        return {}
    pairs = session.get("codes", [])
    key = next((key for key, known in pairs if known == code), None) or secrets.token_urlsafe(9)
    others = [pair for pair in pairs if pair[1] != code]
    session["codes"] = [*others, [key, code]][-MOST_CODES:]
    return {PERSON: key}


def _remembered_code(query: Mapping[str, str]) -> str:
    """The code that a url's filter stands for; "" if this browser has it no more."""
    return dict(session.get("codes", [])).get(query.get(PERSON, ""), "")
