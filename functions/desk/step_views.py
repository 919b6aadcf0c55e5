"""What an officer does with an application: the paper, the photo, the assessment."""

from flask import Blueprint, flash, redirect
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications import decisions, photos
from functions.applications.errors import CodeNotConfirmed
from functions.applications.models import Application, Kind
from functions.applications.reasons import texts_of
from functions.desk import presenters
from functions.desk.forms import ADEQUATE, AssessmentForm, PaperForm, PhotoForm
from functions.desk.opened import opened
from functions.desk.way_back import links_of
from functions.officers.guards import officer, officers_only
from functions.web import contract, page
from functions.web.fields import form_with_file
from functions.web.language import current_language

blueprint = Blueprint("desk_steps", __name__, url_prefix="/officer/applications/<number>")
# What its pages say in numbers.
blueprint.context_processor(lambda: {"max_megabytes": photos.MAX_MEGABYTES})


@blueprint.route("/paper", methods=["GET", "POST"])
@officers_only
@contract("Record that the signed paper came", returns=presenters.DeskStep, form=PaperForm)
def paper(number: str) -> AnyResponse:
    application, form = opened(number, kind=Kind.REGISTRATION, at=clock.now()), PaperForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            decisions.receive_paper(application, officer=officer().actor, at=clock.now())
            flash(gettext("The paper of %(number)s is recorded as received", number=number))
            return redirect(links_of(number)["self"], 303)
    return _step_page("paper", application, form)


@blueprint.route("/photo", methods=["GET", "POST"])
@officers_only
@contract("Change the photo", returns=presenters.DeskStep, form=PhotoForm)
def photo(number: str) -> AnyResponse:
    application = opened(number, kind=Kind.REGISTRATION, at=clock.now())
    form = form_with_file(PhotoForm, max_bytes=photos.MAX_BYTES, too_large=photos.FileTooLarge())
    if form.validate_on_submit():
        with form.showing_refusals():
            file = form.photo if form.photo.data else form.camera
            image = photos.portrait_of(file.filename, file.content())
            decisions.change_photo(application, image, officer=officer().actor, at=clock.now())
            flash(gettext("The photo of %(number)s was changed", number=number))
            return redirect(links_of(number)["self"], 303)
    return _step_page("photo", application, form)


@blueprint.route("/assessment", methods=["GET", "POST"])
@officers_only
@contract("Adequate, or inadequate and why", returns=presenters.DeskStep, form=AssessmentForm)
def assessment(number: str) -> AnyResponse:
    application, form = opened(number, kind=Kind.REGISTRATION, at=clock.now()), AssessmentForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            flash(_assess(application, form))
            return redirect(links_of(number)["self"], 303)
    return _step_page("assessment", application, form)


def _assess(application: Application, form: AssessmentForm) -> str:
    """Decide; returns the notice for the officer."""
    actor, at, number = officer().actor, clock.now(), application.number
    if form.assessment.data == ADEQUATE:
        decisions.accept(application, officer=actor, at=at)
        return gettext(
            "%(number)s is adequate: the account was issued, and the applicant gets the first "
            "password by SMS",
            number=number,
        )
    reasons, note = form.reasons.data, form.note.data
    decisions.reject(application, reasons=reasons, note=note, officer=actor, at=at)
    return gettext("%(number)s is inadequate: the applicant gets the reasons by SMS", number=number)


def _step_page(
    step: str, application: Application, form: PaperForm | AssessmentForm | PhotoForm
) -> AnyResponse:
    data = presenters.step(
        application,
        links_of(application.number),
        reasons=texts_of(application.reasons, application.note, current_language()),
        needs_guidance=isinstance(form.refusal, CodeNotConfirmed),
    )
    return page(f"desk/{step}.html", data, form=form)
