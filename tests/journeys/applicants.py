"""An applicant at a real browser: Form No. 1 page by page, by the fields' names alone."""

from pathlib import Path

from playwright.sync_api import Page

from tests.photos import a_photo

IDENTITY = {
    "code": "0123456789",
    "full_name": "Nguyễn Thị Minh Khai",
    "date_of_birth": "5/3/1990",
    "sex": "female",
    "identity_number": "001190000001",
    "identity_issued_on": "20/5/2021",
    "identity_issued_by": "Bộ Công an",
}


def send(page: Page, **answers: str) -> None:
    """Answer by the names of fields, and press the first button of the page's form."""
    for name, value in answers.items():
        field = page.locator(f'main [name="{name}"]').first
        kind = field.evaluate("element => element.type")
        if kind in {"radio", "checkbox"}:
            page.locator(f'main [name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator('main form .govuk-button:not([type="button"]):not([hidden])').first.click()
    page.wait_for_load_state()


def declare(page: Page, *, phone: str, **identity: str) -> None:
    """From the first page up to the photo's."""
    page.goto("/register")
    send(page, applicant="individual")
    send(page, **{**IDENTITY, **identity})
    send(page, phone=phone, province_code="1")
    send(page, ward_code="4", address="12 Phố Huế")
    send(page, agency="0100")


def send_photo(page: Page, folder: Path) -> None:
    """Attach a photo as people do: from a file."""
    file = folder / "me.jpg"
    file.write_bytes(a_photo())
    page.locator("#photo").set_input_files(file)
    send(page)
