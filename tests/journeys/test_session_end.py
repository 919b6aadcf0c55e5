"""The warning before the idle end, in a real browser whose clock is moved.

The server's clock cannot be moved from outside: the session's row is made older instead.
"""

from datetime import timedelta

import pytest
from flask import render_template_string
from playwright.sync_api import expect

from functions import clock
from functions.accounts import guards
from functions.accounts.models import Session
from tests.builders import PASSWORD, an_account
from tests.journeys.conftest import PHONE
from tests.journeys.in_process import serving
from tests.journeys.test_every_page import violations

MINUTES_28_AND_A_HALF = (28 * 60 + 30) * 1000
FORM = """
{% extends "layouts/app.html" %}{% block title %}A form{% endblock %}
{% block main %}<form>
<label for="story">Story</label><textarea id="story" name="story"></textarea>
<label for="yes">Yes</label><input type="checkbox" id="yes" name="yes" value="1">
<label for="secret">Secret</label><input type="password" id="secret" name="secret">
</form>{% endblock %}
"""


@pytest.fixture
def served(settings):
    """The product in this process, so that a test can reach its sessions; with a form to fill."""

    def with_a_form(citizen):
        citizen.get("/account/form")(guards.signed_in(lambda: render_template_string(FORM)))

    with serving(settings, prepare=with_a_form) as url:
        yield url


@pytest.fixture
def open_form(browser, served):
    """Signed in, on a page with a form, in a browser whose clock waits for the test."""
    code = an_account()
    context = browser.new_context(base_url=served, viewport=PHONE)
    page = context.new_page()
    page.clock.install()
    sign_in(page, code)
    page.goto("/account/form?lang=en")
    yield page, code
    context.close()


def sign_in(page, code):
    page.goto("/login?lang=en")
    page.locator("#code").fill(code)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account**")


def last_used(code, **ago):
    session = Session.find(code)
    session.update([Session.seen_at.set(clock.now() - timedelta(**ago))])


def type_something(page):
    page.locator("#story").fill("Một câu chuyện dài")
    page.locator("#yes").check()
    page.locator("#secret").fill("a secret")


def test_staying_signed_in_keeps_the_session_and_what_was_typed(open_form):
    page, code = open_form
    type_something(page)
    last_used(code, minutes=28, seconds=30)

    page.clock.fast_forward(MINUTES_28_AND_A_HALF)

    warning = page.get_by_role("alertdialog", name="You will be signed out soon")
    expect(warning).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    assert clock.now() - Session.find(code).seen_at < timedelta(minutes=1)
    expect(page.locator("#story")).to_have_value("Một câu chuyện dài")
    expect(page.locator("#secret")).to_have_value("a secret")


def test_a_session_used_in_another_tab_is_not_warned_of(open_form):
    page, _ = open_form

    with page.expect_response("**/account/session"):
        page.clock.fast_forward(MINUTES_28_AND_A_HALF)

    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_after_the_end_what_was_typed_waits_for_the_same_person(open_form):
    page, code = open_form
    type_something(page)
    last_used(code, minutes=31)

    page.clock.fast_forward(MINUTES_28_AND_A_HALF)
    over = page.get_by_role("alertdialog", name="You were signed out")
    expect(over).to_be_visible()
    assert violations(page) == []

    over.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/login")
    sign_in(page, code)

    expect(page.locator("h1")).to_have_text("A form")
    expect(page.locator("#story")).to_have_value("Một câu chuyện dài")
    expect(page.locator("#yes")).to_be_checked()
    expect(page.locator("#secret")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_after_the_end_what_was_typed_is_not_shown_to_somebody_else(open_form):
    page, code = open_form
    type_something(page)
    last_used(code, minutes=31)
    page.clock.fast_forward(MINUTES_28_AND_A_HALF)
    expect(page.get_by_role("alertdialog", name="You were signed out")).to_be_visible()

    sign_in(page, an_account())
    page.goto("/account/form")

    expect(page.locator("#story")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0
