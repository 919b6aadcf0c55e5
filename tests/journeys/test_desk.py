"""S19: a row opens by a double click, by the menu of the right click, and by the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP
from tests.photos import a_photo

LIST = "/officer/applications?type=registration"
DETAIL = re.compile(r"/officer/applications/\d{6}-\d{7}-\d\?back=")


@pytest.fixture(scope="module")
def state(product, browser):
    """One sign-in for every test here: its cookies."""
    context = browser.new_context(base_url=product.url)
    page = context.new_page()
    product.at_the_desk(page, product.officers()[1])
    yield context.storage_state()
    context.close()


@pytest.fixture
def desk(visit, state):
    page = visit(viewport=DESKTOP, storage_state=state)
    page.goto(LIST)
    return page


def rows(page):
    return page.locator("[data-row]")


def menu(page):
    return page.get_by_role("menu")


def test_a_double_click_opens_the_row(desk):
    number = rows(desk).nth(1).locator("a").inner_text()

    rows(desk).nth(1).locator("td").nth(1).dblclick()

    expect(desk).to_have_url(DETAIL)
    expect(desk.locator("h1")).to_contain_text(number)


def test_the_right_click_offers_a_menu_that_opens_the_row(desk):
    number = rows(desk).nth(2).locator("a").inner_text()
    rows(desk).nth(2).locator("td").nth(1).click(button="right")
    expect(menu(desk).get_by_role("menuitem")).to_have_text(
        ["Open", "Open in a new tab", "Copy the number"]
    )

    menu(desk).get_by_role("menuitem", name="Open", exact=True).click()

    expect(desk.locator("h1")).to_contain_text(number)


def test_the_menu_opens_a_new_tab(desk):
    number = rows(desk).first.locator("a").inner_text()
    rows(desk).first.click(button="right", position={"x": 300, "y": 10})

    with desk.expect_popup() as opened:
        menu(desk).get_by_role("menuitem", name="Open in a new tab").click()

    expect(opened.value.locator("h1")).to_contain_text(number)
    expect(menu(desk)).to_be_hidden()


def test_the_menu_copies_the_number(desk):
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = rows(desk).nth(3).locator("a")
    link.click(button="right")

    menu(desk).get_by_role("menuitem", name="Copy the number").click()

    expect(desk.get_by_text("Copied: ")).to_be_attached()
    assert desk.evaluate("navigator.clipboard.readText()") == link.inner_text()
    expect(link).to_be_focused()


@pytest.mark.parametrize("key", ["ContextMenu", "Shift+F10"])
def test_the_menu_is_there_for_the_keyboard(desk, key):
    link = rows(desk).first.locator("a")
    link.focus()

    desk.keyboard.press(key)

    items = menu(desk).get_by_role("menuitem")
    expect(items.nth(0)).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    desk.keyboard.press("End")
    expect(items.nth(2)).to_be_focused()
    desk.keyboard.press("ArrowDown")
    expect(items.nth(0)).to_be_focused()
    desk.keyboard.press("Escape")
    expect(menu(desk)).to_be_hidden()
    expect(link).to_be_focused()

    desk.keyboard.press("Enter")
    expect(desk).to_have_url(DETAIL)


def test_a_click_elsewhere_closes_the_menu(desk):
    rows(desk).first.click(button="right", position={"x": 300, "y": 10})
    expect(menu(desk)).to_be_visible()

    desk.locator("h1").click()

    expect(menu(desk)).to_be_hidden()


def test_the_reasons_show_when_they_are_wanted(desk):
    desk.goto(f"{LIST}&status=pending")
    rows(desk).first.locator("a").click()
    reasons = desk.get_by_label("The printed declaration is not signed")
    expect(reasons).to_be_hidden()

    desk.get_by_label("Inadequate").check()

    expect(reasons).to_be_visible()
    desk.get_by_label("Adequate", exact=True).check()
    expect(reasons).to_be_hidden()


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["script", "no script"])
def test_search_decide_and_exit_to_the_same_list(visit, state, java_script_enabled):
    page = visit(viewport=DESKTOP, storage_state=state, java_script_enabled=java_script_enabled)
    page.goto(LIST)
    page.get_by_text("Expand the search").click()
    page.get_by_label("Condition").select_option("paper_received")
    page.get_by_label("Status").select_option("pending")
    page.get_by_role("button", name="Search").click()
    before = page.locator(".vs-total").inner_text()
    number = rows(page).first.locator("a").inner_text()
    rows(page).first.locator("a").click()

    page.get_by_label("Inadequate").check()
    page.get_by_label("The printed declaration is not signed").check()
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text(f"{number} is inadequate")).to_be_visible()
    page.get_by_role("link", name="Exit", exact=True).click()
    expect(page).to_have_url(re.compile("condition=paper_received&status=pending"))
    left = int(before.split()[0]) - 1
    expect(page.locator(".vs-total")).to_have_text(f"{left} applications")
    assert number not in rows(page).locator("a").all_inner_texts()


def test_the_photo_is_changed_from_a_file(visit, state, tmp_path):
    file = tmp_path / "scan.jpg"
    file.write_bytes(a_photo())
    page = visit(storage_state=state)
    page.goto(f"{LIST}&status=pending")
    rows(page).first.locator("a").click()
    page.get_by_role("link", name="Change the photo").click()

    page.get_by_label("Attach a file").set_input_files(file)
    page.get_by_role("button", name="Change the photo").click()

    expect(page.get_by_text("was changed")).to_be_visible()
    width = page.locator("img.vs-portrait").evaluate("image => image.naturalWidth")
    assert width == 480
