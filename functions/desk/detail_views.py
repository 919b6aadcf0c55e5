"""An application on the officers' desk: the declaration beside the registry's answer."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications import decisions
from functions.applications.errors import NoSuchApplication
from functions.applications.models import Application, Kind
from functions.desk import presenters
from functions.desk.forms import AssessmentForm, PaperForm
from functions.desk.opened import open_detail, opened
from functions.desk.way_back import links_of, list_url
from functions.officers.guards import officer, officers_only
from functions.registry.errors import SystemUnavailable
from functions.registry.service import Check
from functions.web import contract, page

blueprint = Blueprint("desk_detail", __name__, url_prefix="/officer/applications")


@blueprint.context_processor
def _forms() -> dict[str, type]:
    """The detail shows the forms of two other routes, which take them and describe them."""
    return {"assessment_form": AssessmentForm, "paper_form": PaperForm}


@blueprint.get("/<number>")
@officers_only
@contract("An application, held against the systems of record", returns=presenters.Detail)
def detail(number: str) -> AnyResponse:
    at = clock.now()
    if decisions.find_for(officer().actor, number, at=at).type == Kind.REVISION:
        back = request.args.get("back") or None
        return redirect(url_for("desk_revisions.changes", number=number, back=back), 303)
    application = open_detail(number, kind=Kind.REGISTRATION, at=at)
    check, fault = _ask(application)
    data = presenters.detail(application, check, fault, links_of(number), at=at)
    return page("desk/detail.html", data)


@blueprint.get("/<number>/photo.jpg")
@officers_only
def picture(number: str) -> Response:
    image = decisions.photo(opened(number, kind=Kind.REGISTRATION, at=clock.now()))
    if image is None:
        raise NoSuchApplication
    return Response(image, mimetype="image/jpeg")


@blueprint.get("/guidance")
@officers_only
@contract("How a person gets a social security code", returns=presenters.Guidance)
def guidance() -> Response:
    number = request.args.get("number", "")
    links = links_of(number) if number else None
    return page(
        "desk/guidance.html",
        presenters.guidance(links["self"] if links else list_url("")),
    )


def _ask(application: Application) -> tuple[Check | None, SystemUnavailable | None]:
    """The registry's answer, or why there is none: the detail opens either way."""
    try:
        return decisions.check(application), None
    except SystemUnavailable as fault:
        return None, fault
