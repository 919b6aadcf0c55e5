"""How pages look, where a style that is not applied would mislead."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import applicants
from tests.journeys.conftest import DESKTOP, PHONE

KINDS = {"registration": "Registrations", "revision": "Updates of information"}


@pytest.fixture(scope="module")
def state(product, browser):
    """One sign-in of an officer for every test here: its cookies."""
    context = browser.new_context(base_url=product.url)
    page = context.new_page()
    product.sign_in_officer(page, product.officers(role="supervisor")[0])
    yield context.storage_state()
    context.close()


@pytest.fixture
def desk(visit, state):
    return visit(viewport=DESKTOP, storage_state=state)


def style(locator, name):
    return locator.evaluate("(element, name) => getComputedStyle(element)[name]", name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_board_says_which_applications_it_shows(desk, kind):
    desk.goto(f"/officer/board?type={kind}")
    desk.emulate_media(media="print")

    for name, text in KINDS.items():
        link = desk.locator("main nav").get_by_text(text, exact=True)
        expect(link).to_be_visible(visible=name == kind)


def test_a_printed_list_says_which_applications_it_shows_once(desk):
    desk.goto("/officer/applications?type=registration")
    desk.emulate_media(media="print")

    expect(desk.locator("h1")).to_have_text("Registrations")
    expect(desk.locator("main nav").first).to_be_hidden()


def test_the_count_of_a_list_is_a_line_and_those_of_the_board_are_cards(desk):
    desk.goto("/officer/applications?type=registration")
    count = desk.get_by_text(re.compile(r"^\d+ applications$"))
    assert (style(count, "borderLeftWidth"), style(count, "padding")) == ("0px", "0px")

    desk.goto("/officer/board?type=registration")

    assert style(desk.locator("main dl > div").first, "borderLeftWidth") == "5px"


def test_a_long_choice_fills_a_phone_and_is_as_wide_as_its_names_elsewhere(visit):
    page = visit(viewport=PHONE)
    applicants.declare(page, phone="0987654329")
    page.goto("/register/individual/contact")
    choice = page.locator("#province_code")
    form = page.locator("main form")
    assert choice.bounding_box()["width"] == form.bounding_box()["width"]

    page.set_viewport_size(DESKTOP)

    assert choice.bounding_box()["width"] == 20 * float(style(choice, "fontSize")[:-2])
