"""Tracking: the number, the code from the phone, and where the application is."""

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.applications import decisions
from functions.applications.models import HAND_IN_WITHIN, Application
from functions.applications.reasons import texts_of
from functions.credentials import one_time_codes, otp_page, passwords
from functions.credentials.forms import OtpForm
from functions.credentials.models import OneTimeCode
from functions.credentials.otp_page import OtpPage
from functions.reference import agencies
from functions.registration import guards, presenters, service, tracking
from functions.registration.errors import PhoneNotProved
from functions.registration.forms import CorrectForm, TrackForm
from functions.web import contract, limits, page
from functions.web.language import current_language
from functions.web.limits import limiter

blueprint = Blueprint("tracking", __name__, url_prefix="/register")
blueprint.app_errorhandler(PhoneNotProved)(guards.to_tracking)
# What its pages say in numbers.
blueprint.context_processor(
    lambda: {"hand_in_days": HAND_IN_WITHIN.days, "initial_days": passwords.INITIAL_VALID.days}
)


@blueprint.route("/track", methods=["GET", "POST"])
@limiter.limit(limits.CODES, methods=["POST"])
@contract("Track an application: its number", returns=presenters.Empty, form=TrackForm)
def ask() -> AnyResponse:
    form = TrackForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            one_time_code = tracking.send_code(
                form.number.parsed, language=current_language(), at=clock.now()
            )
            otp_page.begin(one_time_code)
            return redirect(url_for(".confirm"), 303)
    return page("registration/track.html", form=form)


@blueprint.route("/track/confirm", methods=["GET", "POST"])
@contract("Track an application: the code", returns=OtpPage, form=OtpForm)
def confirm() -> AnyResponse:
    return otp_page.answer(
        one_time_codes.TRACK,
        start=".ask",
        enter=_enter,
        resend=tracking.resend_code,
        template="registration/track_confirm.html",
    )


@blueprint.get("/<number>")
@contract("Where an application is", returns=presenters.Tracking, form=CorrectForm)
def status(number: str) -> AnyResponse:
    return _shown(guards.granted(number), CorrectForm())


@blueprint.post("/<number>/correct")
@contract("Correct a rejected application", returns=presenters.Tracking, form=CorrectForm)
def correct(number: str) -> AnyResponse:
    application, form = guards.granted(number), CorrectForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            photo = decisions.find_photo(application)
            guards.begin(service.correct(application, photo, at=clock.now()))
            return redirect(url_for("registration.review"), 303)
    return _shown(application, form)


@blueprint.get("/<number>.pdf")
def printed(number: str) -> AnyResponse:
    # Its typesetter is large: a page that prints nothing does not load it.
    from functions.registration import declaration_pdf

    application = guards.granted(number)
    sheet = presenters.sheet(application, agencies.find(application.agency))
    pdf = declaration_pdf.render(sheet, photo=decisions.find_photo(application))
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="VssID-{number}.pdf"'
    return answer


def _shown(application: Application, form: CorrectForm) -> AnyResponse:
    pdf = url_for(".printed", number=application.number)
    reasons = texts_of(application.reasons, application.note, current_language())
    agency = agencies.find(application.agency)
    data = presenters.tracking(application, agency, reasons=reasons, pdf=pdf)
    return page("registration/status.html", data, form=form)


def _enter(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    tracking.prove(one_time_code, otp, at=clock.now())
    otp_page.end(one_time_code.purpose)
    guards.grant(one_time_code.subject, one_time_code.phone_hash)
    return redirect(url_for(".status", number=one_time_code.subject), 303)
