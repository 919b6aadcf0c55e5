"""S14: from the site to the application's page and its printable form; tracked elsewhere."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.journeys import applicants
from tests.journeys.conftest import DESKTOP

TEXTS = {
    "vi": {
        "register": "Đăng ký tài khoản",
        "continue": "Tiếp tục",
        "submitted": "Đã nộp tờ khai",
        "pdf": "Mở tờ khai để in (PDF)",
        "track": "Tra cứu hồ sơ",
    },
    "en": {
        "register": "Register for an account",
        "continue": "Continue",
        "submitted": "Declaration submitted",
        "pdf": "Open the form to print (PDF)",
        "track": "Track an application",
    },
}

_next = itertools.count(1)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_site_to_the_printable_form(product, visit, tmp_path, language, javascript):
    says = TEXTS[language]
    phone = f"09123456{next(_next):02d}"
    page = visit(java_script_enabled=javascript)
    page.goto("/" if language == "vi" else "/en/")
    page.get_by_role("main").get_by_role("link", name=says["register"]).first.click()
    expect(page.locator("h1")).to_have_text(says["register"])

    page.goto(f"/register?lang={language}")
    applicants.declare(page, phone="0900 000 000")
    applicants.send_photo(page, tmp_path)
    expect(page.locator("main img")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name=says["continue"]).first.click()

    page.locator("dl a[href^='/register/individual/contact']").first.click()
    page.locator("#phone").fill(phone)
    applicants.send(page)
    before = product.last_sent()
    applicants.send(page)
    page.locator("#otp").fill(product.otp_for(phone, after=before))
    applicants.send(page)

    expect(page.locator("h1")).to_have_text(says["submitted"])
    number = page.url.rpartition("/")[2]
    expect(page.locator(".vs-ticket__number")).to_have_text(number)
    form = page.request.get(page.get_by_text(says["pdf"]).get_attribute("href"))
    assert form.body().startswith(b"%PDF-")
    page.go_back()
    expect(page.locator("h1")).to_have_text(says["submitted"])

    elsewhere = visit(java_script_enabled=javascript, viewport=DESKTOP)
    elsewhere.goto(f"/login?lang={language}")
    elsewhere.get_by_role("link", name=says["track"]).click()
    elsewhere.locator("#number").fill(number.replace("-", " "))
    before = product.last_sent()
    applicants.send(elsewhere)
    elsewhere.locator("#otp").fill(product.otp_for(phone, after=before))
    applicants.send(elsewhere)
    expect(elsewhere.locator("h1")).to_have_text(says["submitted"])
