"""What holds on every page of the site and the apps: axe, valid HTML, 320 px, no dead script."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from functions.paths import ROOT
from infra.local import demo
from tests.journeys import applicants, pages
from tests.journeys.conftest import DESKTOP, PHONE

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
NARROW = {"width": 320, "height": 640}
APPS = [f"{path}?lang={language}" for path in pages.of_the_apps() for language in pages.LANGUAGES]
EVERYTHING = pages.of_the_site() + APPS + [f"/nothing?lang={each}" for each in pages.LANGUAGES]

# What an officer does with a request to update; the other steps are a registration's.
OF_REVISIONS = ("/changes", "/update", "/refuse")
# Lists of the desk with something in each, and one with a wrong search.
DESK = [
    "status=accepted",
    "status=rejected&order=urgent",
    "condition=awaiting_paper&order=urgent",
    "number=12&first_day=x&lang=en",
]


@pytest.fixture(scope="module")
def kept_html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("html")


@pytest.fixture(scope="module")
def new_browser(browser, product) -> Iterator[Callable[[], Page]]:
    contexts = []

    def open_page() -> Page:
        contexts.append(browser.new_context(base_url=product.url))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def signed_in(new_browser, product) -> Page:
    """A citizen with a password in force, in the middle of changing it."""
    who = product.citizens(demo.ACTIVE)[0]
    page = new_browser()
    page.goto("/login?lang=en")
    fill(page, code=who["code"], password=who["password"])
    page.goto("/password")
    new = "một mật khẩu rất khác"
    fill(page, old_password=who["password"], new_password=new, new_password_again=new)
    return page


@pytest.fixture(scope="module")
def stranger(new_browser) -> Page:
    return new_browser()


@pytest.fixture(scope="module")
def officers(new_browser, product, stranger) -> dict[str, Page]:
    """A browser for each page of the officers' desk: nobody's, a new officer's, an officer's."""
    new, at_the_desk = new_browser(), new_browser()
    who = product.new_officers()[0]
    new.goto("/officer/login?lang=en")
    fill(new, username=who["username"], password=who["password"])
    own = "mưa rơi trên mái lá"
    fill(new, new_password=own, new_password_again=own)
    product.at_the_desk(at_the_desk, product.officers()[0])
    return {
        "/officer/login": stranger,
        "/officer/enrol": new,
        "/officer/enrol/app": new,
        "officers": at_the_desk,
    }


@pytest.fixture(scope="module")
def revised(new_browser, product) -> Iterator[tuple[Page, str]]:
    """A citizen whose request to update a phone is sent, and its number."""
    who, page = product.citizens(demo.ACTIVE)[2], new_browser()
    page.goto("/login?lang=en")
    fill(page, code=who["code"], password=who["password"])
    ask_to_revise(page)
    sent = product.last_sent()
    page.get_by_role("button", name="Send me the code").click()
    fill(page, otp=product.otp_for(who["phone"], after=sent))
    yield page, page.locator("main .vs-number").inner_text()
    page.goto("/logout")
    page.get_by_role("button", name="Sign out").click()


@pytest.fixture(scope="module")
def desks(new_browser, product, officers, revised) -> dict[str, Page]:
    """The officers' pages, and the request's: its citizen's, its province's officer's."""
    desk = new_browser()
    product.at_the_desk(desk, product.officers(agency="7900")[0])
    steps = {f"/officer/applications/<number>/{step}" for step in ("changes", "update", "refuse")}
    sent = {"/account/revision/sent": revised[0]}
    return {**officers, **dict.fromkeys(steps, desk), **sent}


@pytest.fixture(scope="module")
def applicants_pages(new_browser, product, tmp_path_factory) -> dict[str, Page]:
    """One who has declared everything, one who has submitted it, one who tracks it."""
    applicant, owner, seeker = (new_browser() for _ in range(3))
    sent = {}
    for page, phone in ((owner, "0987654321"), (applicant, "0987654322")):
        applicants.declare(page, phone=phone)
        applicants.send_photo(page, tmp_path_factory.mktemp("photo"))
        page.goto("/register/review?lang=en")
        sent[page] = product.last_sent()
        applicants.send(page)
    applicant.wait_for_selector("#otp")
    fill(owner, otp=product.otp_for("0987654321", after=sent[owner]))
    owner.wait_for_url(re.compile(r"/register/[0-9]"))
    seeker.goto("/register/track?lang=en")
    fill(seeker, number=owner.url.rpartition("/")[2])
    pages = ("", "/contact", "/address", "/agency", "/photo")
    return {
        **{f"/register/individual{page}": applicant for page in pages},
        **{path: applicant for path in ("/register", "/register/review", "/register/phone")},
        "/register/track/confirm": seeker,
        "/register/<number>": owner,
    }


