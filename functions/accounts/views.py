"""The account of somebody signed in: home, profile, access log, the session and its end."""

import re

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.accounts import presenters, service
from functions.accounts.guards import (
    owner,
    signed_in,
    signed_in_to_watch,
    signed_in_with_any_password,
)
from functions.audit import service as audit
from functions.credentials import cookie
from functions.credentials.forms import SignOutForm
from functions.registry import service as registry
from functions.web import contract, page
from functions.web.session_end import SessionEnd, StayForm, answer

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/logout", methods=["GET", "POST"])
@signed_in_with_any_password
@contract("Sign out of this device", returns=presenters.Empty, form=SignOutForm)
def sign_out() -> AnyResponse:
    form = SignOutForm()
    if form.validate_on_submit():
        service.sign_out(owner(), at=clock.now())
        cookie.forget()
        flash(gettext("You have signed out"))
        return redirect(url_for("sign_in.start"), 303)
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
    return page(
        "accounts/home.html", presenters.home(owner().account, registry.find_person(owner().code))
    )


@blueprint.get("/account/profile")
@signed_in
@contract("Personal information", returns=presenters.Profile)
def profile() -> Response:
    return page(
        "accounts/profile.html",
        presenters.profile(owner().account, registry.find_person(owner().code)),
    )


@blueprint.get("/account/activity")
@signed_in
@contract("The access log: who saw or changed what, when", returns=presenters.Activity)
def activity() -> AnyResponse:
    if request.args.get("format") == "csv":
        return _as_file(presenters.activity_csv(audit.every(owner().code)))
    entries = audit.page(owner().code, before=request.args.get("before", type=_sequence))
    has_older = bool(entries) and entries[-1].sequence > 1
    older = url_for(".activity", before=int(entries[-1].sequence)) if has_older else ""
    return page("accounts/activity.html", presenters.activity(entries, older=older))


def _sequence(text: str) -> int:
    """The number of an entry. Raises ValueError for what no log is long enough for."""
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise ValueError
    return int(text)


def _as_file(text: str) -> Response:
    answer = Response(text, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="activity.csv"'
    return answer
