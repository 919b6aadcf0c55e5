"""Who may open a page of the desk, and for how long."""

from datetime import timedelta

import pytest

from functions import clock, officer_app
from functions.officers import service
from functions.officers.guards import officer as officer_signed_in
from functions.officers.guards import supervisors_only
from functions.officers.models import OfficerSession
from tests.builders import PASSWORD, an_account
from tests.client import Client
from tests.officers.builders import OFFICER_PASSWORD, an_officer, sign_in, signed_in_officer, totp


@pytest.mark.parametrize(
    ("waits", "lives"),
    [([14], True), ([15], False), ([14] * 34, True), ([14] * 35, False)],
    ids=["used within 15 min", "idle for 15 min", "in use for 7 h 56", "in use for over 8 h"],
)
def test_a_session_ends_after_fifteen_idle_minutes_or_eight_hours(waits, lives):
    username, _, secret = an_officer()
    at = clock.now()
    token = sign_in(username, secret, at=at)

    for minutes in waits:
        at += timedelta(minutes=minutes)
        signed_in = service.resume(username, token, at=at)

    assert bool(signed_in) is lives


def test_an_expired_session_is_over_before_it_is_swept(officer):
    signed_in_officer(officer)
    session = OfficerSession.find(officer.username)
    session.update([OfficerSession.seen_at.set(clock.now() - timedelta(minutes=16))])

    page = officer.get("/officer/password")

    assert officer.path == "/officer/login"
    assert "Your session has ended. Sign in again" in page.text


def test_a_stranger_is_sent_to_sign_in_and_then_to_the_page_wanted(officer):
    username, password, secret = an_officer()
    officer.get("/officer/password?from=2026-01-01")
    assert officer.path == "/officer/login"

    officer.submit("/officer/login", username=username, password=password, totp=totp(secret))

    assert officer.path == "/officer/password"
    assert officer.response.request.args["from"] == "2026-01-01"


@pytest.mark.parametrize("path", ["/officer/logout", "/officer/session"])
def test_nobody_who_signs_in_wants_to_be_at_the_sessions_end(officer, path):
    username, password, secret = an_officer()
    officer.get(path)

    officer.submit("/officer/login", username=username, password=password, totp=totp(secret))

    assert officer.path == "/officer/"


def test_a_line_break_in_the_page_wanted_does_not_stop_the_sign_in(officer):
    username, password, secret = an_officer()
    officer.get("/officer/applications/a%0D%0Ab?back=c")

    officer.submit(
        "/officer/login", username=username, password=password, totp=totp(secret), status=404
    )

    assert officer.path == "/officer/applications/a\r\nb"
    officer.get("/officer/")
    assert officer.path == "/officer/", "signed in"


def test_an_address_too_long_for_the_cookie_is_kept_without_its_filters(officer):
    username, password, secret = an_officer()
    officer.get(f"/officer/password?q={'x' * 3000}")

    officer.submit("/officer/login", username=username, password=password, totp=totp(secret))

    assert officer.path == "/officer/password"
    assert not officer.response.request.args


@pytest.mark.parametrize("path", ["/officer/", "/officer/password", "/officer/logout"])
def test_a_json_client_is_told_in_a_problem_document(officer, path):
    problem = officer.get_json(path, 401)

    assert problem["status"] == 401
    assert problem["detail"] == "Your session has ended or you have not signed in"


@pytest.mark.parametrize(("role", "status"), [("officer", 403), ("supervisor", 200)])
def test_a_supervisors_page_refuses_officers(settings, role, status):
    app = officer_app.create(settings)

    @app.get("/officer/only")
    @supervisors_only
    def only() -> str:
        return officer_signed_in().agency

    officer = Client(app, settings)
    signed_in_officer(officer, "7900", role)
    answer = officer.http.get("/officer/only", base_url="https://vssid.test")

    assert answer.status_code == status
    assert ("7900" if status == 200 else "Only a supervisor of your agency") in answer.text
    stranger = officer.another_device()
    assert stranger.get_json("/officer/only", 401)


def test_an_officer_acts_by_name_for_the_agency():
    username, _, secret = an_officer("7900", "supervisor")
    at = clock.now()

    signed_in = service.resume(username, sign_in(username, secret, at=at), at=at)

    assert (signed_in.agency, signed_in.role, signed_in.is_supervisor) == (
        "7900",
        "supervisor",
        True,
    )
    assert (signed_in.actor.name, signed_in.actor.role) == (username, "officer")
    assert signed_in.actor.agency == "7900"


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(officer):
    signed_in_officer(officer)
    stolen = officer.http.get_cookie("__Host-officer-session", domain="vssid.test").value

    officer.submit("/officer/logout")

    thief = officer.another_device()
    thief.http.set_cookie("__Host-officer-session", stolen, domain="vssid.test", secure=True)
    assert thief.get_json("/officer/", 401)


def test_a_citizens_cookie_opens_no_desk_and_an_officers_no_account(citizen, officer):
    citizen.submit("/login", code=an_account(), password=PASSWORD)
    signed_in_officer(officer)
    cookies = {
        "__Host-session": citizen.http.get_cookie("__Host-session", domain="vssid.test").value,
        "__Host-officer-session": officer.http.get_cookie(
            "__Host-officer-session", domain="vssid.test"
        ).value,
    }
    for client, own, other in (
        (citizen.another_device(), "__Host-session", "__Host-officer-session"),
        (officer.another_device(), "__Host-officer-session", "__Host-session"),
    ):
        client.http.set_cookie(own, cookies[other], domain="vssid.test", secure=True)
        client.http.set_cookie(other, cookies[other], domain="vssid.test", secure=True)
        assert client.get_json("/account" if client.app is citizen.app else "/officer/", 401)


def test_the_password_changes_on_its_page(officer):
    signed_in_officer(officer)
    new = "đàn cò bay lả trên đồng"
    fields = {"old_password": OFFICER_PASSWORD, "new_password": new, "new_password_again": new}

    page = officer.submit("/officer/password", status=422, **fields, totp=totp(officer.secret))
    assert "The old password or the code is wrong" in page.text, "the code has signed in already"

    later = clock.now() + timedelta(seconds=30)
    page = officer.submit("/officer/password", **fields, totp=totp(officer.secret, at=later))
    assert officer.path == "/officer/"
    assert "Your password has been changed" in page.text
