"""A new password: for somebody who is signed in, or forgot the old one."""

from functools import partial

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.accounts import guards, new_password, presenters, service
from functions.accounts.forms import ForgotPasswordForm
from functions.accounts.guards import owner, signed_in_with_any_password
from functions.credentials import cookie, one_time_codes, otp_page, passwords
from functions.credentials.forms import ChangePasswordForm, NewPasswordForm, OtpForm
from functions.credentials.models import OneTimeCode
from functions.credentials.otp_page import OtpPage
from functions.reference.identifiers import mask_phone
from functions.web import contract, limits, page
from functions.web.language import current_language
from functions.web.limits import limiter

blueprint = Blueprint("password", __name__)
# What its pages say in numbers.
blueprint.context_processor(lambda: {"months_valid": passwords.MONTHS_VALID})


@blueprint.route("/password", methods=["GET", "POST"])
@signed_in_with_any_password
@contract(
    "Change the password: first step", returns=presenters.PasswordPage, form=ChangePasswordForm
)
def change() -> AnyResponse:
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
            return redirect(url_for(".confirm_change"), 303)
    data: presenters.PasswordPage = {"must_change": owner().must_change_password}
    return page("accounts/change_password.html", data, form=form)


@blueprint.route("/password/confirm", methods=["GET", "POST"])
@signed_in_with_any_password
@contract("Change the password: the code from the SMS", returns=OtpPage, form=OtpForm)
def confirm_change() -> AnyResponse:
    return otp_page.answer(
        one_time_codes.CHANGE_PASSWORD,
        start=".change",
        enter=_set_password,
        resend=partial(one_time_codes.resend, phone=owner().account.phone),
        phone=mask_phone(owner().account.phone),
    )


@blueprint.route("/password/forgot", methods=["GET", "POST"])
@limiter.limit(limits.CODES, methods=["POST"])
@contract("Forgot password: whose", returns=presenters.Empty, form=ForgotPasswordForm)
def forgot() -> AnyResponse:
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
    return otp_page.answer(purpose, start=".forgot", enter=_prove_phone, resend=service.resend_code)


@blueprint.route("/password/forgot/new", methods=["GET", "POST"])
@contract("Forgot password: the new one", returns=presenters.Empty, form=NewPasswordForm)
def reset() -> AnyResponse:
    one_time_code = otp_page.under_way(one_time_codes.RESET_PASSWORD)
    if one_time_code is None:
        return otp_page.to_start(".forgot")
    form = NewPasswordForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            new_password.reset_password(one_time_code, form.new_password.data, at=clock.now())
            otp_page.end(one_time_code.purpose)
            cookie.leave(guards.NAME)
            flash(gettext("Your password has been changed. Sign in with it"))
            return redirect(url_for("sign_in.start"), 303)
    return page("accounts/reset_password.html", form=form)


def _set_password(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    token = new_password.change_password(owner(), one_time_code, otp, at=clock.now())
    cookie.remember(guards.NAME, owner().code, token)
    flash(gettext("Your password has been changed"))
    return redirect(url_for("accounts.home"), 303)


def _prove_phone(one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    new_password.prove_phone(one_time_code, otp, at=clock.now())
    return redirect(url_for(".reset"), 303)
