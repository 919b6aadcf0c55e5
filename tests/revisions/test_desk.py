"""S24, the officer's pages: the detail, agree and confirm, reject, another agency."""

from datetime import timedelta

import pytest

from functions import clock
from functions.applications import decisions
from functions.applications.models import Status
from functions.audit import service as audit
from functions.revisions import service as revisions
from tests.applications.builders import HCM_CITY, an_actor, an_application, stored
from tests.nasty_texts import NASTY_TEXTS
from tests.officers.builders import signed_in_officer
from tests.revisions.builders import (
    NEW_PHONE,
    a_registered_person,
    a_request,
    details_of,
    recipients_of,
)


@pytest.fixture
def request_():
    """Undecided, for a new phone."""
    code = a_registered_person(phone="+84901112223")
    return a_request(code, at=clock.now() - timedelta(minutes=2))


def at(application, step: str) -> str:
    return f"/officer/applications/{application.number}/{step}"


def status_of(application) -> str:
    return decisions.find(application.number, at=clock.now()).status


def test_the_detail_shows_old_and_new_side_by_side_and_its_steps_are_not_logged_again(
    desk, request_
):
    page = desk.get(at(request_, "changes"))

    assert request_.number in page.h1.text
    row = page.select_one(".vs-changes__row").get_text(" ", strip=True)
    assert row == "Phone number Registered 0901 112 223 New 0987 654 321"
    assert request_.code in page.text
    for step in ("update", "refuse"):
        desk.get(at(request_, step))
    views = [entry.action for entry in audit.every(request_.code)]
    assert views.count(audit.APPLICATION_VIEWED) == 1


def test_confirm_asks_and_confirm_again_updates(desk, request_):
    page = desk.get(at(request_, "changes"))
    question = page.find("a", string="Confirm")["href"]
    assert page.find("dialog").h2.text == desk.get(question).h1.text == "Agree to update?"
    assert status_of(request_) == Status.PENDING

    page = desk.submit(question)

    assert "the details were updated" in page.select_one(".govuk-notification-banner").text
    assert f"Decided by {desk.username}" in page.text
    assert details_of(request_.code)["phone"] == NEW_PHONE
    assert recipients_of("đã được cập nhật") == ["+84901112223", NEW_PHONE]


def test_the_form_of_the_dialog_is_the_one_of_the_page(desk, request_):
    form = desk.get(at(request_, "changes")).find("dialog").form
    token = form.find("input", attrs={"name": "csrf_token"})["value"]

    desk.post(form["action"], {"csrf_token": token}, status=200)

    assert status_of(request_) == Status.ACCEPTED


def test_the_second_of_two_officers_is_told_who_decided(desk, request_):
    token = desk.token(at(request_, "update"))
    revisions.accept(stored(request_), officer=an_actor("lan"), at=clock.now())

    page = desk.post(at(request_, "update"), {"csrf_token": token}, status=409)

    assert "lan decided this application at" in page.select_one(".govuk-error-summary").text
    assert not page.find("form", method="post")


def test_details_that_have_changed_since_are_said_and_not_overwritten(desk, request_):
    other = a_request(request_.code, phone="+84911111111")
    token = desk.token(at(request_, "update"))
    revisions.accept(stored(other), officer=an_actor("lan"), at=clock.now())

    page = desk.post(at(request_, "update"), {"csrf_token": token}, status=409)

    assert "have changed since the person sent this request" in page.text
    assert details_of(request_.code)["phone"] == "+84911111111"
    detail = desk.get(at(request_, "changes"))
    assert "It cannot be agreed to any more" in detail.text
    assert not detail.find("a", string="Confirm")


def test_a_rejection_needs_a_reason_and_reaches_the_registered_phone(desk, request_):
    page = desk.submit(at(request_, "refuse"), status=422)
    assert "Choose at least one reason" in page.select_one(".govuk-error-summary").text
    page = desk.submit(at(request_, "refuse"), status=422, reasons="other", note=" ")
    assert "Write the reason" in page.text

    page = desk.submit(at(request_, "refuse"), reasons="phone_unreachable", note="Máy bận")

    assert "was rejected" in page.select_one(".govuk-notification-banner").text
    assert "Máy bận" in page.text
    assert status_of(request_) == Status.REJECTED
    assert recipients_of("Máy bận") == ["+84901112223"]


@pytest.mark.parametrize("text", NASTY_TEXTS, ids=range(len(NASTY_TEXTS)))
def test_the_rejection_stands_anything(desk, request_, text):
    page = desk.submit(at(request_, "refuse"), status=422, reasons=text, note=text)

    assert page.select_one(".govuk-error-summary li")
    assert not page.find("script", string="alert(1)")
    assert status_of(request_) == Status.PENDING


def test_what_is_decided_can_only_be_read(desk, request_):
    revisions.accept(stored(request_), officer=an_actor("lan"), at=clock.now())

    for step in ("changes", "update", "refuse"):
        page = desk.get(at(request_, step))
        assert "Decided by lan" in page.text
        assert not page.select("main form")


@pytest.mark.parametrize("step", ["changes", "update", "refuse"])
def test_an_officer_of_another_agency_finds_nothing(officer, request_, step):
    desk = signed_in_officer(officer, agency=HCM_CITY)

    desk.get(at(request_, step), 404)

    desk.get_json(at(request_, step), 404)
    assert audit.APPLICATION_VIEWED not in [each.action for each in audit.every(request_.code)]


def test_without_a_token_nothing_is_decided(desk, request_):
    for step in ("update", "refuse"):
        desk.post(at(request_, step), {"reasons": "other", "note": "x"}, status=400)

    assert status_of(request_) == Status.PENDING


def test_a_registration_is_not_a_request_to_update(desk):
    for step in ("changes", "update", "refuse"):
        desk.get(at(an_application(), step), 404)


def test_who_is_not_signed_in_is_sent_to_sign_in(officer, request_):
    officer.get(at(request_, "changes"))

    assert officer.path == "/officer/login"


def test_a_program_reads_and_decides_in_json(desk, request_):
    told = desk.get_json(at(request_, "changes"))
    assert told["changes"] == [
        {"name": "phone", "old": "+84901112223", "new": NEW_PHONE, "url": ""}
    ]

    desk.post_json(at(request_, "update"), {}, status=303)

    assert desk.get_json(at(request_, "changes"))["status"] == "accepted"
    refused = desk.post_json(at(request_, "refuse"), {"reasons": "other", "note": "x"}, status=409)
    assert refused["status"] == 409


def test_the_way_back_keeps_the_search(desk, request_):
    page = desk.get(at(request_, "changes?back=type%3Drevision%26status%3Dpending"))

    assert "?type=revision&status=pending#" in page.find("a", string="Exit")["href"]
    assert "?type=revision#" in desk.get(at(request_, "changes")).find("a", string="Exit")["href"]


def test_the_desk_speaks_vietnamese(desk, request_):
    desk.language = "vi"
    desk.http.set_cookie("lang", "vi", domain="vssid.test")

    assert desk.get(at(request_, "update")).h1.text == "Đồng ý cập nhật?"
    assert "Đã cập nhật thông tin" in desk.submit(at(request_, "update")).text
