"""The warning before an officer's session ends, on the desk, in a browser whose clock is moved."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from functions import clock
from functions.officers.models import OfficerSession
from tests.journeys.conftest import DESKTOP
from tests.journeys.in_process import serving
from tests.journeys.test_every_page import violations
from tests.officers.builders import OFFICER_PASSWORD, an_officer, totp

MINUTES_13_AND_A_HALF = (13 * 60 + 30) * 1000
LIST = "/officer/applications?type=registration&status=accepted"


@pytest.fixture
def open_list(browser, settings):
    """An officer at the list, in a browser whose clock waits for the test; and who it is."""
    who = an_officer()
    with serving(settings) as url:
        context = browser.new_context(base_url=url, viewport=DESKTOP)
        page = context.new_page()
        page.clock.install()
        sign_in(page, *who)
        page.goto(LIST + "&lang=en")
        yield page, who
        context.close()


def sign_in(page, username, password, secret, *, at=None):
    page.goto("/officer/login?lang=en")
    fill_in(page, username, totp(secret, at=at), password)


def fill_in(page, username, code, password=OFFICER_PASSWORD):
    page.locator("#username").fill(username)
    page.locator("#password").fill(password)
    page.locator("#totp").fill(code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/officer/login" not in url)


def idle_until(page, username, **ago):
    """Let the page's clock come to the warning, and the session be last used so long ago."""
    session = OfficerSession.find(username)
    session.update([OfficerSession.seen_at.set(clock.now() - timedelta(**ago))])
    page.clock.fast_forward(MINUTES_13_AND_A_HALF)


def test_staying_signed_in_keeps_the_session_and_what_was_typed(open_list):
    page, (username, _, _) = open_list
    page.locator("#number").fill("26")

    idle_until(page, username, minutes=13, seconds=30)
    warning = page.get_by_role("alertdialog", name="You will be signed out soon")
    expect(warning).to_be_visible()
    assert violations(page) == []

    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    assert clock.now() - OfficerSession.find(username).seen_at < timedelta(minutes=1)
    expect(page.locator("#number")).to_have_value("26")


def test_after_the_end_the_officer_comes_back_to_the_search_and_to_what_was_typed(open_list):
    page, (username, _, secret) = open_list
    page.locator("#number").fill("26")

    idle_until(page, username, minutes=16)
    over = page.get_by_role("alertdialog", name="You were signed out")
    expect(over).to_be_visible()
    assert violations(page) == []
    over.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/officer/login")
    fill_in(page, username, totp(secret, at=clock.now() + timedelta(seconds=30)))

    assert LIST in page.url
    expect(page.locator("#number")).to_have_value("26")
    assert page.evaluate("sessionStorage.length") == 0


def test_after_the_end_another_officer_does_not_see_what_was_typed(open_list):
    page, (username, _, _) = open_list
    page.locator("#number").fill("26")
    idle_until(page, username, minutes=16)
    expect(page.get_by_role("alertdialog", name="You were signed out")).to_be_visible()

    sign_in(page, *an_officer())
    page.goto(LIST)

    expect(page.locator("#number")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0
