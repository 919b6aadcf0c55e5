"""The second story: from Form No. 1 over the officers' desk to the card, in a browser."""

import csv
import itertools
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra.local import demo
from tests.applications.applicants import a_photo
from tests.journeys.conftest import DESKTOP

PASSWORD = "mùa gặt trên cao nguyên"
NUMBER = re.compile(r"/register/(\d{6}-\d{7}-\d)$")
AGENCY = "0100"

# Of the demo registry, people whom neither an account nor a demo application names.
_person = itertools.count(60)


def somebody(product) -> dict[str, str]:
    """A synthetic grown-up with a phone, known to both systems of record."""
    with (Path(product.folder) / demo.REGISTRY / "persons.csv").open(newline="") as file:
        people = [row for row in csv.DictReader(file) if row["phone"]]
    return next(people[index] for index in _person if people[index]["date_of_birth"] < "2000")


def send(page: Page, **fields: str) -> None:
    """Fill in the page's form, by the names of its fields, and press its first button."""
    for name, value in fields.items():
        field = page.locator(f'main [name="{name}"]').first
        kind = field.evaluate("element => element.type")
        if kind in {"radio", "checkbox"}:
            page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator('main form .govuk-button:not([type="button"])').first.click()


def register(page: Page, product, who: dict[str, str], language: str, **otherwise: str) -> str:
    """Declare `who` from the choice of applicant to the submission; the application's number."""
    page.goto(f"/register?lang={language}")
    send(page, applicant="individual")
    year, month, day = who["date_of_birth"].split("-")
    identity = {
        "code": who["code"],
        "full_name": who["full_name"],
        "date_of_birth": f"{day}/{month}/{year}",
        "sex": who["sex"],
        "identity_number": who["identity_number"],
        "identity_issued_on": "20/05/2021",
        "identity_issued_by": "Bộ Công an",
    }
    send(page, **{**identity, **otherwise})
    send(page, phone=who["phone"], province_code="1")
    page.locator("#ward_code").select_option(index=1)
    send(page, address="12 Phố Huế")
    send(page, agency=AGENCY)
    page.locator("#photo").set_input_files(
        {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    send(page)
    page.locator('a[href$="/register/review"]').first.click()
    return submit(page, product, who)


def submit(page: Page, product, who: dict[str, str]) -> str:
    """Agree to the reviewed declaration and prove the phone; the application's number."""
    expect(page.locator("main")).to_contain_text("12 Phố Huế")
    before = product.last_sent()
    send(page)
    send(page, otp=product.otp_for(who["phone"], after=before))
    expect(page).to_have_url(NUMBER)
    return NUMBER.search(page.url)[1]


def the_form(page: Page, tmp_path: Path) -> str:
    """The text of the PDF that the page links to."""
    link = page.locator('a[href$=".pdf"]').first.get_attribute("href")
    answer = page.context.request.get(link)
    assert answer.headers["content-type"] == "application/pdf"
    file = tmp_path / "form.pdf"
    file.write_bytes(answer.body())
    return subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, text=True
    ).stdout


def at_the_desk(product, visit, number: str, language: str, **options: object) -> Page:
    """An officer of the agency, with the application open."""
    page = visit(viewport=DESKTOP, **options)
    product.sign_in_officer(page, product.officers(agency=AGENCY)[0], language)
    page.goto("/officer/applications?type=registration")
    page.goto(f"/officer/applications/{number}")
    return page


def receive_paper(desk: Page) -> None:
    desk.locator('form[action*="/paper"] button').click()


def assess(desk: Page, **answers: str) -> None:
    form = desk.locator('form[action*="/assessment"]')
    for name, value in answers.items():
        field = form.locator(f'[name="{name}"]')
        if name == "note":
            field.fill(value)
        else:
            form.locator(f'[name="{name}"][value="{value}"]').check()
    form.locator("button").first.click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_form_no_1_to_the_card(product, visit, tmp_path, language, javascript):
    who = somebody(product)
    options = {"java_script_enabled": javascript}
    page = visit(**options)

    number = register(page, product, who, language)
    text = the_form(page, tmp_path)
    assert number in text
    assert who["full_name"] in text

    desk = at_the_desk(product, visit, number, language, **options)
    receive_paper(desk)
    desk.locator('a[href*="/photo"]').first.click()
    desk.locator("#photo").set_input_files(
        {"name": "scan.png", "mimeType": "image/png", "buffer": a_photo(kind="PNG")}
    )
    send(desk)
    expect(desk.locator("img.vs-portrait")).to_be_visible()
    before = product.last_sent()
    assess(desk, assessment="adequate")
    expect(desk.locator(".govuk-notification-banner")).to_contain_text(number)

    sms = product.sms_to(who["phone"], after=before, says=who["code"])
    password = re.search(r"\b(?=\w*[A-Za-z])[A-Za-z2-9]{10}\b", sms)[0]
    page.goto(f"/login?lang={language}")
    send(page, code=who["code"], password=password)
    expect(page).to_have_url(f"{product.url}/password")
    before = product.last_sent()
    send(page, old_password=password, new_password=PASSWORD, new_password_again=PASSWORD)
    send(page, otp=product.otp_for(who["phone"], after=before))
    page.goto("/account/card/view")
    expect(page.locator(".vs-card")).to_contain_text(who["full_name"])


def test_inadequate_is_corrected_and_becomes_adequate(product, visit):
    who = somebody(product)
    page = visit()
    number = register(page, product, who, "en", full_name="Nguyễn Văn Sai")
    desk = at_the_desk(product, visit, number, "en")
    before = product.last_sent()

    assess(desk, assessment="inadequate", reasons="name_differs", note="Bring the card again")

    expect(desk.locator(".govuk-notification-banner")).to_contain_text("inadequate")
    sms = product.sms_to(who["phone"], after=before, says=number)
    assert "The full name is not the same as on your identity document" in sms
    assert "Bring the card again" in sms

    stranger = visit()
    stranger.goto("/register/track?lang=en")
    before = product.last_sent()
    send(stranger, number=number)
    send(stranger, otp=product.otp_for(who["phone"], after=before))
    expect(stranger.locator("main")).to_contain_text("Bring the card again")
    send(stranger)
    stranger.locator('a[href*="/register/individual?"]').first.click()
    send(stranger, full_name=who["full_name"])
    assert submit(stranger, product, who) == number

    desk.goto(f"/officer/applications/{number}")
    receive_paper(desk)
    before = product.last_sent()
    assess(desk, assessment="adequate")
    assert product.sms_to(who["phone"], after=before, says=who["code"])


def test_an_unknown_code_leads_to_guidance_and_issues_nothing(product, visit):
    who = somebody(product)
    page = visit()
    number = register(page, product, who, "en", code="9900000001")
    desk = at_the_desk(product, visit, number, "en")
    receive_paper(desk)
    before = product.last_sent()

    assess(desk, assessment="adequate")

    expect(desk.locator(".govuk-error-summary")).to_contain_text("not on both systems")
    expect(desk.locator("main")).to_contain_text("issuance of a code")
    desk.goto(f"/officer/applications/{number}")
    expect(desk.locator('form[action*="/assessment"]')).to_be_visible()
    assert product.last_sent() == before, "no SMS was sent"
