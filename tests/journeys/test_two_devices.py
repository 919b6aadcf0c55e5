"""S5: one person, one device, in two browsers."""

import re

from playwright.sync_api import expect

from infra.local import demo


def test_the_second_device_warns_and_the_code_moves_the_account_to_it(product, visit):
    who = product.citizens(demo.NEW)[5]
    first, second = visit(), visit(user_agent="Mozilla/5.0 (Linux; Android 14; Mobile)")

    sign_in(first, who)
    expect(first).to_have_url(re.compile("/password$"))
    forgotten_password_of(first, who, product)
    sign_in(first, who)
    expect(first.locator("h1")).to_have_text("My account")

    sign_in(second, who)
    expect(second.locator("h1")).to_have_text("Your account is signed in on another device")
    expect(second.get_by_text("Linux")).to_be_visible()

    second.get_by_role("link", name="Cancel and leave the other device signed in").click()
    first.goto("/account/profile")
    expect(first.locator("h1")).to_have_text("Personal information")

    sign_in(second, who)
    before = product.last_sent()
    second.get_by_role("button", name="Continue").click()
    second.locator("#otp").fill(product.otp_for(who["phone"], after=before))
    second.get_by_role("button", name="Confirm").click()
    expect(second.locator("h1")).to_have_text("My account")

    first.goto("/account/profile")
    expect(first.locator("h1")).to_have_text("You were signed out")
    expect(first.get_by_text("Android")).to_be_visible()

    first.get_by_role("button", name="Lock my account").click()
    expect(first.get_by_text("Your account is locked")).to_be_visible()
    second.goto("/account/profile")
    expect(second.locator("h1")).to_have_text("Sign in")


def sign_in(page, who):
    page.goto("/login?lang=en")
    page.locator("#code").fill(who["code"])
    page.locator("#password").fill(who["password"])
    page.get_by_role("button", name="Sign in", exact=True).click()


def forgotten_password_of(page, who, product):
    """Give the account a password of its own by the way for forgotten ones."""
    page.goto("/password/forgot")
    before = product.last_sent()
    page.locator("#code").fill(who["code"])
    page.get_by_role("button", name="Continue").click()
    page.locator("#otp").fill(product.otp_for(who["phone"], after=before))
    page.get_by_role("button", name="Confirm").click()
    who["password"] = "gió nhẹ trên cánh đồng"
    page.locator("#new_password").fill(who["password"])
    page.locator("#new_password_again").fill(who["password"])
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Your password has been changed")).to_be_visible()
