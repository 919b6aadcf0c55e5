"""Sign-in, enrolment, password and home of the officers' desk."""

from flask import Blueprint, Response, flash, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.credentials import cookie
from functions.credentials.forms import SignOutForm
from functions.officers import enrolment, guards, presenters, service
from functions.officers.forms import (
    ChangeOwnPasswordForm,
    EnrolAppForm,
    EnrolPasswordForm,
    SignInForm,
)
from functions.officers.guards import (
    enrolling,
    enrolling_only,
    officer,
    officers_only,
    officers_only_to_watch,
)
from functions.officers.service import SignedInOfficer
from functions.web import contract, limits, page
from functions.web.limits import limiter
from functions.web.session_end import SessionEnd, StayForm, answer

blueprint = Blueprint("officers", __name__, url_prefix="/officer")


@blueprint.app_context_processor
def _signed_in() -> dict[str, SignedInOfficer | None]:
    """Give the header the officer whom a guard has let in; an error page reads no table for it."""
    return {"signed_in_officer": g.get("officer")}


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit(limits.SIGN_INS, methods=["POST"])
@contract("Sign in with user name, password and code", returns=presenters.Empty, form=SignInForm)
def sign_in() -> AnyResponse:
    form = SignInForm()
    if request.method == "GET" and guards.current():
        return redirect(url_for(".home"), 303)
    if form.validate_on_submit():
        with form.showing_refusals():
            username = form.username.data
            started = service.sign_in(
                username,
                form.password.data,
                form.totp.data,
                device=cookie.device(),
                at=clock.now(),
            )
            cookie.remember(guards.NAME, username, started.token)
            return redirect(url_for(".enrol"), 303) if started.must_enrol else _enter()
    return page("officers/sign_in.html", form=form)


@blueprint.route("/enrol", methods=["GET", "POST"])
@enrolling_only
@contract("First sign-in: an own password", returns=presenters.Empty, form=EnrolPasswordForm)
def enrol() -> AnyResponse:
    form = EnrolPasswordForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            enrolment.choose_password(enrolling(), form.new_password.data)
            return redirect(url_for(".enrol_app"), 303)
    return page("officers/enrol_password.html", form=form)


@blueprint.route("/enrol/app", methods=["GET", "POST"])
@enrolling_only
@contract("First sign-in: the authenticator app", returns=presenters.EnrolApp, form=EnrolAppForm)
def enrol_app() -> AnyResponse:
    if not enrolling().has_password:
        return redirect(url_for(".enrol"), 303)
    form = EnrolAppForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            token = enrolment.confirm(
                enrolling(), form.totp.data, device=cookie.device(), at=clock.now()
            )
            cookie.remember(guards.NAME, enrolling().officer.username, token)
            flash(gettext("Your password and the app are set. You are signed in"))
            return _enter()
    return page("officers/enrol_app.html", presenters.enrol_app(enrolling()), form=form)


@blueprint.route("/session", methods=["GET", "POST"])
@officers_only_to_watch
@contract("When the session ends; a POST is a use of it", returns=SessionEnd, form=StayForm)
def session_end() -> AnyResponse:
    return answer(officer().session, "officers/session_end.html")


@blueprint.get("/")
@officers_only
@contract("The officer's home", returns=presenters.Home)
def home() -> Response:
    return page("officers/home.html", presenters.home(officer()))


@blueprint.route("/password", methods=["GET", "POST"])
@officers_only
@contract("Change the own password", returns=presenters.Empty, form=ChangeOwnPasswordForm)
def change_password() -> AnyResponse:
    form = ChangeOwnPasswordForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            token = service.change_password(
                officer(),
                old=form.old_password.data,
                new=form.new_password.data,
                totp=form.totp.data,
                at=clock.now(),
            )
            cookie.remember(guards.NAME, officer().username, token)
            flash(gettext("Your password has been changed"))
            return redirect(url_for(".home"), 303)
    return page("officers/change_password.html", form=form)


@blueprint.route("/logout", methods=["GET", "POST"])
@officers_only
@contract("Sign out", returns=presenters.Empty, form=SignOutForm)
def sign_out() -> AnyResponse:
    form = SignOutForm()
    if form.validate_on_submit():
        service.sign_out(officer(), at=clock.now())
        cookie.forget()
        flash(gettext("You have signed out"))
        return redirect(url_for(".sign_in"), 303)
    return page("officers/sign_out.html", form=form)


def _enter() -> AnyResponse:
    return redirect(cookie.wanted(default=url_for(".home")), 303)
