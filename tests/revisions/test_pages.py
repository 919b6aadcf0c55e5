"""S24, the citizen's pages: without JavaScript, in both languages, as JSON, with bad input."""

import pytest

from functions import clock
from functions.applications import decisions
from functions.applications.models import Application
from functions.revisions import service as revisions
from tests import builders
from tests.applications.builders import an_actor, stored
from tests.builders import PASSWORD, otp_in
from tests.nasty_texts import NASTY_TEXTS
from tests.revisions.builders import (
    NEW_EMAIL,
    NEW_PHONE,
    a_registered_person,
    a_request,
    details_of,
)

START = "/account/revision"


@pytest.fixture
def me(citizen):
    """Somebody signed in; `code` is theirs."""
    citizen.code = a_registered_person(phone="+84901112223", email="cu@example.com")
    citizen.submit("/login", code=citizen.code, password=PASSWORD)
    return citizen


def otp_for(client) -> str:
    return otp_in(client.messages()[0]["text"])


def changes_on(page) -> str:
    return page.select_one(".vs-changes").get_text(" ", strip=True)


def sent_request(client):
    """Go through the pages for a phone, up to the page that follows the code."""
    client.submit(f"{START}/phone", phone="0987 654 321")
    client.submit(f"{START}/check")
    return client.submit(f"{START}/confirm", otp=otp_for(client))


def test_the_home_and_the_profile_lead_to_what_can_be_changed(me):
    for path in ("/account", "/account/profile"):
        assert me.get(path).find("a", href=START)

    page = me.get(START)

    assert page.h1.text == "Update my details"
    assert "0901 112 223" in page.text
    assert "12 Phố Huế, Phường Ba Đình, Thành phố Hà Nội" in page.text
    assert "Lost your registered phone?" in page.text


def test_a_new_phone_is_asked_for_page_by_page(me):
    page = me.submit(f"{START}/phone", phone="0987 654 321")
    assert me.path == f"{START}/check"
    assert "Registered 0901 112 223 New 0987 654 321" in changes_on(page)

    page = me.submit(f"{START}/check")
    assert me.path == f"{START}/confirm"
    assert "••• ••• 223" in page.text
    assert me.messages()[0]["to"] == "+84901112223"

    page = me.submit(f"{START}/confirm", otp=otp_for(me))
    assert me.path == f"{START}/sent"
    number = Application.scan().next().number
    assert page.h1.text == "Your request was sent"
    assert number in page.text
    assert "Being assessed" in page.text

    assert f"Your request {number} is being assessed" in me.get(START).text
    assert number in me.get("/account/revisions").text


def test_an_address_takes_two_steps(me):
    page = me.submit(f"{START}/province", province_code="79")
    assert me.path == f"{START}/address"
    assert "Phường Sài Gòn" in page.text
    assert "Phường Ba Đình" not in page.select_one("select").text
    assert page.find(id="address").get("value", "") == "", "the old street is not in the new city"

    page = me.submit(f"{START}/address", ward_code="26740", address="5 Lê Lợi")

    assert "5 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh" in changes_on(page)


def test_within_the_province_the_address_starts_from_what_is_registered(me):
    page = me.submit(f"{START}/province", province_code="1")

    assert page.find(id="address")["value"] == "12 Phố Huế"
    assert page.find("option", selected=True)["value"] == "4"


def test_several_things_go_into_one_request(me):
    me.submit(f"{START}/phone", phone="0987654321")
    me.submit(f"{START}/identity", identity_number="b1234567")
    page = me.submit(f"{START}/email", email="")

    assert "0987 654 321" in changes_on(page)
    assert "B1234567" in changes_on(page)
    assert "cu@example.com New None" in changes_on(page)


def test_what_was_typed_before_stands_in_the_form(me):
    me.submit(f"{START}/email", email=NEW_EMAIL)

    assert me.get(f"{START}/email").find(id="email")["value"] == NEW_EMAIL


