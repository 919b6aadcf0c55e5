"""The first story: a new citizen signs in, sets a password, and shows the card."""

import itertools

import pytest
from playwright.sync_api import Page, expect

from infra.local import demo

NEW_PASSWORD = "con thuyền trôi êm ả"

TEXTS = {
    "vi": {
        "sign in": "Đăng nhập",
        "finish": "Hoàn tất",
        "confirm": "Xác nhận",
        "changed": "Mật khẩu của bạn đã được đổi",
        "profile": "Thông tin cá nhân",
        "card": "Thẻ BHYT",
        "view": "Xem thẻ",
        "back": "Quay lại thông tin thẻ",
        "account": "Tài khoản",
        "sign out": "Đăng xuất",
        "signed out": "Bạn đã đăng xuất",
    },
    "en": {
        "sign in": "Sign in",
        "finish": "Finish",
        "confirm": "Confirm",
        "changed": "Your password has been changed",
        "profile": "Personal information",
        "card": "Health insurance card",
        "view": "View card",
        "back": "Back to card information",
        "account": "My account",
        "sign out": "Sign out",
        "signed out": "You have signed out",
    },
}

_next = itertools.count()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_first_password_to_the_card_and_back_in(product, visit, language, javascript):
    says = TEXTS[language]
    who = product.citizens(demo.NEW)[next(_next)]
    page = visit(java_script_enabled=javascript)

    page.goto("/" if language == "vi" else "/en/")
    page.get_by_role("link", name=says["sign in"]).first.click()
    sign_in(page, who["code"], who["password"], says)

    expect(page).to_have_url(f"{product.url}/password")
    before = product.last_sent()
    page.locator("#old_password").fill(who["password"])
    page.locator("#new_password").fill(NEW_PASSWORD)
    page.locator("#new_password_again").fill(NEW_PASSWORD)
    page.get_by_role("button", name=says["finish"]).click()

    page.locator("#otp").fill(product.otp_for(who["phone"], after=before))
    page.get_by_role("button", name=says["confirm"]).click()
    expect(page).to_have_url(f"{product.url}/account")
    expect(page.get_by_text(says["changed"])).to_be_visible()

    page.get_by_role("main").get_by_role("link", name=says["profile"]).click()
    expect(page.locator("h1")).to_have_text(says["profile"])
    expect(page.get_by_text(who["full_name"])).to_be_visible()

    page.get_by_role("link", name=says["card"]).click()
    page.get_by_role("button", name=says["view"]).click()
    see_the_card_in_landscape(page, who)
    page.get_by_role("link", name=says["back"]).click()

    page.goto("/account")
    page.get_by_role("main").get_by_role("link", name=says["sign out"]).click()
    page.get_by_role("button", name=says["sign out"]).click()
    expect(page.get_by_text(says["signed out"])).to_be_visible()

    sign_in(page, who["code"], NEW_PASSWORD, says)
    expect(page).to_have_url(f"{product.url}/account")
    expect(page.locator("h1")).to_have_text(says["account"])


def sign_in(page: Page, code: str, password: str, says: dict[str, str]) -> None:
    page.locator("#code").fill(code)
    page.locator("#password").fill(password)
    page.get_by_role("button", name=says["sign in"], exact=True).click()


def see_the_card_in_landscape(page: Page, who: dict[str, str]) -> None:
    """On a phone held upright the card lies along the long side and is wholly on the screen."""
    card = page.locator(".vs-card")
    expect(card).to_contain_text(who["full_name"])
    box, screen = card.bounding_box(), page.viewport_size
    assert box["height"] > box["width"] * 1.4, "turned by a quarter"
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= screen["width"]
    assert box["y"] + box["height"] <= screen["height"]

    page.set_viewport_size({"width": screen["height"], "height": screen["width"]})
    box = card.bounding_box()
    assert box["width"] > box["height"] * 1.4, "upright when the phone is turned"
    page.set_viewport_size(screen)


def test_a_forgotten_password_is_replaced_with_a_code(product, visit):
    who = product.citizens(demo.ACTIVE)[3]
    page = visit()
    says = TEXTS["en"]

    page.goto("/login?lang=en")
    page.get_by_role("link", name="Forgot password").click()
    before = product.last_sent()
    page.locator("#code").fill(who["code"])
    page.get_by_role("button", name="Continue").click()
    page.locator("#otp").fill(product.otp_for(who["phone"], after=before))
    page.get_by_role("button", name=says["confirm"]).click()
    page.locator("#new_password").fill(NEW_PASSWORD)
    page.locator("#new_password_again").fill(NEW_PASSWORD)
    page.get_by_role("button", name=says["finish"]).click()

    sign_in(page, who["code"], NEW_PASSWORD, says)
    expect(page).to_have_url(f"{product.url}/account")


def test_the_journey_works_with_the_keyboard_alone(product, visit):
    who = product.citizens(demo.ACTIVE)[2]
    page = visit(viewport={"width": 320, "height": 640})

    page.goto("/login?lang=en")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(who["code"])
    page.keyboard.press("Tab")
    page.keyboard.type(who["password"])
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("My account")


def test_an_error_takes_the_focus_and_leads_to_its_field(visit):
    page = visit()

    page.goto("/login?lang=en")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter your social security code").click()
    expect(page.locator("#code")).to_be_focused()


def test_a_password_can_be_shown_while_typing(visit):
    page = visit()
    page.goto("/login?lang=en")
    page.locator("#password").fill("secret words")

    page.get_by_role("button", name="Show password").click()

    expect(page.locator("#password")).to_have_attribute("type", "text")
