"""S24, the officer's side: old and new values side by side; agree and confirm, or say why not."""

from flask import Blueprint, Response, flash, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications import revision_presenters as presenters
from functions.applications import revisions, service
from functions.applications.errors import NoSuchApplication
from functions.applications.models import Application, Kind
from functions.applications.officer_list_views import list_address
from functions.applications.revision_forms import AgreeForm, RefuseForm
from functions.officers.guards import officer, officers_only
from functions.web import page, resource
from functions.web.language import current_language

blueprint = Blueprint("desk_revisions", __name__, url_prefix="/officer/applications/<number>")


@blueprint.app_context_processor
def _forms() -> dict[str, type]:
    """The detail asks in a dialog what the next page asks."""
    return {"agree_form": AgreeForm}


@blueprint.get("/changes")
@officers_only
@resource("A request to update details: old and new values", returns=presenters.Detail)
def changes(number: str) -> Response:
    return detail_of(_opened(number))


@blueprint.route("/update", methods=["GET", "POST"])
@officers_only
@resource("Agree to update?", returns=presenters.Detail, form=AgreeForm)
def update(number: str) -> AnyResponse:
    application, form = _opened(number), AgreeForm()
    if form.validate_on_submit():
        with form.refusals():
            revisions.confirm(number, officer=officer().actor, at=clock.now())
            flash(
                gettext(
                    "%(number)s: the details were updated, and the person is told by SMS",
                    number=number,
                )
            )
            return redirect(_links(number)["self"], 303)
        application = service.find(number, at=clock.now())
    return page("applications/officer/agree.html", _detail(application), form=form)


@blueprint.route("/refuse", methods=["GET", "POST"])
@officers_only
@resource("Do not agree, and say why", returns=presenters.Detail, form=RefuseForm)
def refuse(number: str) -> AnyResponse:
    application, form = _opened(number), RefuseForm()
    if form.validate_on_submit():
        with form.refusals():
            reasons, note = form.reasons.data, form.note.data
            actor = officer().actor
            service.reject(number, reasons=reasons, note=note, officer=actor, at=clock.now())
            flash(
                gettext(
                    "%(number)s was rejected: the person gets the reasons by SMS", number=number
                )
            )
            return redirect(_links(number)["self"], 303)
        application = service.find(number, at=clock.now())
    return page("applications/officer/refuse.html", _detail(application), form=form)


def detail_of(application: Application) -> Response:
    """The page of a request that the caller has opened for the officer."""
    return page("applications/officer/changes.html", _detail(application))


def _opened(number: str) -> Application:
    """The officer's agency's request to update; logged once, not for each of its pages."""
    actor, at = officer().actor, clock.now()
    application = service.find_for(actor, number, at=at)
    if application.type != Kind.REVISION:
        raise NoSuchApplication
    if session.get("opened") != number:
        application = service.open_for(actor, number, at=at)
        session["opened"] = number
    return application


def _detail(application: Application) -> presenters.Detail:
    return presenters.detail(
        application,
        _links(application.number),
        language=current_language(),
        is_stale=revisions.is_stale(application),
    )


def _links(number: str) -> presenters.Addresses:
    """The addresses around a request; each keeps the way back to the list."""
    back = request.args.get("back")
    self, agree, refuse = (
        url_for(f"desk_revisions.{step}", number=number, back=back)
        for step in ("changes", "update", "refuse")
    )
    exit_ = list_address(number, kind=Kind.REVISION)
    return {"self": self, "agree": agree, "refuse": refuse, "exit": exit_}
