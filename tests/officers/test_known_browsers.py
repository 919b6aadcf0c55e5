"""A stranger who knows the user name cannot keep an officer out of the officer's own browser."""

from datetime import timedelta

import pytest

from functions import clock
from functions.credentials import devices
from functions.officers import administration, errors, service
from functions.officers.models import Officer
from tests.builders import A_DEVICE, ANOTHER_DEVICE
from tests.officers.builders import (
    OFFICER_PASSWORD,
    a_new_officer,
    an_officer,
    sign_in,
    signed_in_officer,
    totp,
)

COOKIE = "__Host-device"


def wrong_tries(username, *, device=ANOTHER_DEVICE, at):
    """As many as lock the browser out."""
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            service.sign_in(username, "wrong", "000000", device=device, at=at)


def the_cookie(client):
    return client.http.get_cookie(COOKIE, domain="vssid.test")


def test_a_strangers_wrong_tries_do_not_lock_out_a_browser_that_was_here_before():
    username, password, secret = an_officer()
    at = clock.now()
    wrong_tries(username, at=at)

    with pytest.raises(errors.Locked) as locked:
        service.sign_in(username, password, totp(secret, at=at), device=ANOTHER_DEVICE, at=at)
    assert "use a browser that you have signed in with before" in str(locked.value.message)
    assert sign_in(username, secret, at=at)


def test_a_known_browser_has_five_tries_of_its_own_and_not_more():
    username, password, secret = an_officer()
    at = clock.now()
    wrong_tries(username, device=A_DEVICE, at=at)

    with pytest.raises(errors.Locked):
        service.sign_in(username, password, totp(secret, at=at), device=A_DEVICE, at=at)
    assert service.sign_in(username, password, totp(secret, at=at), device=ANOTHER_DEVICE, at=at)


def test_a_first_password_alone_makes_no_browser_known():
    username, initial = a_new_officer()

    service.sign_in(username, initial, "", device=A_DEVICE, at=clock.now())

    assert Officer.find(username).devices == []


def test_a_browser_is_known_for_its_own_officer_only():
    mine, other = an_officer()[0], a_new_officer()[0]
    at = clock.now()
    wrong_tries(other, at=at)

    assert A_DEVICE.digest in Officer.find(mine).devices
    with pytest.raises(errors.Locked):
        service.sign_in(other, "anything", "", device=A_DEVICE, at=at)


def test_a_reset_opens_every_browser_again():
    username, _, _ = an_officer()
    at = clock.now()
    for device in (A_DEVICE, ANOTHER_DEVICE):
        wrong_tries(username, device=device, at=at)

    initial = administration.reset_password(username, at=at)

    assert service.sign_in(username, initial, "", device=A_DEVICE, at=at).must_enrol
    assert service.sign_in(username, initial, "", device=ANOTHER_DEVICE, at=at).must_enrol


def test_so_many_browsers_are_remembered_and_the_oldest_is_forgotten():
    username, password, secret = an_officer()
    at = clock.now()
    others = [devices.Device(devices.new_id(), "Windows") for _ in range(devices.MAX_KNOWN)]

    for minute, device in enumerate(others):
        then = at + timedelta(minutes=minute)
        service.sign_in(username, password, totp(secret, at=then), device=device, at=then)

    assert Officer.find(username).devices == [each.digest for each in others]


def test_the_cookie_of_the_browser_outlives_the_session_and_is_out_of_reach_of_scripts(officer):
    signed_in_officer(officer)
    before = the_cookie(officer)

    officer.submit("/officer/logout")

    assert the_cookie(officer).value == before.value
    assert before.http_only
    assert before.secure
    assert before.same_site == "Lax"
    assert before.path == "/"
    assert before.max_age > 300 * 24 * 3600
    assert before.value not in str(Officer.find(officer.username).serialize())


def test_over_http_the_officers_browser_gets_in_while_a_strangers_is_locked(officer):
    signed_in_officer(officer)
    officer.submit("/officer/logout")
    stranger = officer.another_device()
    body = {"username": officer.username, "password": "wrong", "totp": "000000"}
    for _ in range(5):
        stranger.post_json("/officer/login", body, status=422)
    stranger.post_json("/officer/login", body, status=429)
    forged = officer.another_device()
    forged.http.set_cookie(COOKIE, "x" * 22, domain="vssid.test", secure=True)
    forged.post_json("/officer/login", body, status=429)

    later = totp(officer.secret, at=clock.now() + timedelta(seconds=30))
    officer.submit(
        "/officer/login", username=officer.username, password=OFFICER_PASSWORD, totp=later
    )

    assert officer.path == "/officer/"