@pytest.mark.parametrize(
    ("path", "fields", "words"),
    [
        ("phone", {"phone": "12345"}, "Enter a Vietnamese mobile number"),
        ("phone", {"phone": ""}, "Enter the new phone number"),
        ("email", {"email": "not an email"}, "Enter an email address such as name@example.com"),
        ("identity", {"identity_number": "1"}, "Enter a citizen ID (12 digits)"),
        ("identity", {"identity_number": "001090000001"}, "another sex or year of birth"),
        ("province", {"province_code": ""}, "Choose your province or city"),
        ("province", {"province_code": "999"}, "Choose from the list"),
        ("address", {"ward_code": "26740", "address": "5 Lê Lợi"}, "Choose from the list"),
        ("address", {"ward_code": "4", "address": ""}, "Enter the house number and street"),
        ("address", {"ward_code": "4", "address": "<b>"}, "Use letters, digits and the signs"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(me, path, fields, words):
    page = me.submit(f"{START}/{path}", status=422, **fields)

    assert words in page.select_one(".govuk-error-summary").text
    for name, typed in fields.items():
        shown = page.find(id=name).get("value")
        assert shown in {typed, typed.strip(), None} or shown == ""
    assert revisions.typed_answers(None, me.code, at=clock.now()) == {}


def test_typing_what_is_registered_already_asks_for_nothing(me):
    page = me.submit(f"{START}/phone", phone="0901112223")

    assert me.path == START
    assert "Nothing differs from what is registered" in page.text
    me.get(f"{START}/confirm")
    assert me.path == START


def test_a_wrong_code_keeps_the_request_back(me):
    me.submit(f"{START}/phone", phone="0987654321")
    me.submit(f"{START}/check")
    wrong = "000000" if otp_for(me) != "000000" else "111111"

    page = me.submit(f"{START}/confirm", status=422, otp=wrong)

    assert "Tries left: 4" in page.text
    assert Application.count() == 0


def test_another_code_cannot_be_had_at_once(me):
    me.submit(f"{START}/phone", phone="0987654321")
    me.submit(f"{START}/check")

    page = me.submit(f"{START}/confirm", status=429, resend="1")

    assert "You can ask for another in" in page.text


def test_a_change_after_the_code_was_sent_takes_another_code(me):
    me.submit(f"{START}/phone", phone="0987654321")
    me.submit(f"{START}/check")

    me.submit(f"{START}/phone", phone="0911111111")
    me.get(f"{START}/confirm")

    assert me.path == f"{START}/check"


def test_going_back_after_sending_sends_nothing_again(me):
    sent_request(me)

    for step in ("check", "confirm"):
        page = me.get(f"{START}/{step}")
        assert me.path == f"{START}/sent"
        assert page.h1.text == "Your request was sent"
    assert Application.count() == 1


def test_another_person_on_the_same_device_sees_no_draft_and_no_request(me):
    sent_request(me)
    me.submit("/logout")
    other = a_registered_person()

    me.submit("/login", code=other, password=PASSWORD)

    assert "You have not sent a request yet" in me.get("/account/revisions").text
    me.get(f"{START}/sent")
    assert me.path == "/account/revisions"


def test_the_list_says_why_a_request_was_rejected(me):
    application = a_request(me.code)
    decisions.reject(
        stored(application),
        reasons=["phone_unreachable"],
        note="Máy bận cả ngày",
        officer=an_actor(),
        at=clock.now(),
    )

    page = me.get("/account/revisions")

    assert "Not agreed to" in page.text
    assert "The phone number does not belong to you or cannot be reached" in page.text
    assert "Máy bận cả ngày" in page.text


def test_the_list_and_the_profile_show_an_update(me):
    revisions.accept(a_request(me.code), officer=an_actor(), at=clock.now())

    assert "Updated" in me.get("/account/revisions").text
    assert "0987 654 321" in me.get("/account/profile").text
    log = me.get("/account/activity").text
    assert "Update of details requested" in log
    assert "Details updated" in log


def test_the_pages_speak_vietnamese(me):
    me.language = "vi"
    me.http.set_cookie("lang", "vi", domain="vssid.test")
    assert me.get(START).h1.text == "Cập nhật thông tin"

    page = sent_request(me)

    assert page.h1.text == "Đã gửi yêu cầu"
    assert "Đang thẩm định" in page.text
    assert "Đã nhận yêu cầu cập nhật thông tin số" in me.messages()[0]["text"]


def test_a_program_does_the_same_in_json(me):
    before = me.get_json(START)
    assert before["details"][0] == {
        "name": "phone",
        "value": "+84901112223",
        "url": f"{START}/phone",
    }

    me.post_json(f"{START}/phone", {"phone": "0987654321"}, status=303)
    assert me.get_json(f"{START}/check")["changes"] == [
        {"name": "phone", "old": "+84901112223", "new": NEW_PHONE, "url": f"{START}/phone"}
    ]
    me.post_json(f"{START}/check", {}, status=303)
    me.post_json(f"{START}/confirm", {"otp": otp_for(me)}, status=303)

    sent = me.get_json(f"{START}/sent")
    assert sent["status"] == "pending"
    assert me.get_json("/account/revisions")["requests"] == [sent]
    refused = me.post_json(f"{START}/phone", {"phone": "x"}, status=422)
    assert refused["errors"][0]["field"] == "phone"


def test_who_is_not_signed_in_sees_nothing(citizen):
    for path in (START, f"{START}/check", f"{START}/sent", "/account/revisions"):
        citizen.get(path)
        assert citizen.path == "/login"


@pytest.mark.parametrize("text", NASTY_TEXTS, ids=range(len(NASTY_TEXTS)))
def test_every_field_stands_anything(me, text):
    before = details_of(me.code), builders.everything_of(me.code)[0]
    for path in ("phone", "email", "identity", "province", "address"):
        names = [field["name"] for field in me.get_json(f"{START}/{path}")["form"]["fields"]]

        page = me.submit(f"{START}/{path}", status=422, **dict.fromkeys(names, text))

        assert page.select_one(".govuk-error-summary li")
        assert not page.find("script", string="alert(1)")
    assert (details_of(me.code), builders.everything_of(me.code)[0]) == before
