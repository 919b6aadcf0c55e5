"""S24, the citizen's side: choose what to change, check it, confirm it with a code, follow it."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, flash, redirect, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from functions import clock
from functions.accounts.guards import owner, signed_in
from functions.applications.models import Application, Draft
from functions.applications.reasons import texts_of
from functions.credentials import one_time_codes, otp_page
from functions.credentials.forms import OtpForm
from functions.credentials.models import OneTimeCode
from functions.credentials.otp_page import OtpPage
from functions.reference.identifiers import mask_phone
from functions.revisions import presenters, service
from functions.revisions.errors import NothingChanged
from functions.revisions.forms import (
    AskForm,
    DetailForm,
    EmailForm,
    IdentityForm,
    PhoneForm,
    ProvinceForm,
    WardForm,
)
from functions.web import contract, page
from functions.web.language import current_language

blueprint = Blueprint("revisions", __name__, url_prefix="/account")

# Where each thing is changed.
PAGES = {
    "phone": "revisions.phone",
    "email": "revisions.email",
    "identity_number": "revisions.identity",
    "address": "revisions.province",
}


@blueprint.get("/revision")
@signed_in
@contract("Update my details: what is registered", returns=presenters.ChoicePage)
def choose() -> Response:
    details = service.registered(owner().account)
    data = presenters.choice_page(details, service.of_person(owner().code), _urls())
    return page("revisions/choose.html", data)


@blueprint.route("/revision/phone", methods=["GET", "POST"])
@signed_in
@contract("Update my details: the phone", returns=presenters.RegisteredDetail, form=PhoneForm)
def phone() -> AnyResponse:
    return _detail("phone", lambda current, typed: PhoneForm(data=typed))


@blueprint.route("/revision/email", methods=["GET", "POST"])
@signed_in
@contract("Update my details: the email", returns=presenters.RegisteredDetail, form=EmailForm)
def email() -> AnyResponse:
    return _detail("email", lambda current, typed: EmailForm(data={**current, **typed}))


@blueprint.route("/revision/identity", methods=["GET", "POST"])
@signed_in
@contract(
    "Update my details: the identity document",
    returns=presenters.RegisteredDetail,
    form=IdentityForm,
)
def identity() -> AnyResponse:
    return _detail("identity_number", lambda current, typed: IdentityForm(data=typed))


@blueprint.route("/revision/province", methods=["GET", "POST"])
@signed_in
@contract(
    "Update my details: the address, its province",
    returns=presenters.RegisteredDetail,
    form=ProvinceForm,
)
def province() -> AnyResponse:
    current = service.registered(owner().account)
    form = ProvinceForm(data={"province_code": _province(current)})
    if form.validate_on_submit():
        with form.showing_refusals():
            _save_answers({"chosen_province": form.province_code.data})
            return redirect(url_for(".address"), 303)
    data = {"registered": presenters.text_of("address", current)}
    return page("revisions/province.html", data, form=form)


@blueprint.route("/revision/address", methods=["GET", "POST"])
@signed_in
@contract(
    "Update my details: the address in the province",
    returns=presenters.RegisteredDetail,
    form=WardForm,
)
def address() -> AnyResponse:
    return _detail("address", _ward_form)


@blueprint.route("/revision/check", methods=["GET", "POST"])
@signed_in
@contract("Update my details: check what changes", returns=presenters.ChangesPage, form=AskForm)
def check() -> AnyResponse:
    at, account = clock.now(), owner().account
    typed = service.typed_answers(_draft(), account.code, at=at)
    current = service.registered(account)
    new, old = service.changes(typed, current)
    if not new:
        return _without_changes()
    form = AskForm()
    if form.validate_on_submit():
        with form.showing_refusals():
            language = current_language()
            otp_page.begin(service.send_code(account, (new, old), language=language, at=at))
            return redirect(url_for(".confirm"), 303)
    data = presenters.changes_page(new, old, urls=_urls(), phone=current["phone"])
    return page("revisions/check.html", data, form=form)


@blueprint.route("/revision/confirm", methods=["GET", "POST"])
@signed_in
@contract("Update my details: the code from the SMS", returns=OtpPage, form=OtpForm)
def confirm() -> AnyResponse:
    account = owner().account
    draft = service.find_draft(_draft(), account.code, at=clock.now())
    if draft is None:
        return otp_page.to_start(".check")
    if draft.submitted_at:
        return redirect(url_for(".sent"), 303)
    return otp_page.answer(
        one_time_codes.REVISE,
        start=".check",
        enter=partial(_request, draft),
        resend=partial(one_time_codes.resend, phone=account.phone),
        phone=mask_phone(account.phone),
    )


@blueprint.get("/revision/sent")
@signed_in
@contract("Update my details: the request is sent", returns=presenters.Request)
def sent() -> AnyResponse:
    number = service.sent_as(_draft(), owner().code, at=clock.now())
    if number is None:
        return redirect(url_for(".requests"), 303)
    application = service.find_own(owner().code, number, at=clock.now())
    return page("revisions/sent.html", presenters.request(application, _reasons(application)))


@blueprint.get("/revisions")
@signed_in
@contract("My requests to update my details", returns=presenters.Requests)
def requests() -> Response:
    own = service.of_person(owner().code)
    requests_ = [presenters.request(each, _reasons(each)) for each in own]
    return page("revisions/requests.html", {"requests": requests_})


def _detail(
    name: str, form_of: Callable[[service.Details, service.Details], DetailForm]
) -> AnyResponse:
    """The page of one thing; `form_of` gets what is registered and what was typed before."""
    current = service.registered(owner().account)
    form = form_of(current, service.typed_answers(_draft(), owner().code, at=clock.now()))
    if form.validate_on_submit():
        with form.showing_refusals():
            _save_answers(form.answers)
            return redirect(url_for(".check"), 303)
    data = {"registered": presenters.text_of(name, current)}
    return page(f"revisions/{name}.html", data, form=form)


def _ward_form(current: service.Details, typed: service.Details) -> WardForm:
    """The form for the chosen province, empty if the last address was in another one."""
    chosen = typed.get("chosen_province", current["province_code"])
    last = {**current, **typed}
    return WardForm(chosen, data=last if last["province_code"] == chosen else {})


def _province(current: service.Details) -> str:
    typed = service.typed_answers(_draft(), owner().code, at=clock.now())
    return typed.get("chosen_province", current["province_code"])


def _reasons(application: Application) -> list[str]:
    return texts_of(application.reasons, application.note, current_language())


def _save_answers(answers: service.Details) -> None:
    """Add to the draft; a code that was sent for less confirms nothing any more."""
    code = owner().code
    session["revision"] = service.save_answers(_draft(), code, answers, at=clock.now())
    otp_page.end(one_time_codes.REVISE)


def _request(draft: Draft, one_time_code: OneTimeCode, otp: str) -> AnyResponse:
    account, language = owner().account, current_language()
    service.request(account, draft, one_time_code, otp, language=language, at=clock.now())
    return redirect(url_for(".sent"), 303)


def _without_changes() -> AnyResponse:
    """Nothing to check: because it was sent already, or because nothing differs."""
    if service.sent_as(_draft(), owner().code, at=clock.now()):
        return redirect(url_for(".sent"), 303)
    flash(NothingChanged().text())
    return redirect(url_for(".choose"), 303)


def _draft() -> str | None:
    return session.get("revision")


def _urls() -> dict[str, str]:
    return {name: url_for(endpoint) for name, endpoint in PAGES.items()}
