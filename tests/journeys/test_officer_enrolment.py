"""S17: an officer's first sign-in, and the next ones."""

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

PASSWORD = "thuyền xuôi mái nước song song"

TEXTS = {
    "vi": {
        "sign in": "Đăng nhập",
        "next": "Tiếp tục",
        "finish": "Hoàn tất",
        "desk": "Trang cán bộ",
        "done": "Bạn đã đăng nhập",
        "sign out": "Đăng xuất",
        "login": "Cán bộ đăng nhập",
    },
    "en": {
        "sign in": "Sign in",
        "next": "Continue",
        "finish": "Finish",
        "desk": "Officers' desk",
        "done": "You are signed in",
        "sign out": "Sign out",
        "login": "Officers: sign in",
    },
}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_first_password_to_the_desk_and_back_in(product, visit, tmp_path, language):
    says = TEXTS[language]
    who = product.new_officers()[1 if language == "vi" else 2]
    page = visit(java_script_enabled=language == "vi")

    page.goto(f"/officer/?lang={language}")
    page.locator("#username").fill(who["username"])
    page.locator("#password").fill(who["password"])
    page.get_by_role("button", name=says["sign in"], exact=True).click()
    page.locator("#new_password").fill(PASSWORD)
    page.locator("#new_password_again").fill(PASSWORD)
    page.get_by_role("button", name=says["next"]).click()

    secret = page.locator(".vs-enrol__key").inner_text().replace(" ", "")
    picture = tmp_path / "qr.png"
    page.locator(".vs-enrol__qr").screenshot(path=picture)
    read = zxingcpp.read_barcodes(Image.open(picture))[0].text
    assert read.startswith(f"otpauth://totp/VssID:{who['username']}?secret={secret}")
    page.locator("#totp").fill(product.totp(secret))
    page.get_by_role("button", name=says["finish"]).click()

    expect(page.locator("h1")).to_have_text(says["desk"])
    expect(page.locator("main")).to_contain_text(says["done"])
    expect(page.locator(".vs-officer")).to_contain_text(who["full_name"])
    expect(page.locator("main")).to_contain_text(who["agency"])

    page.locator("main").get_by_role("link", name=says["sign out"]).click()
    page.get_by_role("button", name=says["sign out"]).click()
    expect(page.locator("h1")).to_have_text(says["login"])

    enrolled = {"username": who["username"], "password": PASSWORD, "totp_secret": secret}
    product.sign_in_officer(page, enrolled, language)
    expect(page.locator("h1")).to_have_text(says["desk"])


def test_both_apps_are_signed_in_to_in_one_browser(product, visit):
    citizen, who = product.citizens("active")[4], product.officers(role="supervisor")[0]
    page = visit()

    page.goto("/login?lang=en")
    page.locator("#code").fill(citizen["code"])
    page.locator("#password").fill(citizen["password"])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("My account")
    product.sign_in_officer(page, who)
    expect(page.locator("h1")).to_have_text("Officers' desk")

    page.goto("/account")
    expect(page.locator("h1")).to_have_text("My account")
    page.goto("/officer/")
    expect(page.locator("h1")).to_have_text("Officers' desk")
