"""Bad input gets a clear 4xx in the person's language; never a 500, never a changed state."""

import re

import pytest

from functions import citizen_app
from functions.static_site import openapi
from tests import builders
from tests.builders import ANOTHER_PASSWORD, PASSWORD, an_account
from tests.client import JSON, Client
from tests.nasty_texts import NASTY_TEXTS

POSTS = [
    "/account/session",
    "/account/revision/address",
    "/account/revision/check",
    "/account/revision/confirm",
    "/account/revision/email",
    "/account/revision/identity",
    "/account/revision/phone",
    "/account/revision/province",
    "/login",
    "/login/device",
    "/login/device/confirm",
    "/login/ended",
    "/logout",
    "/password",
    "/password/confirm",
    "/password/forgot",
    "/password/forgot/confirm",
    "/password/forgot/new",
    "/register",
    "/register/individual",
    "/register/individual/contact",
    "/register/individual/address",
    "/register/individual/agency",
    "/register/individual/photo",
    "/register/review",
    "/register/phone",
    "/register/track",
    "/register/track/confirm",
    "/register/{number}/correct",
]
# How an SMS with a one-time code begins.
CODE = re.compile(r"VssID: \d{6} ")


@pytest.fixture
def signed_in(citizen):
    """Signed in, with a password change and its code on the way."""
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    citizen.submit(
        "/password",
        old_password=PASSWORD,
        new_password=ANOTHER_PASSWORD,
        new_password_again=ANOTHER_PASSWORD,
    )
    citizen.code = code
    return citizen


def test_the_list_above_has_every_route_that_takes_a_post(citizen):
    rules = citizen.app.url_map.iter_rules()
    posts = {openapi.path_of(rule) for rule in rules if "POST" in rule.methods}

    assert posts == set(POSTS)


def newest_code(client):
    """Of those sent to anybody; where none was, something like it."""
    texts = (message["text"] for message in client.messages())
    return next((builders.otp_in(text) for text in texts if CODE.match(text)), "123456")


@pytest.mark.parametrize("path", POSTS)
def test_without_a_token_nothing_happens_and_the_page_says_so(visitor, path):
    client = visitor(path)
    before = builders.everything_of(client.code)
    everything = {
        "code": client.code,
        "password": PASSWORD,
        "otp": newest_code(client),
        "old_password": PASSWORD,
        "new_password": "hoàn toàn khác hẳn",
        "new_password_again": "hoàn toàn khác hẳn",
    }

    page = client.post(path.format(number=getattr(client, "number", "")), everything, status=400)

    assert "This page had been open too long" in page.text
    assert builders.everything_of(client.code) == before


def test_a_token_from_another_browser_is_refused(citizen):
    token = citizen.another_device().token("/login")

    citizen.post(
        "/login", {"csrf_token": token, "code": an_account(), "password": PASSWORD}, status=400
    )

    assert citizen.get_json("/account", 401)


@pytest.mark.parametrize("text", NASTY_TEXTS, ids=range(len(NASTY_TEXTS)))
@pytest.mark.parametrize(
    "path",
    [
        "/login",
        "/login/device/confirm",
        "/password",
        "/password/confirm",
        "/password/forgot",
        "/password/forgot/confirm",
        "/password/forgot/new",
    ],
)
def test_every_field_of_every_form_stands_anything(visitor, path, text):
    client = visitor(path)
    before = builders.everything_of(client.code)
    names = [field["name"] for field in client.get_json(path)["form"]["fields"]]

    page = client.submit(path, status=422, **{name: text for name in names if name != "resend"})

    assert page.select_one(".govuk-error-summary li")
    assert not page.find("script", string="alert(1)")
    assert not page.find("img", src="x")
    assert builders.everything_of(client.code) == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"not json", "application/json"),
        (b"[]", "application/json"),
        (b'"text"', "application/json"),
        (b'{"code": {"$ne": 1}}', "application/json"),
        (b'{"code": ["1"]}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"[" * 60_000, "application/json"),
        (b"<xml/>", "application/xml"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    ],
)
def test_a_body_that_is_not_the_form_is_refused(citizen, body, kind):
    response = citizen.http.post(
        "/login", data=body, content_type=kind, headers=JSON, base_url="https://vssid.test"
    )

    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize("field", ["code", "password", "nonsense"])
def test_an_oversize_body_is_refused_in_words(citizen, field):
    token = citizen.token("/login")

    page = citizen.post("/login", {"csrf_token": token, field: "x" * 70_000}, status=413)

    assert "What was sent is too large" in page.h1.text
    assert citizen.get_json("/account", 401)


@pytest.mark.parametrize("otp", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_a_code_that_is_not_six_digits_costs_no_try(signed_in, otp):
    page = signed_in.submit("/password/confirm", status=422, otp=otp)

    assert page.find(id="otp-error")
    wrong = "000000" if builders.otp_in(signed_in.messages()[0]["text"]) != "000000" else "111111"
    page = signed_in.submit("/password/confirm", status=422, otp=wrong)
    assert "Tries left: 4" in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing", 404), ("/account/../etc", 404), ("/%00", 404), ("/account/card/%ff", 404)],
)
def test_an_unknown_address_is_a_page_in_the_persons_language(citizen, path, status):
    page = citizen.get(path, status)

    assert page.h1.text == "Page not found"


def test_a_method_that_a_page_does_not_take_is_refused(citizen):
    response = citizen.http.put("/login", base_url="https://vssid.test")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_a_bug_shows_a_reference_and_logs_no_values(settings, caplog):
    app = citizen_app.create(settings)

    @app.get("/bug")
    def bug() -> str:
        raise RuntimeError("Nguyễn Văn A 0123456789")

    page = Client(app, settings).get("/bug", 500)

    reference = page.find("strong").text
    assert reference in caplog.text
    assert "0123456789" not in caplog.text + page.text
    assert "Traceback" not in page.text
