"""Sign-in, sign-out, passwords, the account's home and profile."""

import csv
import io
import re
from functools import partial

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.accounts import guards, new_password, one_device, presenters, service
from functions.accounts.forms import (
    ChangePasswordForm,
    ContinueForm,
    ForgotPasswordForm,
    LockForm,
    SignInForm,
    SignOutForm,
)
from functions.accounts.guards import (
    owner,
    signed_in,
    signed_in_to_watch,
    signed_in_with_any_password,
)
from functions.audit import service as audit
from functions.credentials import cookie, one_time_codes, otp_page
from functions.credentials.forms import NewPasswordForm, OtpForm
from functions.credentials.models import OneTimeCode
from functions.credentials.otp_page import OtpPage
from functions.reference.identifiers import mask_phone
from functions.web import contract, limits, network, page
from functions.web.language import current_language
from functions.web.limits import limiter
from functions.web.session_end import SessionEnd, StayForm, answer

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit(limits.SIGN_INS, methods=["POST"])
@contract("Sign in with code and password", returns=presenters.Empty, form=SignInForm)
def sign_in() -> AnyResponse:
    form = SignInForm()
    if request.method == "GET" and guards.current():
        return redirect(url_for(".home"), 303)
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
        return otp_page.to_start(".sign_in")
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
    return otp_page.answer(
        purpose, start=".sign_in", enter=_sign_in_here, resend=service.resend_code
    )


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
        return redirect(url_for(".sign_in"), 303)
    form = LockForm()
    if form.validate_on_submit():
        service.lock(*held, at=clock.now())
        cookie.forget()
        flash(gettext("Your account is locked. To open it, set a new password with your phone"))
        return redirect(url_for(".forgot_password"), 303)
    return page("accounts/ended.html", presenters.other_device(other), form=form)


@blueprint.route("/logout", methods=["GET", "POST"])
@signed_in_with_any_password
@contract("Sign out of this device", returns=presenters.Empty, form=SignOutForm)
def sign_out() -> AnyResponse:
    form = SignOutForm()
    if form.validate_on_submit():
        service.sign_out(owner(), at=clock.now())
        cookie.forget()
        flash(gettext("You have signed out"))
        return redirect(url_for(".sign_in"), 303)
    return page("accounts/sign_out.html", form=form)


@blueprint.route("/account/session", methods=["GET", "POST"])
@signed_in_to_watch
@contract("When the session ends; a POST is a use of it", returns=SessionEnd, form=StayForm)
def session_end() -> AnyResponse:
    return answer(owner().session, "accounts/session_end.html")


@blueprint.get("/account")
@signed_in
@contract("The account's home", returns=presenters.Home)
def home() -> Response:
    return page("accounts/home.html", presenters.home(owner().account))


@blueprint.get("/account/profile")
@signed_in
@contract("Personal information", returns=presenters.Profile)
def profile() -> Response:
    return page("accounts/profile.html", presenters.profile(owner().account))


@blueprint.get("/account/activity")
@signed_in
@contract("The access log: who saw or changed what, when", returns=presenters.Activity)
def activity() -> AnyResponse:
    if request.args.get("format") == "csv":
        return _activity_csv()
    entries = audit.page(owner().code, before=request.args.get("before", type=_place))
    has_older = bool(entries) and entries[-1].sequence > 1
    older = url_for(".activity", before=int(entries[-1].sequence)) if has_older else ""
    return page("accounts/activity.html", presenters.activity(entries, older=older))


@blueprint.route("/password", methods=["GET", "POST"])
@signed_in_with_any_password
@contract(
    "Change the password: first step", returns=presenters.PasswordPage, form=ChangePasswordForm
)
def change_password() -> AnyResponse:
    form = ChangePasswordForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            one_time_code = new_password.ask_to_change_password(
                owner(),
                old=form.old_password.data,
                new=form.new_password.data,
                language=current_language(),
                at=clock.now(),
            )
            otp_page.begin(one_time_code)
            return redirect(url_for(".confirm_password"), 303)
    data: presenters.PasswordPage = {"must_change": owner().must_change_password}
    return page("accounts/change_password.html", data, form=form)


@blueprint.route("/password/confirm", methods=["GET", "POST"])
@signed_in_with_any_password
@contract("Change the password: the code from the SMS", returns=OtpPage, form=OtpForm)
def confirm_password() -> AnyResponse:
    return otp_page.answer(
        one_time_codes.CHANGE_PASSWORD,
        start=".change_password",
        enter=_change_password,
        resend=partial(one_time_codes.resend, phone=owner().account.phone),
        phone=mask_phone(owner().account.phone),
    )


@blueprint.route("/password/forgot", methods=["GET", "POST"])
@limiter.limit(limits.CODES, methods=["POST"])
@contract("Forgot password: whose", returns=presenters.Empty, form=ForgotPasswordForm)
def forgot_password() -> AnyResponse:
    form = ForgotPasswordForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            one_time_code = new_password.ask_to_reset_password(
                form.code.data, language=current_language(), at=clock.now()
            )
            otp_page.begin(one_time_code)
            return redirect(url_for(".confirm_phone"), 303)
    return page("accounts/forgot_password.html", form=form)


@blueprint.route("/password/forgot/confirm", methods=["GET", "POST"])
@contract("Forgot password: the code from the SMS", returns=OtpPage, form=OtpForm)
def confirm_phone() -> AnyResponse:
    purpose = one_time_codes.RESET_PASSWORD
    return otp_page.answer(
        purpose, start=".forgot_password", enter=_prove_phone, resend=service.resend_code
    )


@blueprint.route("/password/forgot/new", methods=["GET", "POST"])
@contract("Forgot password: the new one", returns=presenters.Empty, form=NewPasswordForm)
def reset_password() -> AnyResponse:
    one_time_code = otp_page.under_way(one_time_codes.RESET_PASSWORD)
    if one_time_code is None:
        return otp_page.to_start(".forgot_password")
    form = NewPasswordForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            new_password.reset_password(one_time_code, form.new_password.data, at=clock.now())
            otp_page.end(one_time_code.purpose)
            cookie.leave(guards.NAME)
            flash(gettext("Your password has been changed. Sign in with it"))
            return redirect(url_for(".sign_in"), 303)
    return page("accounts/reset_password.html", form=form)


def _place(text: str) -> int:
    """A place in the log. Raises ValueError for what no log is long enough for."""
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise ValueError
    return int(text)


def _activity_csv() -> AnyResponse:
    table = io.StringIO()
    rows = csv.DictWriter(table, list(presenters.ActivityEntry.__annotations__))
    rows.writeheader()
    rows.writerows(presenters.activity_entry(entry) for entry in audit.every(owner().code))
    answer = Response(table.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="activity.csv"'
    return answer


def _sign_in_here(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    token = service.sign_in_on_second_device(
        one_time_code, otp, device=cookie.device(), at=clock.now()
    )
    return _enter(one_time_code.subject, token)


def _change_password(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    token = new_password.change_password(owner(), one_time_code, otp, at=clock.now())
    cookie.remember(guards.NAME, owner().code, token)
    flash(gettext("Your password has been changed"))
    return redirect(url_for(".home"), 303)


def _prove_phone(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    new_password.prove_phone(one_time_code, otp, at=clock.now())
    return redirect(url_for(".reset_password"), 303)


def _enter(code: str, token: str) -> AnyResponse:
    cookie.remember(guards.NAME, code, token)
    return redirect(cookie.wanted(default=url_for(".home")), 303)