@pytest.fixture(scope="module")
def visitors(new_browser, product, signed_in, desks, applicants_pages) -> dict[str, Page]:
    """For each page that not everybody can open, a browser that can."""
    forgetful, first, second, third = (new_browser() for _ in range(4))
    forgetful.goto("/password/forgot?lang=en")
    fill(forgetful, code=product.citizens(demo.ACTIVE)[0]["code"])
    who = product.citizens(demo.ACTIVE)[1]
    for page in (first, second):
        page.goto("/login?lang=en")
        fill(page, code=who["code"], password=who["password"])
    sent = product.last_sent()
    second.get_by_role("button", name="Continue").click()
    fill(second, otp=product.otp_for(who["phone"], after=sent))
    third.goto("/login?lang=en")
    fill(third, code=who["code"], password=who["password"])
    ask_to_revise(second)
    second.get_by_role("button", name="Send me the code").click()
    return {
        "/login": desks["/officer/login"],
        "/login/device": third,
        "/login/device/confirm": third,
        "/login/ended": first,
        "/password/forgot/confirm": forgetful,
        "/password/forgot/new": forgetful,
        "/account/revision/check": second,
        "/account/revision/confirm": second,
        **desks,
        **applicants_pages,
        "everything else": signed_in,
    }


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"#{name}").fill(value)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture(scope="module")
def number(officers) -> str:
    """An application that the officer may decide."""
    page = officers["officers"]
    page.goto("/officer/applications?condition=paper_received&status=pending")
    return page.locator("[data-row-link]").first.inner_text()


def ask_to_revise(page: Page) -> None:
    page.goto("/account/revision/phone")
    fill(page, phone="0987 654 321")


@pytest.mark.parametrize("path", EVERYTHING)
def test_a_page_has_no_accessibility_violation_and_fits_the_screen(
    path, visitors, number, revised, kept_html
):
    others = "officers" if path.startswith("/officer") else "everything else"
    rule = path.partition("?")[0]
    page = visitors.get(rule, visitors[others])
    if rule.startswith("/register/"):
        number = visitors["/register/<number>"].url.rpartition("/")[2].partition("?")[0]
    elif rule.endswith(OF_REVISIONS):
        number = revised[1]
    path = path.replace("<number>", number)

    page.set_viewport_size(PHONE)
    response = page.goto(path)
    assert response.status == (404 if "nothing" in path else 200)
    assert page.url.endswith(path), "the page itself, not where a guard sends strangers"
    keep(kept_html, path, response.text())
    assert violations(page) == []

    for size in (NARROW, DESKTOP):
        page.set_viewport_size(size)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], "nothing to scroll sideways"
    assert violations(page) == []


def test_a_page_with_errors_has_no_accessibility_violation(stranger, kept_html):
    stranger.goto("/login?lang=vi")
    stranger.locator("main form button[type=submit], main form .govuk-button").last.click()
    stranger.wait_for_selector(".govuk-error-summary")

    assert violations(stranger) == []
    keep(kept_html, "/login-with-errors", stranger.content())


@pytest.mark.parametrize("query", DESK)
def test_the_desk_in_every_state_has_no_accessibility_violation(query, officers, kept_html):
    page = officers["officers"]
    page.set_viewport_size(PHONE)
    keep(kept_html, query, page.goto(f"/officer/applications?{query}").text())
    assert violations(page) == []

    rows = page.locator("[data-row-link]")
    if rows.count():
        with page.expect_navigation():
            rows.first.click()
        assert violations(page) == []
        keep(kept_html, f"detail-{query}", page.content())


def test_every_page_is_valid_html(kept_html):
    """The Nu checker, over every page that the tests above fetched."""
    kept = list(kept_html.glob("*.html"))
    assert len(kept) >= len(EVERYTHING) + len(DESK) + 1

    result = subprocess.run(
        ["java", "-jar", str(VNU), "--format", "json", "--exit-zero-always", str(kept_html)],
        capture_output=True,
        check=True,
    )

    found = json.loads(result.stderr)["messages"]
    assert [brief(message) for message in found if message["type"] != "info"] == []


def keep(folder: Path, path: str, html: str) -> None:
    name = "".join(letter if letter.isalnum() else "_" for letter in path)
    (folder / f"{name}.html").write_text(html)


def brief(message: dict[str, object]) -> str:
    return f"{Path(str(message['url'])).name}:{message.get('lastLine')} {message['message']}"


def violations(page: Page) -> list[str]:
    """What axe finds, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
