"""An application on the officers' desk: the declaration beside the registry's answer."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications import decisions
from functions.applications.errors import NoSuchApplication
from functions.applications.models import Application, Kind
from functions.applications.reasons import texts_of
from functions.desk import presenters
from functions.desk.forms import AssessmentForm, PaperForm
from functions.desk.opened import open_detail, opened
from functions.desk.way_back import links_of, list_url
from functions.officers.guards import officer, officers_only
from functions.registry.errors import SystemUnavailable
from functions.registry.service import Check
from functions.web import contract, page
from functions.web.language import current_language

blueprint = Blueprint("desk_detail", __name__, url_prefix="/officer/applications")


@blueprint.get("/<number>")
@officers_only
@contract("An application, held against the systems of record", returns=presenters.Detail)
def detail(number: str) -> AnyResponse:
    at = clock.now()
    application = decisions.find(number, at=at, agency=officer().agency)
    if application.kind == Kind.REVISION:
        back = request.args.get("back") or None
        return redirect(url_for("desk_revisions.changes", number=number, back=back), 303)
    open_detail(application, at=at)
    check, fault = _compare(application)
    reasons = texts_of(application.reasons, application.note, current_language())
    data = presenters.detail(application, check, fault, links_of(number), reasons=reasons, at=at)
    # The detail shows the forms of two other routes, which take them and describe them.
    forms = {"assessment_form": AssessmentForm(), "paper_form": PaperForm()}
    return page("desk/detail.html", data, other_forms=forms)


@blueprint.get("/<number>/photo.jpg")
@officers_only
def picture(number: str) -> Response:
    application = opened(number, kind=Kind.REGISTRATION, at=clock.now())
    image = decisions.find_photo(application)
    if image is None:
        raise NoSuchApplication
    return Response(image, mimetype="image/jpeg")


@blueprint.get("/guidance")
@officers_only
@contract("How a person gets a social security code", returns=presenters.Guidance)
def guidance() -> Response:
    number = request.args.get("number", "")
    exit_ = links_of(number)["self"] if number else list_url("")
    return page("desk/guidance.html", presenters.guidance(exit_))


def _compare(application: Application) -> tuple[Check | None, SystemUnavailable | None]:
    """The registry's answer, or why there is none: the detail opens either way."""
    try:
        return decisions.compare_with_registry(application), None
    except SystemUnavailable as fault:
        return None, fault
