"""Sign-in: code and password, and the way past another device that is signed in."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.accounts import guards, one_device, presenters, service
from functions.accounts.forms import ContinueForm, LockForm, SignInForm
from functions.credentials import cookie, one_time_codes, otp_page
from functions.credentials.forms import OtpForm
from functions.credentials.models import OneTimeCode
from functions.credentials.otp_page import OtpPage
from functions.web import contract, limits, network, page
from functions.web.language import current_language
from functions.web.limits import limiter

blueprint = Blueprint("sign_in", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit(limits.SIGN_INS, methods=["POST"])
@contract("Sign in with code and password", returns=presenters.Empty, form=SignInForm)
def start() -> AnyResponse:
    form = SignInForm()
    if request.method == "GET" and guards.current():
        return redirect(url_for("accounts.home"), 303)
    if form.validate_on_submit():
        with form.showing_refusals():
            code, password = form.code.data, form.password.data
            step = service.sign_in(
                code,
                password,
                device=cookie.device(),
                network=network.client_digest(),
                at=clock.now(),
            )
            if isinstance(step, service.Elsewhere):
                otp_page.begin(step.one_time_code)
                return redirect(url_for(".second_device"), 303)
            return _enter(code, step.token)
    return page("accounts/sign_in.html", form=form)


@blueprint.route("/login/device", methods=["GET", "POST"])
@contract(
    "Another device is signed in: go on or not",
    returns=presenters.OtherDevice,
    form=ContinueForm,
)
def second_device() -> AnyResponse:
    one_time_code = otp_page.under_way(one_time_codes.SECOND_DEVICE)
    if one_time_code is None:
        return otp_page.to_start(".start")
    form = ContinueForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            service.resend_code(one_time_code, language=current_language(), at=clock.now())
            return redirect(url_for(".confirm_device"), 303)
    other = one_device.elsewhere(one_time_code.subject, cookie.device(), at=clock.now())
    return page("accounts/second_device.html", presenters.other_device(other), form=form)


@blueprint.route("/login/device/confirm", methods=["GET", "POST"])
@contract("Another device is signed in: the code from the SMS", returns=OtpPage, form=OtpForm)
def confirm_device() -> AnyResponse:
    purpose = one_time_codes.SECOND_DEVICE
    return otp_page.answer(purpose, start=".start", enter=_sign_in_here, resend=service.resend_code)


@blueprint.route("/login/ended", methods=["GET", "POST"])
@contract(
    "Signed out by another device: why, and the lock",
    returns=presenters.OtherDevice,
    form=LockForm,
)
def ended() -> AnyResponse:
    held = cookie.held(guards.NAME)
    other = one_device.ousted_by(*held) if held else None
    if held is None or other is None:
        return redirect(url_for(".start"), 303)
    form = LockForm()
    if form.validate_on_submit():
        service.lock(*held, at=clock.now())
        cookie.forget()
        flash(gettext("Your account is locked. To open it, set a new password with your phone"))
        return redirect(url_for("password.forgot"), 303)
    return page("accounts/ended.html", presenters.other_device(other), form=form)


def _sign_in_here(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    token = service.sign_in_on_second_device(
        one_time_code, otp, device=cookie.device(), at=clock.now()
    )
    return _enter(one_time_code.subject, token)


def _enter(code: str, token: str) -> AnyResponse:
    cookie.remember(guards.NAME, code, token)
    return redirect(cookie.wanted(default=url_for("accounts.home")), 303)
