"""A code that is wrong, expired or used: over HTTP, in words, and nothing changes."""

from datetime import timedelta

import pytest

from functions import clock
from functions.credentials.models import OneTimeCode
from tests import builders
from tests.builders import ANOTHER_PASSWORD, PASSWORD, an_account, otp_in

NEW = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}
OVER = "This code can no longer be used. Ask for a new one"

CONFIRM = {
    "change": "/password/confirm",
    "reset": "/password/forgot/confirm",
    "second device": "/login/device/confirm",
}


@pytest.fixture(params=CONFIRM)
def journey(request):
    return request.param


@pytest.fixture
def waiting(citizen, journey):
    """A browser in front of the page that asks for the code."""
    code = an_account()
    citizen.code = code
    if journey == "reset":
        citizen.submit("/password/forgot", code=code)
    elif journey == "change":
        citizen.submit("/login", code=code, password=PASSWORD)
        citizen.submit("/password", old_password=PASSWORD, **NEW)
    else:
        citizen.another_device().submit("/login", code=code, password=PASSWORD)
        citizen.submit("/login", code=code, password=PASSWORD)
        citizen.submit("/login/device")
    assert citizen.path == CONFIRM[journey]
    citizen.otp = otp_in(citizen.messages()[0]["text"])
    return citizen


def test_a_wrong_code_says_so_and_counts(waiting, journey):
    before = builders.everything_of(waiting.code)
    wrong = "000000" if waiting.otp != "000000" else "111111"

    page = waiting.submit(CONFIRM[journey], status=422, otp=wrong)

    assert "The code from the SMS is wrong. Tries left: 4" in page.find(id="otp-error").text
    assert page.find(id="otp")["value"] == wrong
    assert builders.everything_of(waiting.code) == before


def test_an_expired_code_says_so(waiting, journey):
    before = builders.everything_of(waiting.code)
    for one_time_code in OneTimeCode.scan():
        one_time_code.update([OneTimeCode.ends_at.set(clock.now() - timedelta(seconds=1))])

    page = waiting.submit(CONFIRM[journey], status=422, otp=waiting.otp)

    assert OVER in page.find(id="otp-error").text
    assert builders.everything_of(waiting.code) == before


def test_a_code_sent_twice_from_one_page_changes_something_once_and_says_why(waiting, journey):
    form = {"csrf_token": waiting.token(CONFIRM[journey]), "otp": waiting.otp}
    waiting.post(CONFIRM[journey], form, status=200)
    after = builders.everything_of(waiting.code)

    page = waiting.post(CONFIRM[journey], form, status=422 if journey == "reset" else 200)

    if journey != "second device":  # that browser is signed in by now, and led home
        assert OVER in page.text
    assert builders.everything_of(waiting.code) == after


def test_a_used_code_is_a_problem_to_a_json_client(waiting, journey):
    form = {"csrf_token": waiting.token(CONFIRM[journey]), "otp": waiting.otp}
    waiting.post_json(CONFIRM[journey], form, token=False, status=303)

    problem = waiting.post_json(CONFIRM[journey], form, token=False, status=422)

    assert OVER in str(problem)
