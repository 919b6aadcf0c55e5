"""An application on the officers' desk: the declaration beside the registry's answer."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, request, session, url_for

from functions import clock
from functions.applications import officer_presenters as presenters
from functions.applications import revision_officer_views, service
from functions.applications.errors import NoSuchApplication
from functions.applications.models import Application, Kind
from functions.applications.officer_forms import AssessmentForm, PaperForm
from functions.applications.officer_list_views import list_address
from functions.officers.guards import officer, officers_only
from functions.registry.systems import Check, Systems, SystemUnavailable
from functions.web import page, resource

blueprint = Blueprint("desk_detail", __name__, url_prefix="/officer/applications")


@blueprint.context_processor
def _forms() -> dict[str, type]:
    """The detail shows the forms of two other routes, which take them and describe them."""
    return {"assessment_form": AssessmentForm, "paper_form": PaperForm}


@blueprint.get("/<number>")
@officers_only
@resource("An application, held against the systems of record", returns=presenters.Detail)
def detail(number: str) -> Response:
    at = clock.now()
    application = service.open_for(officer().actor, number, at=at)
    session["opened"] = number
    if application.type == Kind.REVISION:
        return revision_officer_views.detail_of(application)
    check, fault = _ask(application)
    data = presenters.detail(application, check, fault, links_of(number), at=at)
    return page("applications/officer/detail.html", data)


@blueprint.get("/<number>/photo.jpg")
@officers_only
def picture(number: str) -> Response:
    image = service.photo(opened(number, at=clock.now()))
    if image is None:
        raise NoSuchApplication
    return Response(image, mimetype="image/jpeg")


@blueprint.get("/guidance")
@officers_only
@resource("How a person gets a social security code", returns=presenters.Guidance)
def guidance() -> Response:
    number = request.args.get("number", "")
    links = links_of(number) if number else None
    return page(
        "applications/officer/guidance.html",
        presenters.guidance(links["self"] if links else list_address("")),
    )


def opened(number: str, *, at: datetime) -> Application:
    """The application, for a part or a step of its detail.

    Opened for the first time this way, it is logged like its detail: once, not for each part.
    """
    if session.get("opened") == number:
        return service.find_for(officer().actor, number, at=at)
    application = service.open_for(officer().actor, number, at=at)
    session["opened"] = number
    return application


def systems_asked() -> Systems:
    """The systems of record that this app was made with."""
    asked: Systems = current_app.config["SYSTEMS"]
    return asked


def links_of(number: str) -> presenters.Addresses:
    """The addresses around an application; each keeps the way back to the list."""
    kept: dict[str, Any] = {"number": number, "back": request.args.get("back") or None}
    return {
        "self": url_for("desk_detail.detail", **kept),
        "assessment": url_for("desk_steps.assessment", **kept),
        "paper": url_for("desk_steps.paper", **kept),
        "photo": url_for("desk_steps.photo", **kept),
        "picture": url_for("desk_detail.picture", number=number),
        "guidance": url_for("desk_detail.guidance", **kept),
        "exit": list_address(number),
    }


def _ask(application: Application) -> tuple[Check | None, SystemUnavailable | None]:
    """The registry's answer, or why there is none: the detail opens either way."""
    try:
        return service.check(application, asked=systems_asked()), None
    except SystemUnavailable as fault:
        return None, fault
