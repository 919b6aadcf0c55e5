"""S24, the officer's side: old and new values side by side; agree and confirm, or say why not."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications import decisions
from functions.applications.models import Application, Kind
from functions.applications.reasons import texts_of
from functions.desk.opened import open_detail, opened
from functions.desk.way_back import list_url
from functions.officers.guards import officer, officers_only
from functions.revisions import presenters, service
from functions.revisions.forms import AgreeForm, RefuseForm
from functions.web import contract, page
from functions.web.language import current_language

blueprint = Blueprint("desk_revisions", __name__, url_prefix="/officer/applications/<number>")


@blueprint.get("/changes")
@officers_only
@contract("A request to update details: old and new values", returns=presenters.Detail)
def changes(number: str) -> Response:
    at = clock.now()
    application = decisions.find(number, at=at, agency=officer().agency, kind=Kind.REVISION)
    open_detail(application, at=at)
    # The detail asks in a dialog what the next page asks.
    forms = {"agree_form": AgreeForm()}
    return page("revisions/changes.html", _detail(application), other_forms=forms)


@blueprint.route("/update", methods=["GET", "POST"])
@officers_only
@contract("Agree to update?", returns=presenters.Detail, form=AgreeForm)
def update(number: str) -> AnyResponse:
    application, form = opened(number, kind=Kind.REVISION, at=clock.now()), AgreeForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            service.accept(application, officer=officer().actor, at=clock.now())
            flash(
                gettext(
                    "%(number)s: the details were updated, and the person is told by SMS",
                    number=number,
                )
            )
            return redirect(_links(number)["self"], 303)
    return page("revisions/agree.html", _detail(application), form=form)


@blueprint.route("/refuse", methods=["GET", "POST"])
@officers_only
@contract("Do not agree, and say why", returns=presenters.Detail, form=RefuseForm)
def refuse(number: str) -> AnyResponse:
    application, form = opened(number, kind=Kind.REVISION, at=clock.now()), RefuseForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            reasons, note, actor = form.reasons.data, form.note.data, officer().actor
            decisions.reject(application, reasons=reasons, note=note, officer=actor, at=clock.now())
            flash(
                gettext(
                    "%(number)s was rejected: the person gets the reasons by SMS", number=number
                )
            )
            return redirect(_links(number)["self"], 303)
    return page("revisions/refuse.html", _detail(application), form=form)


def _detail(application: Application) -> presenters.Detail:
    return presenters.detail(
        application,
        _links(application.number),
        reasons=texts_of(application.reasons, application.note, current_language()),
        is_stale=service.is_stale(application),
    )


def _links(number: str) -> presenters.RequestLinks:
    """The urls around a request; each keeps the way back to the list."""
    back = request.args.get("back")
    self, agree, refuse = (
        url_for(f"desk_revisions.{step}", number=number, back=back)
        for step in ("changes", "update", "refuse")
    )
    exit_ = list_url(number, kind=Kind.REVISION)
    return {"self": self, "agree": agree, "refuse": refuse, "exit": exit_}
