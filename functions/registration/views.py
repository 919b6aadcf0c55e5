"""Registration: who registers, the pages of Form No. 1, its review, the code from the phone."""

from functools import partial

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications import drafts
from functions.applications.errors import AlreadySubmitted, DraftChanged, DraftGone
from functions.applications.models import HAND_IN_WITHIN
from functions.credentials import one_time_codes, otp_page
from functions.credentials.forms import OtpForm
from functions.credentials.models import OneTimeCode
from functions.credentials.one_time_codes import phone_hash
from functions.credentials.otp_page import OtpPage
from functions.reference import agencies
from functions.registration import form_pages, guards, presenters, service
from functions.registration.forms import (
    GO_ON,
    ORGANISATION,
    AddressForm,
    AgencyForm,
    ApplicantForm,
    ContactForm,
    IdentityForm,
    ReviewForm,
    StepForm,
)
from functions.registration.guards import draft, drafting
from functions.web import contract, limits, page
from functions.web.language import current_language
from functions.web.limits import limiter

blueprint = Blueprint("registration", __name__, url_prefix="/register")
blueprint.app_errorhandler(DraftGone)(guards.to_start)
blueprint.app_errorhandler(AlreadySubmitted)(guards.to_application)
# What its pages say in numbers.
blueprint.context_processor(lambda: {"hand_in_days": HAND_IN_WITHIN.days})


@blueprint.route("", methods=["GET", "POST"])
@limiter.limit(limits.REGISTRATIONS, methods=["POST"])
@contract("Register: who is the applicant", returns=presenters.Start, form=ApplicantForm)
def start() -> AnyResponse:
    begun = guards.under_way()
    form = ApplicantForm(has_draft=begun is not None)
    if form.validate_on_submit():
        if form.applicant.data == ORGANISATION:
            return redirect(url_for(".organisation"), 303)
        if begun and form.applicant.data == GO_ON:
            return redirect(form_pages.url_of_first_missing(begun.answers), 303)
        guards.begin(drafts.begin(at=clock.now()))
        return redirect(url_for(".identity"), 303)
    return page("registration/start.html", {"has_draft": begun is not None}, form=form)


@blueprint.get("/organisation")
@contract("Register: where an organisation registers", returns=presenters.Empty)
def organisation() -> AnyResponse:
    return page("registration/organisation.html")


@blueprint.route("/individual", methods=["GET", "POST"])
@limiter.limit(limits.REGISTRATIONS, methods=["POST"])
@drafting
@contract("Declaration: who you are", returns=presenters.FormPage, form=IdentityForm)
def identity() -> AnyResponse:
    return _form_page("identity", IdentityForm.of(draft().answers))


@blueprint.route("/individual/contact", methods=["GET", "POST"])
@drafting
@contract("Declaration: phone, email, province", returns=presenters.FormPage, form=ContactForm)
def contact() -> AnyResponse:
    return _form_page("contact", ContactForm.of(draft().answers))


@blueprint.route("/individual/address", methods=["GET", "POST"])
@drafting
@contract("Declaration: ward, house and street", returns=presenters.FormPage, form=AddressForm)
def address() -> AnyResponse:
    if form_pages.is_early("address", draft().answers):
        return _to_missing()
    return _form_page("address", AddressForm.of(draft().answers))


@blueprint.route("/individual/agency", methods=["GET", "POST"])
@drafting
@contract(
    "Declaration: the agency that receives it; `all=yes` offers every one",
    returns=presenters.AgencyPage,
    form=AgencyForm,
)
def agency() -> AnyResponse:
    if form_pages.is_early("agency", draft().answers):
        return _to_missing()
    is_all = request.args.get("all") == "yes"
    form = AgencyForm.of(draft().answers, with_all=is_all)
    back = form_pages.url_before("agency")
    data = presenters.agency_page(form.offered, is_all=is_all, back=back)
    return _form_page("agency", form, data)


@blueprint.route("/review", methods=["GET", "POST"])
@limiter.limit(limits.CODES, methods=["POST"])
@drafting
@contract("The declaration as a whole, to agree to", returns=presenters.Review, form=ReviewForm)
def review() -> AnyResponse:
    if form_pages.first_missing(draft().answers):
        return _to_missing()
    form = ReviewForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            if form.version.data != str(int(draft().version)):
                raise DraftChanged
            last = otp_page.under_way(one_time_codes.REGISTER)
            language, at = current_language(), clock.now()
            otp_page.begin(service.send_code(draft(), last, language=language, at=at))
            session["reviewed"] = int(draft().version)
            return redirect(url_for(".phone"), 303)
    agency = agencies.find(draft().answers["agency"])
    back = form_pages.url_before(form_pages.REVIEW)
    data = presenters.review(draft(), agency, back=back)
    return page("registration/review.html", data, form=form)


@blueprint.route("/phone", methods=["GET", "POST"])
@drafting
@contract("The code that proves the declared phone", returns=OtpPage, form=OtpForm)
def phone() -> AnyResponse:
    if form_pages.first_missing(draft().answers):
        return _to_missing()
    return otp_page.answer(
        one_time_codes.REGISTER,
        start=".review",
        enter=_submit,
        resend=partial(service.resend_code, draft()),
        phone=draft().answers["phone"],
        template="registration/phone.html",
    )


def _submit(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    application = service.submit(
        draft(),
        one_time_code,
        otp,
        reviewed=session.get("reviewed", 0),
        language=current_language(),
        at=clock.now(),
    )
    guards.grant(application.number, phone_hash(application.answers["phone"]))
    return redirect(url_for("tracking.status", number=application.number), 303)


def _form_page(name: str, form: StepForm, data: presenters.FormPage | None = None) -> AnyResponse:
    """One page of the declaration: saved, then on to the next, or back to the review."""
    if form.validate_on_submit():
        with form.showing_refusals():
            service.save_answers(draft(), form.answers(), at=clock.now())
            return redirect(form_pages.url_after(name, draft().answers), 303)
    data = data or presenters.form_page(name, back=form_pages.url_before(name))
    return page(f"registration/{name}.html", data, form=form)


def _to_missing() -> AnyResponse:
    return redirect(form_pages.url_of_first_missing(draft().answers), 303)
