"""The first sign-in: an own password and an authenticator app."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from functions import clock
from functions.officers import administration, enrolment, errors, service
from functions.officers.models import Officer
from tests.builders import A_DEVICE
from tests.officers.builders import (
    OFFICER_PASSWORD,
    a_new_officer,
    an_officer,
    sign_in,
    signed_in_officer,
    totp,
)


def begin(client):
    """A browser at the enrolment's first step; the user name."""
    username, initial = a_new_officer()
    client.submit("/officer/login", username=username, password=initial)
    assert client.path == "/officer/enrol"
    return username


def choose(client, password=OFFICER_PASSWORD, **options):
    return client.submit(
        "/officer/enrol", new_password=password, new_password_again=password, **options
    )


def test_the_first_sign_in_sets_a_password_and_an_app_and_opens_the_desk(officer):
    username = begin(officer)

    page = choose(officer)
    secret = page.select_one(".vs-enrol__key").text.replace(" ", "").strip()
    assert page.select_one(".vs-enrol__qr svg path")
    page = officer.submit("/officer/enrol/app", totp=totp(secret))

    assert officer.path == "/officer/"
    assert "Your password and the app are set" in page.text
    assert sign_in(username, secret, at=clock.now() + timedelta(minutes=1))


def test_the_qr_code_says_what_apps_read(officer):
    username = begin(officer)
    choose(officer)

    told = officer.get_json("/officer/enrol/app")

    uri = urlsplit(told["uri"])
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert uri.path.endswith(f"VssID:{username}")
    assert parse_qs(uri.query) == {"secret": [told["secret"]], "issuer": ["VssID"]}


def test_an_enrolment_opens_nothing_but_itself(officer):
    begin(officer)

    for path in ("/officer/", "/officer/password", "/officer/logout"):
        assert officer.get_json(path, 401)
        officer.get(path)
        assert officer.path == "/officer/enrol"


def test_the_app_comes_after_the_password(officer):
    begin(officer)

    officer.get("/officer/enrol/app")

    assert officer.path == "/officer/enrol"


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short", "Use at least 8 characters"),
        ("password123", "This password is easy to guess"),
        ("hoai thu hoai thu", "Leave your name"),
    ],
)
def test_the_own_password_keeps_the_rules(officer, password, says):
    begin(officer)

    page = choose(officer, password, status=422)

    assert says in page.find(id="new_password-error").text


def test_the_first_password_cannot_be_kept(officer):
    username, initial = a_new_officer()
    officer.submit("/officer/login", username=username, password=initial)

    page = choose(officer, initial, status=422)

    assert page.find(id="new_password-error")


def test_a_wrong_code_changes_nothing_and_the_first_password_still_begins_anew(officer):
    username, initial = a_new_officer()
    officer.submit("/officer/login", username=username, password=initial)
    choose(officer)
    before = Officer.find(username).serialize()

    page = officer.submit("/officer/enrol/app", status=422, totp="000000")

    assert "The code is wrong" in page.find(id="totp-error").text
    assert Officer.find(username).serialize() == before
    officer.another_device().submit("/officer/login", username=username, password=initial)
    officer.get("/officer/enrol/app")
    assert officer.path == "/officer/login", "the enrolment that was begun later is the one"


def test_the_code_that_enrolled_does_not_sign_in():
    at = clock.now()
    username, password, secret = an_officer(at=at + timedelta(hours=1))

    with pytest.raises(errors.WrongCredentials):
        service.sign_in(username, password, totp(secret, at=at), device=A_DEVICE, at=at)


def test_after_the_enrolment_the_first_password_is_gone():
    username, initial = a_new_officer()
    enrol(username, initial, clock.now())

    with pytest.raises(errors.WrongCredentials):
        service.sign_in(username, initial, "", device=A_DEVICE, at=clock.now())


def test_the_first_password_expires_after_seven_days():
    at = clock.now()
    username, initial = a_new_officer(at=at)

    with pytest.raises(errors.InitialPasswordExpired):
        service.sign_in(
            username, initial, "", device=A_DEVICE, at=at + timedelta(days=7, seconds=1)
        )
    assert service.sign_in(
        username, initial, "", device=A_DEVICE, at=at + timedelta(days=7)
    ).must_enrol


def test_an_enrolment_is_confirmed_once():
    at = clock.now()
    username, initial = a_new_officer()
    token = service.sign_in(username, initial, "", device=A_DEVICE, at=at).token
    enrolment.choose_password(enrolment.resume(username, token, at=at), OFFICER_PASSWORD)
    one, other = (enrolment.resume(username, token, at=at) for _ in range(2))
    enrolment.confirm(one, totp(one.secret, at=at), device=A_DEVICE, at=at)

    with pytest.raises(errors.EnrolmentOver):
        enrolment.confirm(other, totp(other.secret, at=at), device=A_DEVICE, at=at)


def test_a_reset_ends_the_session_and_everything_is_enrolled_anew():
    username, password, secret = an_officer()
    at = clock.now()
    token = sign_in(username, secret, at=at)

    initial = administration.reset_password(username, at=at)

    assert service.resume(username, token, at=at) is None
    later = at + timedelta(minutes=1)
    with pytest.raises(errors.WrongCredentials):
        service.sign_in(username, password, totp(secret, at=later), device=A_DEVICE, at=later)
    assert enrol(username, initial, later, password="sen hồng nở giữa đầm") != secret


def enrol(username, initial, at, password=OFFICER_PASSWORD):
    """The whole enrolment; the new secret."""
    token = service.sign_in(username, initial, "", device=A_DEVICE, at=at).token
    enrolment.choose_password(enrolment.resume(username, token, at=at), password)
    enrolling = enrolment.resume(username, token, at=at)
    enrolment.confirm(enrolling, totp(enrolling.secret, at=at), device=A_DEVICE, at=at)
    return enrolling.secret


def test_who_has_enrolled_is_led_home_and_stays_signed_in(officer):
    signed_in_officer(officer)

    officer.get("/officer/enrol")

    assert officer.path == "/officer/"
