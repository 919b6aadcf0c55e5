"""The photo's page: sent, seen, taken away; refused with the limit in words."""

import io

import pytest
from PIL import Image

from functions.applications import photos
from functions.web.app import MAX_BODY_BYTES
from tests.photos import a_detailed_photo, a_photo
from tests.registration import applicants
from tests.registration.applicants import declare, send_photo

PAGE = "/register/individual/photo"
PREVIEW = f"{PAGE}/preview"


@pytest.fixture
def applicant(citizen):
    return declare(citizen)


def test_a_photo_is_shown_kept_by_no_cache_and_removed(applicant):
    page = send_photo(applicant, a_photo(1200, 900))
    assert page.find("img", src=PREVIEW)["alt"]

    preview = applicant.http.get(PREVIEW, base_url="https://vssid.test")
    assert preview.mimetype == "image/jpeg"
    assert preview.headers["Cache-Control"] == "no-store"
    assert Image.open(io.BytesIO(preview.data)).size == photos.SIZE

    page = applicant.submit(PAGE, remove="yes")
    assert not page.find("img")
    applicant.get(PREVIEW, 404)
    applicant.get(PAGE)
    assert applicant.path == PAGE, "the rest of the declaration is still there"


def test_a_strangers_photo_cannot_be_opened(applicant):
    send_photo(applicant, a_photo())

    response = applicant.another_device().http.get(PREVIEW, base_url="https://vssid.test")

    assert response.mimetype != "image/jpeg"


def test_the_declaration_goes_on_without_a_photo(applicant):
    link = applicant.get(PAGE).find("a", string="Continue without a photo")

    applicant.get(link["href"])

    assert applicant.path == "/register/review"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "", "Choose a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "me.svg", "not a JPEG, PNG or WebP"),
        (a_photo()[:-100], "me.jpg", "damaged or incomplete"),
        (a_photo() + b"PK\x03\x04", "me.jpg", "something besides the photo"),
        (a_photo(100, 100), "me.jpg", "at least 240 by 320"),
        (a_photo(), "../../me.jpg", "holds a path"),
    ],
)
def test_what_is_refused_is_said_beside_the_field(applicant, data, name, words):
    page = send_photo(applicant, data, name, status=422)

    assert words in page.find(id="photo-error").text
    assert not page.find("img")


def a_photo_of(size: int) -> bytes:
    return a_photo().ljust(size, b"\0")


@pytest.mark.parametrize("size", [photos.MAX_BYTES + 1, 6 * 1024 * 1024, 20 * 1024 * 1024])
def test_a_file_too_large_is_refused_with_the_limit(applicant, size):
    page = send_photo(applicant, a_photo_of(size), status=413)

    assert "larger than 4 MB" in page.find(id="photo-error").text


def test_a_photo_full_of_detail_is_taken(applicant):
    assert send_photo(applicant, a_detailed_photo()).find("img")


def test_a_large_photo_within_the_limit_is_taken(applicant):
    assert send_photo(applicant, a_photo_of(photos.MAX_BYTES)).find("img")


def test_the_largest_body_passes_the_gateway_of_a_function():
    in_base64 = (photos.MAX_BYTES + MAX_BODY_BYTES) * 4 / 3

    assert in_base64 < 5.75 * 1024 * 1024, "6 MB, less what the headers and the rest take"


def test_only_this_page_takes_a_large_body(applicant):
    token = applicant.token("/register/individual/contact")

    applicant.post(
        "/register/individual/contact", {"csrf_token": token, "phone": "0" * 70_000}, status=413
    )


def test_the_photo_goes_with_the_application(citizen):
    declare(citizen)
    send_photo(citizen, a_photo())
    assert citizen.get("/register/review").find("img", src=PREVIEW)
    applicants.agree(citizen)
    citizen.submit("/register/phone", otp=applicants.otp(citizen))

    assert not citizen.get(citizen.path).find("img"), "the page of the status shows no face"
