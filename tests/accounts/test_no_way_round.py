"""No way round the warning on a second device: by JSON, by old cookies, by another's code."""

import dataclasses

import pytest

from functions import citizen_app
from tests.builders import PASSWORD, an_account, otp_in
from tests.client import Client

COOKIE = "__Host-session"


@pytest.fixture
def two(citizen):
    """A browser signed in, and one that is not; both know the password."""
    citizen.code = an_account()
    citizen.submit("/login", code=citizen.code, password=PASSWORD)
    return citizen, citizen.another_device()


def cookie(client):
    return client.http.get_cookie(COOKIE, domain="vssid.test").value


def with_cookie(client, value):
    """A browser with a copied session cookie and nothing else."""
    thief = client.another_device()
    thief.http.set_cookie(COOKIE, value, domain="vssid.test", secure=True)
    return thief


def go_on(second, code):
    """The second browser after Continue; the code that was sent."""
    second.submit("/login", code=code, password=PASSWORD)
    second.submit("/login/device")
    return otp_in(second.messages()[0]["text"])


def test_json_meets_the_same_warning(two):
    first, second = two

    second.post_json("/login", {"code": first.code, "password": PASSWORD}, status=303)
    assert second.response.headers["Location"] == "/login/device"
    assert second.get_json("/login/device")["seen_at"]
    second.get_json("/account", 401)

    early = second.post_json("/login/device/confirm", {"otp": "123456"}, status=422)
    assert early["errors"][0]["message"].startswith("This code can no longer be used")
    second.post_json("/login/device", {}, status=303)
    otp = otp_in(second.messages()[0]["text"])
    second.post_json("/login/device/confirm", {"otp": otp}, status=303)
    assert second.get_json("/account")
    first.get_json("/account", 401)


def test_a_json_body_cannot_bring_a_code_or_a_token_of_its_own(two):
    first, second = two
    mine = {"otp#second-device": "x", "token": cookie(first), "device": "x", "resend": ""}

    second.post_json("/login", {"code": first.code, "password": PASSWORD, **mine}, status=303)

    assert second.response.headers["Location"] == "/login/device"
    second.get_json("/account", 401)


def test_the_cookie_of_the_device_that_was_put_out_stays_out(two):
    first, second = two
    old = cookie(first)
    second.submit("/login/device/confirm", otp=go_on(second, first.code))

    for replayed in (first, with_cookie(first, old)):
        replayed.get_json("/account", 401)
        replayed.get("/account/profile")
        assert replayed.path == "/login/ended"
    assert second.get_json("/account")


def test_the_cookie_of_the_code_page_is_no_use_after_the_code_was(two):
    first, second = two
    otp = go_on(second, first.code)
    waiting = cookie(second)
    second.submit("/login/device/confirm", otp=otp)

    thief = with_cookie(second, waiting)

    thief.get("/login/device/confirm")
    assert thief.path == "/login"
    thief.get_json("/account", 401)
    assert second.get_json("/account")


def test_a_code_opens_only_the_browser_that_asked_for_it(two):
    first, second = two
    stranger = an_account()
    third = first.another_device()
    first.another_device().submit("/login", code=stranger, password=PASSWORD)
    third.submit("/login", code=stranger, password=PASSWORD)
    third.submit("/login/device")

    otp = go_on(second, first.code)

    third.submit("/login/device/confirm", status=422, otp=otp)
    third.get_json("/account", 401)


def test_the_warning_tells_the_place_that_the_cdn_told(settings):
    app = citizen_app.create(dataclasses.replace(settings, cdn_key="a key"))
    first = Client(app, settings)
    code = an_account()
    first.http.environ_base |= {
        "HTTP_X_ORIGIN_KEY": "a key",
        "HTTP_CLOUDFRONT_VIEWER_CITY": "Da Nang",
        "HTTP_CLOUDFRONT_VIEWER_COUNTRY_NAME": "Vietnam",
        "HTTP_USER_AGENT": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)",
    }
    first.submit("/login", code=code, password=PASSWORD)

    second = first.another_device()
    page = second.submit("/login", code=code, password=PASSWORD)

    text = " ".join(page.main.text.split())
    assert "Device: iPhone Place of the network: Da Nang, Vietnam Last used:" in text
    assert second.get_json("/login/device")["location"] == "Da Nang, Vietnam"
