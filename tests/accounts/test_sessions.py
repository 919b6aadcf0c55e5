"""The ends of a session, and its cookie."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import service
from functions.accounts.models import Session
from tests import builders
from tests.builders import PASSWORD, an_account


@pytest.mark.parametrize(
    ("waits", "lives"),
    [([29], True), ([31], False), ([29] * 24, True), ([29] * 25, False)],
    ids=["used within 30 min", "idle for 31 min", "in use for 11 h 36", "in use for over 12 h"],
)
def test_a_session_ends_after_thirty_idle_minutes_or_twelve_hours(waits, lives):
    code, at = an_account(), clock.now()
    token = builders.sign_in(code, at=at)

    for minutes in waits:
        at += timedelta(minutes=minutes)
        session = service.resume(code, token, at=at)

    assert bool(session) is lives


def test_an_expired_session_is_over_before_it_is_swept():
    code, at = an_account(), clock.now()
    token = builders.sign_in(code, at=at - timedelta(hours=13))

    assert Session.find(code)
    assert service.resume(code, token, at=at) is None


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(citizen):
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    stolen = citizen.http.get_cookie("__Host-session", domain="vssid.test").value

    page = citizen.submit("/logout")
    assert "You have signed out" in page.text

    thief = citizen.another_device()
    thief.http.set_cookie("__Host-session", stolen, domain="vssid.test", secure=True)
    assert thief.get_json("/account", 401)


def test_the_row_holds_a_digest_of_the_token_and_not_the_token():
    code = an_account()
    token = builders.sign_in(code)

    assert token not in str(Session.find(code).serialize())


def test_the_session_cookie_is_for_this_host_only_and_out_of_reach_of_scripts(citizen):
    citizen.submit("/login", code=an_account(), password=PASSWORD)

    cookie = citizen.http.get_cookie("__Host-session", domain="vssid.test")

    assert cookie.http_only
    assert cookie.secure
    assert cookie.same_site == "Lax"
    assert cookie.path == "/"


@pytest.mark.parametrize(
    "change", [lambda v: v[:-2], lambda v: "x" + v, lambda v: "", lambda v: "é"]
)
def test_a_tampered_cookie_is_nobody(citizen, change):
    citizen.submit("/login", code=an_account(), password=PASSWORD)
    value = citizen.http.get_cookie("__Host-session", domain="vssid.test").value

    citizen.http.set_cookie("__Host-session", change(value), domain="vssid.test", secure=True)

    assert citizen.get_json("/account", 401)
    citizen.get("/account")
    assert citizen.path == "/login"


def test_a_cookie_signed_with_the_previous_key_still_works(settings, citizen):
    import dataclasses

    from functions import citizen_app
    from tests.client import Client

    citizen.submit("/login", code=an_account(), password=PASSWORD)
    value = citizen.http.get_cookie("__Host-session", domain="vssid.test").value
    rotated = dataclasses.replace(settings, secret_keys=("a newer key", *settings.secret_keys))

    after = Client(citizen_app.create(rotated), rotated)
    after.http.set_cookie("__Host-session", value, domain="vssid.test", secure=True)

    assert after.get_json("/account")
