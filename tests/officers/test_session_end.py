"""When an officer's session ends: asking is no use of it, staying is one."""

from datetime import timedelta

import pytest

from functions import clock
from functions.officers import service
from functions.officers.models import OfficerSession
from tests.officers.builders import OFFICER_PASSWORD, an_officer, sign_in, signed_in_officer, totp


def used(username, minutes_ago):
    """Make the session one that was last used so long ago."""
    session = OfficerSession.find(username)
    session.update([OfficerSession.seen_at.set(clock.now() - timedelta(minutes=minutes_ago))])


def test_asking_when_the_session_ends_is_no_use_of_it(officer):
    signed_in_officer(officer)
    used(officer.username, minutes_ago=13)

    for _ in range(2):
        state = officer.get_json("/officer/session")
        assert 110 <= state["seconds_left"] <= 120
        assert state["can_be_prolonged"]


def test_staying_signed_in_moves_the_end(officer):
    signed_in_officer(officer)
    used(officer.username, minutes_ago=13)

    officer.post_json("/officer/session", {}, status=303)

    assert officer.get_json("/officer/session")["seconds_left"] > 14 * 60


def test_the_absolute_end_cannot_be_moved(officer):
    signed_in_officer(officer)
    signed_in_at = clock.now() - timedelta(hours=7, minutes=59)
    session = OfficerSession.find(officer.username)
    session.update([OfficerSession.signed_in_at.set(signed_in_at)])

    officer.post_json("/officer/session", {}, status=303)

    state = officer.get_json("/officer/session")
    assert 50 <= state["seconds_left"] <= 60
    assert not state["can_be_prolonged"]


def test_after_the_end_asking_is_refused(officer):
    signed_in_officer(officer)
    used(officer.username, minutes_ago=15)

    officer.get_json("/officer/session", 401)


def test_a_stranger_has_no_session_to_ask_about(officer):
    officer.get_json("/officer/session", 401)


@pytest.mark.parametrize("path", ["/officer/password", "/officer/applications", "/officer/board"])
def test_every_page_of_the_desk_can_warn(officer, path):
    signed_in_officer(officer)

    warning = officer.get(path).select_one("dialog[data-session=ends]")

    assert warning["data-url"] == "/officer/session"
    assert 14 * 60 < int(warning["data-seconds"]) <= 15 * 60
    assert officer.username not in str(warning)


def test_the_way_back_after_the_end_keeps_the_search(officer):
    signed_in_officer(officer)
    address = "/officer/applications?type=registration&status=accepted"

    over = officer.get(address).select_one("dialog[data-session=over] a")

    assert over["href"] == address


def test_two_officers_pages_are_not_one_persons(officer):
    marks = set()
    for client in (officer, officer.another_device()):
        page = signed_in_officer(client).get("/officer/password")
        marks.add(page.select_one("dialog[data-session=ends]")["data-owner"])

    assert len(marks) == 2


def test_the_page_works_without_scripts_and_leads_back_to_the_desk(officer):
    signed_in_officer(officer)

    page = officer.submit("/officer/session")

    assert officer.path == "/officer/session"
    assert "You will be signed out in 15 minutes" in page.text
    assert page.select_one(".govuk-back-link")["href"] == "/officer/"


def test_a_look_at_a_session_that_another_has_replaced_finds_nobody():
    username, _, secret = an_officer()
    at = clock.now()
    first = sign_in(username, secret, at=at)
    sign_in(username, secret, at=at + timedelta(minutes=1))

    assert service.resume(username, first, at=at + timedelta(minutes=1), is_use=False) is None


def test_who_sends_a_form_too_late_signs_in_again_and_finds_the_page(officer):
    signed_in_officer(officer)
    officer.get("/officer/password")
    used(officer.username, minutes_ago=15)

    officer.get("/officer/password")
    assert officer.path == "/officer/login"
    later = totp(officer.secret, at=clock.now() + timedelta(seconds=30))
    officer.submit(
        "/officer/login", username=officer.username, password=OFFICER_PASSWORD, totp=later
    )

    assert officer.path == "/officer/password"
