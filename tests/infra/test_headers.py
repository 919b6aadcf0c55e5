"""Site and apps send the same protection, as MDN's HTTP Observatory asks for it."""

import dataclasses

import pytest
from werkzeug.test import Client

from infra.local import gateway

HTTPS = "https://vssid.test"
EVERYWHERE = ["/", "/assets/portal.123456789abc.css", "/login", "/nothing", "/officer/", "/healthz"]


@pytest.fixture
def product(settings, tmp_path):
    """Site and apps under one address, over https unless a test says otherwise."""
    site = tmp_path / "site"
    (site / "assets").mkdir(parents=True)
    (site / "index.html").write_text("<!DOCTYPE html><title>Home</title>")
    (site / "assets/portal.123456789abc.css").write_text("a{}")
    return lambda **changes: Client(gateway.create(dataclasses.replace(settings, **changes), site))


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_says_what_a_browser_may_do_with_it(product, path):
    headers = product().get(path, base_url=HTTPS, buffered=True).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


def test_only_the_site_may_be_kept_by_caches(product):
    client = product()

    kept = {
        path: client.get(path, base_url=HTTPS, buffered=True).headers["Cache-Control"]
        for path in EVERYWHERE
    }

    assert kept.pop("/") == "max-age=60, public"
    assert "immutable" in kept.pop("/assets/portal.123456789abc.css")
    assert set(kept.values()) == {"no-store"}


def test_every_cookie_is_out_of_reach_of_scripts_and_of_other_sites(product):
    cookies = (
        product().get("/login?lang=en", base_url=HTTPS, buffered=True).headers.getlist("Set-Cookie")
    )

    assert len(cookies) == 2
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_without_https_nothing_promises_it(product):
    client = product(public_url="http://127.0.0.1:8000")

    for path in EVERYWHERE:
        assert "Strict-Transport-Security" not in client.get(path, buffered=True).headers
