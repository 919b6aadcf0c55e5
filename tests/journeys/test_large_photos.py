"""A photo as phones make them, larger than the server takes: the browser makes it smaller."""

import io
import os

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys import applicants
from tests.photos import a_photo

PAGE = "/register/individual/photo"
LIMIT = 4 * 1024 * 1024
TOO_LARGE = "The file is larger than 4 MB"
SIZE = (3200, 2400)
ORIENTATION, TURN_RIGHT = 0x0112, 6


def a_large_photo() -> bytes:
    """More than 6 MB of noise: red above and blue below, once turned as its EXIF says."""
    noise = Image.frombytes("L", SIZE, os.urandom(SIZE[0] * SIZE[1]))
    dark = Image.new("L", noise.size)
    red, blue = Image.merge("RGB", (noise, dark, dark)), Image.merge("RGB", (dark, dark, noise))
    red.paste(blue.crop((SIZE[0] // 2, 0, *SIZE)), (SIZE[0] // 2, 0))
    exif = Image.Exif()
    exif[ORIENTATION] = TURN_RIGHT
    out = io.BytesIO()
    red.save(out, "JPEG", quality=98, exif=exif)
    return out.getvalue()


@pytest.fixture
def large(tmp_path):
    file = tmp_path / "IMG_0001.jpg"
    file.write_bytes(a_large_photo())
    assert file.stat().st_size > 6 * 1024 * 1024
    return file


@pytest.fixture
def open_photo_page(visit):
    def open_page(language="en", **options):
        page = visit(**options)
        page.goto(f"/register?lang={language}")
        applicants.declare(page, phone="0900 000 000")
        assert page.url.endswith(PAGE)
        return page

    return open_page


def status(page):
    return page.locator("[data-shrink-status]")


def chosen(page, field="photo"):
    """The file that would be sent: its name and size."""
    script = "input => [input.files[0].name, input.files[0].size]"
    return page.locator(f"#{field}").evaluate(script)


def colours(preview: bytes) -> str:
    """Red or blue, whichever is stronger, in four bands from the top."""
    picture = Image.open(io.BytesIO(preview)).resize((1, 4), Image.Resampling.BOX)
    pixels = [picture.getpixel((0, y)) for y in range(4)]
    return "".join("R" if red > blue else "B" for red, _green, blue in pixels)


@pytest.mark.parametrize(
    ("language", "done"),
    [("vi", "Đã thu nhỏ ảnh. Có thể gửi ảnh ngay"), ("en", "The photo was made smaller")],
    ids=["vi", "en"],
)
def test_a_large_photo_is_made_smaller_and_arrives_upright(open_photo_page, large, language, done):
    page = open_photo_page(language)
    page.locator("#photo").set_input_files(large)
    expect(status(page)).to_contain_text(done)
    name, size = chosen(page)
    assert name == "IMG_0001.jpg"
    assert size < LIMIT

    applicants.send(page)

    expect(page.locator("main img")).to_be_visible()
    preview = page.request.get(f"{PAGE}/preview").body()
    assert colours(preview) == "RRBB"


def test_who_sends_at_once_waits_for_the_smaller_photo(open_photo_page, large):
    page = open_photo_page()
    # No time passes between the choice and the button.
    page.locator("#photo").evaluate(
        "input => input.addEventListener('change', () => setTimeout(() =>"
        " input.form.querySelector('button').click()))"
    )

    page.locator("#photo").set_input_files(large)

    expect(page.locator("main img")).to_be_visible()


def test_without_javascript_the_limit_is_said(open_photo_page, large):
    page = open_photo_page(java_script_enabled=False)
    expect(status(page)).to_be_hidden()
    page.locator("#photo").set_input_files(large)

    applicants.send(page)

    expect(page.locator("#photo-error")).to_contain_text(TOO_LARGE)


def test_what_is_small_or_no_photo_is_sent_as_it_is(open_photo_page, tmp_path):
    page = open_photo_page()
    expect(status(page)).to_contain_text("A larger photo is made smaller")
    small, film, broken = (tmp_path / name for name in ("small.jpg", "film.mp4", "broken.jpg"))
    small.write_bytes(a_photo())
    film.write_bytes(b"\0" * (LIMIT + 1))
    broken.write_bytes(b"\xff\xd8\xff" + b"\0" * LIMIT)

    for file, said in (
        (film, TOO_LARGE),
        (small, "A larger photo is made smaller"),
        (broken, TOO_LARGE),
    ):
        page.locator("#photo").set_input_files(file)
        expect(status(page)).to_contain_text(said)
        assert chosen(page) == [file.name, file.stat().st_size]

    applicants.send(page)
    expect(page.locator("#photo-error")).to_contain_text(TOO_LARGE)


@pytest.mark.parametrize("field", ["photo", "camera"])
def test_an_officers_large_photo_is_made_smaller_too(product, visit, large, field):
    page = visit()
    product.at_the_desk(page, product.officers()[0])
    page.goto("/officer/applications?type=registration&status=pending")
    page.goto(page.locator("[data-row-link]").first.get_attribute("href").split("?")[0] + "/photo")
    page.locator(f"#{field}").set_input_files(large)
    expect(status(page)).to_contain_text("The photo was made smaller")
    assert chosen(page, field)[1] < LIMIT

    page.get_by_role("button", name="Change the photo").click()

    expect(page.locator(".govuk-notification-banner")).to_contain_text("was changed")
