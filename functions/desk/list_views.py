"""The officers' lists: search, pages, and the way back to where an officer was.

The filters stand in the address, so that they survive paging, a detail and a bookmark. The
social security code is personal and must not stand there, where histories and logs keep it:
a search is posted, the code stays in the officer's signed cookie under a random key, and the
address has the key.
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
_PLACE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00#\d{6}-\d{7}-\d", re.ASCII)
# The cookie holds little; the oldest search is the first that nobody goes back to.
CODES_KEPT = 5


@blueprint.route("", methods=["GET", "POST"])
@officers_only
@contract("The agency's applications", returns=presenters.ListPage, form=SearchForm)
def applications() -> AnyResponse:
    kind = kind_in(request.args)
    if request.method == "POST":
        form = SearchForm(kind)
        if form.validate_on_submit():
            return redirect(list_url_of(kind, {**form.query(), **_keep(form.code.data)}), 303)
        return _list_page(kind, form, Page([], "", 0), {})
    query = filters_in(request.args)
    form = SearchForm.of_query(kind, {**query, "code": _kept(query)})
    if query.get(PERSON) and not form.code.data:
        form.code.errors = [gettext("This code is not kept any more. Enter it again")]
    if form.errors:
        return _list_page(kind, form, Page([], "", 0), query)
    found = work_list.page(
        officer().agency, form.search(kind), at=clock.now(), start=_start(request.args)
    )
    return _list_page(kind, form, found, query)


def _list_page(kind: Kind, form: SearchForm, found: Page, query: dict[str, str]) -> AnyResponse:
    start = request.args.get(CURSOR, "")
    back = packed(kind, query, start)
    detail = _DETAILS[kind]
    links = {row.number: url_for(detail, number=row.number, back=back) for row in found.rows}
    data = presenters.list_page(
        kind,
        found,
        links,
        at=clock.now(),
        is_searched=bool(query or form.errors),
        next=list_url_of(kind, {**query, CURSOR: found.next_place}) if found.next_place else "",
        first=list_url_of(kind, query) if start else "",
    )
    return page("desk/list.html", data, form=form)


def _start(values: Mapping[str, str]) -> str:
    start = values.get(CURSOR, "")
    if start and not _PLACE.fullmatch(start):
        raise NotFound
    return start


def _keep(code: str) -> dict[str, str]:
    """Keep a code in the cookie; the filter that stands for it in an address."""
    if not code:
        return {}
    others = [pair for pair in session.get("sought", []) if pair[1] != code]
    key = next((key for key, kept in session.get("sought", []) if kept == code), None)
    key = key or secrets.token_urlsafe(9)
    session["sought"] = [*others, [key, code]][-CODES_KEPT:]
    return {PERSON: key}


def _kept(query: Mapping[str, str]) -> str:
    return dict(session.get("sought", [])).get(query.get(PERSON, ""), "")
