"""The second story: from Form No. 1 over the officers' desk to the card, in a browser."""

import csv
import itertools
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from infra.local import demo
from tests.journeys.applicants import declare, send, send_photo
from tests.journeys.conftest import DESKTOP
from tests.photos import a_photo

# No part of it is somebody's name.
PASSWORD = "zulu kayak 58 quartz"
NUMBER = re.compile(r"/register/(\d{6}-\d{7}-\d)$")
AGENCY = "0100"

# Of the demo registry, people whom neither an account nor a demo application names.
_person = itertools.count(60)


# What the officer and the applicant read.
SAYS = {
    "vi": {
        "inadequate": "không đạt",
        "name differs": "Họ tên không khớp với giấy tờ tùy thân",
        "not confirmed": "không có trên cả hai hệ thống",
        "guidance": "cấp mã số BHXH",
    },
    "en": {
        "inadequate": "inadequate",
        "name differs": "The full name is not the same as on your identity document",
        "not confirmed": "not on both systems",
        "guidance": "issuance of a code",
    },
}
# Both languages, with and without JavaScript; the first story below is told in all four ways.
BOTH_WAYS = pytest.mark.parametrize(
    ("language", "javascript"), [("vi", False), ("en", True)], ids=["vi, without", "en, with"]
)


def somebody(product) -> dict[str, str]:
    """A synthetic grown-up with a phone, known to both systems of record."""
    with (Path(product.folder) / demo.REGISTRY / "persons.csv").open(newline="") as file:
        people = [row for row in csv.DictReader(file) if row["phone"]]
    return next(people[index] for index in _person if people[index]["date_of_birth"] < "2000")


def register(page: Page, product, who: dict[str, str], tmp_path: Path, **otherwise: str) -> str:
    """Declare `who` from the choice of applicant to the submission; the application's number."""
    year, month, day = who["date_of_birth"].split("-")
    names = ("code", "full_name", "sex", "identity_number")
    identity = {name: who[name] for name in names} | {"date_of_birth": f"{day}/{month}/{year}"}
    declare(page, phone=who["phone"], **{**identity, **otherwise})
    send_photo(page, tmp_path)
    page.locator('main a[href$="/register/review"]').first.click()
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
    product.at_the_desk(page, product.officers(agency=AGENCY)[0], language)
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

    page.goto(f"/register?lang={language}")
    number = register(page, product, who, tmp_path)
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


@BOTH_WAYS
def test_inadequate_is_corrected_and_becomes_adequate(
    product, visit, tmp_path, language, javascript
):
    who, says, options = somebody(product), SAYS[language], {"java_script_enabled": javascript}
    page = visit(**options)
    page.goto(f"/register?lang={language}")
    number = register(page, product, who, tmp_path, full_name="Nguyễn Văn Sai")
    desk = at_the_desk(product, visit, number, language, **options)
    before = product.last_sent()

    assess(desk, assessment="inadequate", reasons="name_differs", note="Bring the card again")

    expect(desk.locator(".govuk-notification-banner")).to_contain_text(says["inadequate"])
    sms = product.sms_to(who["phone"], after=before, says=number)
    assert says["name differs"] in sms
    assert "Bring the card again" in sms

    stranger = visit(**options)
    stranger.goto(f"/register/track?lang={language}")
    before = product.last_sent()
    send(stranger, number=number)
    send(stranger, otp=product.otp_for(who["phone"], after=before))
    expect(stranger.locator("main")).to_contain_text("Bring the card again")
    send(stranger)
    stranger.locator('a[href*="/register/individual?"]').first.click()
    send(stranger, full_name=who["full_name"])
    stranger.locator('a[href*="/register/individual/contact?"]').first.click()
    who["phone"] = f"0{int(who['phone']) + 1}"
    send(stranger, phone=who["phone"])
    assert submit(stranger, product, who) == number

    desk.goto(f"/officer/applications/{number}")
    receive_paper(desk)
    before = product.last_sent()
    assess(desk, assessment="adequate")
    assert product.sms_to(who["phone"], after=before, says=who["code"])


@BOTH_WAYS
def test_an_unknown_code_leads_to_guidance_and_issues_nothing(
    product, visit, tmp_path, language, javascript
):
    who, says, options = somebody(product), SAYS[language], {"java_script_enabled": javascript}
    page = visit(**options)
    page.goto(f"/register?lang={language}")
    number = register(page, product, who, tmp_path, code="9900000001")
    desk = at_the_desk(product, visit, number, language, **options)
    receive_paper(desk)
    before = product.last_sent()

    assess(desk, assessment="adequate")

    expect(desk.locator(".govuk-error-summary")).to_contain_text(says["not confirmed"])
    expect(desk.locator("main")).to_contain_text(says["guidance"])
    desk.goto(f"/officer/applications/{number}")
    expect(desk.locator('form[action*="/assessment"]')).to_be_visible()
    assert product.last_sent() == before, "no SMS was sent"
