"""Sign-in, sign-out, passwords, the account's home and profile."""

from flask import Blueprint, Response, flash, redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.accounts import challenges, devices, guards, presenters, service
from functions.accounts.forms import (
    ChangePasswordForm,
    ForgotPasswordForm,
    NewPasswordForm,
    OtpForm,
    SignInForm,
    SignOutForm,
)
from functions.accounts.guards import owner, signed_in, signed_in_with_any_password
from functions.web import page, resource
from functions.web.language import current_language

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
@resource("Sign in with code and password", returns=presenters.Empty, form=SignInForm)
def sign_in() -> AnyResponse:
    form = SignInForm()
    if request.method == "GET" and guards.current():
        return redirect(url_for(".home"), 303)
    if form.validate_on_submit():
        with form.refusals():
            device = devices.label(request.user_agent.string)
            code, password = form.code.data, form.password.data
            token = service.sign_in(code, password, device=device, at=clock.now())
            guards.remember(code, token)
            return redirect(session.pop("wanted", None) or url_for(".home"), 303)
    return page("accounts/sign_in.html", form=form)


@blueprint.route("/logout", methods=["GET", "POST"])
@signed_in_with_any_password
@resource("Sign out of this device", returns=presenters.Empty, form=SignOutForm)
def sign_out() -> AnyResponse:
    form = SignOutForm()
    if form.validate_on_submit():
        service.sign_out(owner(), at=clock.now())
        guards.forget()
        flash(gettext("You have signed out"))
        return redirect(url_for(".sign_in"), 303)
    return page("accounts/sign_out.html", form=form)


@blueprint.get("/account")
@signed_in
@resource("The account's home", returns=presenters.Home)
def home() -> Response:
    return page("accounts/home.html", presenters.home(owner().account))


@blueprint.get("/account/profile")
@signed_in
@resource("Personal information", returns=presenters.Profile)
def profile() -> Response:
    return page("accounts/profile.html", presenters.profile(owner().account))


@blueprint.route("/password", methods=["GET", "POST"])
@signed_in_with_any_password
@resource(
    "Change the password: first step", returns=presenters.PasswordPage, form=ChangePasswordForm
)
def change_password() -> AnyResponse:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        with form.refusals():
            session["challenge"] = service.ask_to_change_password(
                owner().account,
                old=form.old_password.data,
                new=form.new_password.data,
                language=current_language(),
                at=clock.now(),
            )
            return redirect(url_for(".confirm_password"), 303)
    data: presenters.PasswordPage = {"must_change": owner().must_change_password}
    return page("accounts/change_password.html", data, form=form)


@blueprint.route("/password/confirm", methods=["GET", "POST"])
@signed_in_with_any_password
@resource("Change the password: the code from the SMS", returns=presenters.OtpPage, form=OtpForm)
def confirm_password() -> AnyResponse:
    if "challenge" not in session:
        return redirect(url_for(".change_password"), 303)
    form = OtpForm()
    if form.validate_on_submit():
        with form.refusals():
            if form.resend.data:
                return _resend(challenges.CHANGE_PASSWORD, ".confirm_password")
            token = service.change_password(
                owner(), session["challenge"], form.otp.data, at=clock.now()
            )
            guards.remember(owner().code, token)
            flash(gettext("Your password has been changed"))
            return redirect(url_for(".home"), 303)
    return page("accounts/otp.html", presenters.otp_page(owner().account), form=form)


@blueprint.route("/password/forgot", methods=["GET", "POST"])
@resource("Forgot password: whose", returns=presenters.Empty, form=ForgotPasswordForm)
def forgot_password() -> AnyResponse:
    form = ForgotPasswordForm()
    if form.validate_on_submit():
        with form.refusals():
            challenge = service.ask_to_reset_password(
                form.code.data, language=current_language(), at=clock.now()
            )
            guards.forget()
            session["challenge"] = challenge
            return redirect(url_for(".confirm_phone"), 303)
    return page("accounts/forgot_password.html", form=form)


@blueprint.route("/password/forgot/confirm", methods=["GET", "POST"])
@resource("Forgot password: the code from the SMS", returns=presenters.OtpPage, form=OtpForm)
def confirm_phone() -> AnyResponse:
    if "challenge" not in session:
        return redirect(url_for(".forgot_password"), 303)
    form = OtpForm()
    if form.validate_on_submit():
        with form.refusals():
            if form.resend.data:
                return _resend(challenges.RESET_PASSWORD, ".confirm_phone")
            service.prove_phone(session["challenge"], form.otp.data, at=clock.now())
            return redirect(url_for(".reset_password"), 303)
    return page("accounts/otp.html", presenters.otp_page(None), form=form)


@blueprint.route("/password/forgot/new", methods=["GET", "POST"])
@resource("Forgot password: the new one", returns=presenters.Empty, form=NewPasswordForm)
def reset_password() -> AnyResponse:
    if "challenge" not in session:
        return redirect(url_for(".forgot_password"), 303)
    form = NewPasswordForm()
    if form.validate_on_submit():
        with form.refusals():
            service.reset_password(session["challenge"], form.new_password.data, at=clock.now())
            guards.forget()
            flash(gettext("Your password has been changed. Sign in with it"))
            return redirect(url_for(".sign_in"), 303)
    return page("accounts/reset_password.html", form=form)


def _resend(purpose: str, back: str) -> AnyResponse:
    service.resend_code(session["challenge"], purpose, language=current_language(), at=clock.now())
    flash(gettext("We have sent another code"))
    return redirect(url_for(back), 303)
