"""What every page shares: language, headers, formats."""

import pytest

from functions import citizen_app
from tests.builders import PASSWORD, an_account
from tests.client import JSON, Client

BASE = "https://vssid.test"


@pytest.fixture
def fresh(settings):
    """A browser that has never been here."""
    client = Client(citizen_app.create(settings), settings, "vi")
    client.http.delete_cookie("lang", domain="vssid.test")
    return client


def test_vietnamese_is_the_default_whatever_the_browser_prefers(fresh):
    response = fresh.http.get("/login", base_url=BASE, headers={"Accept-Language": "en"})

    assert '<html lang="vi"' in response.text
    assert "Đăng nhập" in response.text


def test_a_switch_of_language_is_remembered(fresh):
    fresh.language = "en"
    page = fresh.get("/login?lang=en")
    assert page.h1.text == "Sign in"

    assert fresh.get("/password/forgot").h1.text == "Forgot password"


def test_the_header_offers_the_other_language_of_this_page(citizen):
    switch = citizen.get("/password/forgot").select_one(".vs-header__language")

    assert switch["href"] == "/password/forgot?lang=vi"
    assert switch.text == "Tiếng Việt"


@pytest.mark.parametrize("path", ["/%5Cevil.example", "/%09/evil.example", "/%0A/evil.example"])
def test_no_address_makes_the_switch_lead_to_another_site(citizen, path):
    switch = citizen.get(path, 404).select_one(".vs-header__language")

    assert switch["href"] == f"{path}?lang=vi"


@pytest.mark.parametrize("language", ["xx", "en-US", "<script>", ""])
def test_an_unknown_language_is_ignored(citizen, language):
    citizen.get(f"/login?lang={language}")


def test_errors_speak_the_persons_language(fresh):
    assert fresh.get("/nothing", 404).h1.text == "Không tìm thấy trang"
    page = fresh.submit("/login", status=422, code="1", password="")
    assert "Mã số BHXH có 10 chữ số" in page.text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/html", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("application/json", "application/json"),
        ("text/html,application/json;q=0.9", "text/html"),
        ("application/json,text/html;q=0.9", "application/json"),
        ("image/png", "text/html"),
    ],
)
def test_a_route_answers_in_the_format_asked_for(citizen, accept, kind):
    response = citizen.http.get("/login", base_url=BASE, headers={"Accept": accept})

    assert response.mimetype == kind
    assert {"Accept", "Cookie"} <= set(response.vary)


def test_a_json_error_is_a_problem_document_naming_the_fields(citizen):
    problem = citizen.post_json("/login", {"code": "1"}, status=422)

    assert citizen.response.mimetype == "application/problem+json"
    assert problem["status"] == 422
    assert {"field": "code", "message": "A social security code has 10 digits"} in problem["errors"]


def test_personal_pages_are_kept_by_no_cache(citizen):
    citizen.submit("/login", code=an_account(), password=PASSWORD)

    for path in ("/account", "/account/profile", "/account/card"):
        for headers in ({}, JSON):
            response = citizen.http.get(path, base_url=BASE, headers=headers)
            assert response.headers["Cache-Control"] == "no-store"


def test_every_answer_carries_the_security_headers(citizen):
    for path in ("/login", "/nothing", "/healthz"):
        headers = citizen.http.get(path, base_url=BASE).headers
        assert "'unsafe-inline'" not in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"]


def test_the_health_page_tells_whether_the_database_answers(citizen):
    assert citizen.get_json("/healthz") == {"status": "ok", "app": "citizen", "database": True}


def test_the_inbox_exists_on_the_local_stage_only(citizen):
    citizen.get("/dev/messages", 404)


def test_the_inbox_lists_messages_newest_first_as_page_and_json(settings):
    import dataclasses

    from functions import storage
    from infra.local import tables

    local = dataclasses.replace(settings, stage="local")
    storage.connect(local)
    tables.create()
    client = Client(citizen_app.create(local), local)
    an_account()
    code = an_account()
    client.submit("/password/forgot", code=code)
    client.messages()

    newest = client.get_json("/dev/messages")["messages"][0]

    assert set(newest) == {"to", "channel", "text", "sent_at"}
    assert newest["channel"] == "sms"
    assert newest["text"] in client.get("/dev/messages").text


def test_the_officers_app_has_the_same_frame(officer):
    assert officer.get("/officer/nothing", 404).h1.text == "Page not found"
    assert officer.get_json("/healthz")["app"] == "officer"
