"""An applicant at a real browser: Form No. 1 page by page, by the fields' names alone."""

from pathlib import Path

from playwright.sync_api import Page

from tests.applications.applicants import a_photo

IDENTITY = {
    "full_name": "Nguyễn Thị Minh Khai",
    "date_of_birth": "5/3/1990",
    "identity_number": "001190000001",
    "identity_issued_on": "20/5/2021",
    "identity_issued_by": "Bộ Công an",
}


def send(page: Page) -> None:
    """Press the first button of the page's form."""
    page.locator("main form button:not([hidden])").first.click()
    page.wait_for_load_state()


def declare(page: Page, *, phone: str, code: str = "0123456789") -> None:
    """From the first page up to the photo's."""
    page.goto("/register")
    page.locator("[name=applicant][value=individual]").check()
    send(page)
    for name, value in {"code": code, **IDENTITY}.items():
        page.locator(f"#{name}").fill(value)
    page.locator("[name=sex][value=female]").check()
    send(page)
    page.locator("#phone").fill(phone)
    page.locator("#province_code").select_option("1")
    send(page)
    page.locator("#ward_code").select_option("4")
    page.locator("#address").fill("12 Phố Huế")
    send(page)
    page.locator("[name=agency][value='0100']").check()
    send(page)


def send_photo(page: Page, folder: Path) -> None:
    """Attach a photo as people do: from a file."""
    file = folder / "me.jpg"
    file.write_bytes(a_photo())
    page.locator("#photo").set_input_files(file)
    send(page)
