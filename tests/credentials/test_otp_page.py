"""One page asks for every code; journeys in one browser do not disturb each other."""

import pytest

from tests.builders import ANOTHER_PASSWORD, PASSWORD, a_person, an_account, otp_in
from tests.registration import applicants

NEW = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}
START = {
    "/login/device/confirm": "/login",
    "/password/confirm": "/password",
    "/password/forgot/confirm": "/password/forgot",
    "/register/phone": "/register/review",
    "/register/track/confirm": "/register/track",
    "/account/revision/confirm": "/account/revision",
}


def otp_for(client, phone):
    texts = [each["text"] for each in client.messages() if each["to"] == phone]
    return otp_in(texts[0])


def test_two_codes_of_one_person_both_count(citizen):
    person = a_person()
    citizen.submit("/login", code=an_account(person), password=PASSWORD)
    citizen.submit("/account/revision/phone", phone="0987 654 321")
    citizen.submit("/account/revision/check")
    first = otp_for(citizen, person.phone)

    citizen.submit("/password", old_password=PASSWORD, **NEW)
    second = otp_for(citizen, person.phone)

    citizen.submit("/account/revision/confirm", otp=first)
    assert citizen.path == "/account/revision/sent"
    citizen.submit("/password/confirm", otp=second)
    assert citizen.path == "/account"


def test_three_journeys_in_one_browser_are_each_completed(citizen):
    applicants.agree(applicants.declare(citizen))
    declared = applicants.otp(citizen)
    rejected = applicants.rejected(phone="+84911111111")
    citizen.submit("/register/track", number=rejected.number)
    tracked = applicants.otp(citizen, "+84911111111")
    person = a_person()
    citizen.submit("/password/forgot", code=an_account(person))
    forgotten = otp_for(citizen, person.phone)

    citizen.submit("/password/forgot/confirm", otp=forgotten)
    citizen.submit("/password/forgot/new", **NEW)
    assert citizen.path == "/login"
    citizen.submit("/register/track/confirm", otp=tracked)
    assert citizen.path == f"/register/{rejected.number}"
    page = citizen.submit("/register/phone", otp=declared)
    assert page.h1.text == "Declaration submitted"


@pytest.fixture
def browser(citizen):
    """Signed in, with a declaration filled in; no code was asked for."""
    citizen.submit("/login", code=an_account(), password=PASSWORD)
    applicants.declare(citizen)
    return citizen


@pytest.mark.parametrize("path", START)
def test_a_browser_without_a_code_is_led_to_the_start(browser, path):
    browser.get(path)
    assert browser.path == ("/account" if path.startswith("/login") else START[path])

    token = browser.token("/password")
    page = browser.post(path, {"csrf_token": token, "otp": "123456"}, status=200)
    assert "This code can no longer be used. Ask for a new one" in page.text
