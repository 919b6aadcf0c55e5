"""S24 from end to end: a citizen asks, an officer agrees, old and new phone are told."""

import time

from playwright.sync_api import expect

from infra.local import demo
from tests.journeys.applicants import send
from tests.journeys.test_two_devices import forgotten_password_of, sign_in

START = "/account/revision"
# No part of it is somebody's name.
PASSWORD = "zulu kayak 58 quartz"


def ask_for_a_phone(page, product, who, phone: str) -> str:
    """From the account's home to the request's number."""
    page.get_by_role("link", name="Update my details").click()
    page.locator(f"a[href='{START}/phone']").click()
    page.locator("#phone").fill(phone)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("Check what changes")
    before = product.last_sent()
    page.get_by_role("button", name="Send me the code").click()
    page.locator("#otp").fill(product.otp_for(who["phone"], after=before))
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("h1")).to_have_text("Your request was sent")
    return page.locator("main .vs-number").first.inner_text()


def told_of(product, number: str) -> list[dict[str, str]]:
    """The messages that say that the request was agreed to, once they have come."""
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        told = [each for each in product.messages() if f"in request {number}. Not" in each["text"]]
        if len(told) >= 2:
            return told
        time.sleep(0.1)
    raise AssertionError("the phones were not told")


def test_a_phone_number_is_updated_from_end_to_end(product, visit):
    """The person is of Ha Noi, and so the request goes to the desk of agency 0100."""
    who, phone = product.citizens(demo.NEW)[8], "0987654321"
    citizen, officer, other = visit(), visit(), visit(java_script_enabled=False)
    citizen.goto("/login?lang=en")
    forgotten_password_of(citizen, who, product)
    sign_in(citizen, who)
    expect(citizen.locator("h1")).to_have_text("My account")

    number = ask_for_a_phone(citizen, product, who, phone)
    detail = f"/officer/applications/{number}/changes"

    product.at_the_desk(other, product.officers("supervisor")[0])
    other.goto(detail)
    other.get_by_role("button", name="Confirm").click()
    expect(other.locator("h1")).to_have_text("Agree to update?")

    product.at_the_desk(officer, product.officers()[1])
    officer.goto("/officer/applications?type=revision")
    officer.get_by_role("link", name=number).click()
    expect(officer.locator(".vs-changes__row")).to_contain_text("0987 654 321")
    question = officer.get_by_role("dialog", name="Agree to update?")
    officer.get_by_role("button", name="Confirm").click()
    expect(question).to_be_visible()
    question.get_by_role("button", name="Exit").click()
    expect(question).to_be_hidden()
    officer.get_by_role("button", name="Confirm").click()
    question.get_by_role("button", name="Confirm").click()
    expect(officer.locator(".govuk-notification-banner")).to_contain_text("were updated")

    other.get_by_role("button", name="Confirm").click()
    expect(other.locator(".govuk-error-summary")).to_contain_text("decided this application at")

    phones = {f"+84{each[1:]}" for each in (who["phone"], phone)}
    assert phones <= {each["to"] for each in told_of(product, number)}
    citizen.goto("/account/revisions")
    expect(citizen.locator("section", has_text=number)).to_contain_text("Updated")
    citizen.goto("/account/profile")
    expect(citizen.get_by_text("0987 654 321")).to_be_visible()


def test_without_javascript_an_email_is_updated_in_vietnamese(product, visit):
    """The person is of Ho Chi Minh City, and so the request goes to the desk of agency 7900."""
    who, email = product.citizens(demo.ACTIVE)[2], "dia.chi.moi@vssid.example"
    citizen, officer = visit(java_script_enabled=False), visit(java_script_enabled=False)
    citizen.goto("/password/forgot?lang=vi")
    before = product.last_sent()
    send(citizen, code=who["code"])
    send(citizen, otp=product.otp_for(who["phone"], after=before))
    send(citizen, new_password=PASSWORD, new_password_again=PASSWORD)
    send(citizen, code=who["code"], password=PASSWORD)

    citizen.goto(f"{START}/email")
    send(citizen, email=email)
    before = product.last_sent()
    send(citizen)
    send(citizen, otp=product.otp_for(who["phone"], after=before))
    expect(citizen.locator("h1")).to_have_text("Đã gửi yêu cầu")
    number = citizen.locator("main .vs-number").first.inner_text()

    product.sign_in_officer(officer, product.officers(agency="7900")[0], "vi")
    officer.goto(f"/officer/applications/{number}")
    expect(officer.locator(".vs-changes__row")).to_contain_text(email)
    officer.get_by_role("button", name="Xác nhận").first.click()
    expect(officer.locator("h1")).to_have_text("Đồng ý cập nhật?")
    officer.get_by_role("button", name="Xác nhận").click()
    expect(officer.locator(".govuk-notification-banner")).to_be_visible()

    citizen.goto("/account/profile")
    expect(citizen.get_by_text(email)).to_be_visible()
