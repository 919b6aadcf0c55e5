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


def used(code, minutes_ago):
    """Make the session one that was last used so long ago."""
    session = Session.find(code)
    session.update([Session.seen_at.set(clock.now() - timedelta(minutes=minutes_ago))])


def test_asking_when_the_session_ends_is_no_use_of_it(citizen):
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    used(code, minutes_ago=28)

    for _ in range(2):
        state = citizen.get_json("/account/session")
        assert 110 <= state["seconds_left"] <= 120
        assert state["can_be_prolonged"]


def test_staying_signed_in_moves_the_end(citizen):
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    used(code, minutes_ago=28)

    citizen.post_json("/account/session", {}, status=303)

    assert citizen.get_json("/account/session")["seconds_left"] > 29 * 60


def test_the_absolute_end_cannot_be_moved(citizen):
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    signed_in_at = clock.now() - timedelta(hours=11, minutes=59)
    Session.find(code).update([Session.signed_in_at.set(signed_in_at)])

    citizen.post_json("/account/session", {}, status=303)

    state = citizen.get_json("/account/session")
    assert 50 <= state["seconds_left"] <= 60
    assert not state["can_be_prolonged"]


def test_after_the_end_asking_is_refused(citizen):
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    used(code, minutes_ago=30)

    citizen.get_json("/account/session", 401)


def test_who_sends_a_form_too_late_comes_back_to_its_page(citizen):
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    token = citizen.token("/password")
    used(code, minutes_ago=30)

    citizen.post("/password", {"csrf_token": token, "old_password": PASSWORD}, status=200)
    assert citizen.path == "/login"
    citizen.submit("/login", code=code, password=PASSWORD)

    assert citizen.path == "/password"
