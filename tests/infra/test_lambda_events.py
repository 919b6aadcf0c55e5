"""API Gateway's events reach the app, and nothing else does."""

import base64
import json
from urllib.parse import quote, urlencode

import pytest
from flask import Flask, Response

from functions import citizen_app, lambda_events
from tests.builders import PASSWORD, an_account


def event(path, *, method="GET", body=None, headers=None, query=None, is_base64=False):
    """An event of a REST API with Lambda proxy integration, as AWS documents it."""
    headers = {"Host": "vssid.test", "X-Forwarded-Proto": "https", **(headers or {})}
    return {
        "httpMethod": method,
        "path": path,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {k: [v] for k, v in (query or {}).items()} or None,
        "requestContext": {"identity": {"sourceIp": "192.0.2.1"}, "stage": "citizen"},
        "body": body,
        "isBase64Encoded": is_base64,
    }


@pytest.fixture
def handler(settings, monkeypatch):
    monkeypatch.setenv("VSSID_STAGE", settings.stage)
    monkeypatch.setenv("VSSID_PUBLIC_URL", settings.public_url)
    monkeypatch.setenv("VSSID_SECRET_KEYS", ",".join(settings.secret_keys))
    monkeypatch.setenv("VSSID_DYNAMODB_ENDPOINT", settings.dynamodb_endpoint)
    return lambda_events.answers(citizen_app.create)


def test_a_page_is_answered_as_text(handler):
    answer = handler(event("/login", query={"lang": "en"}), None)

    assert answer["statusCode"] == 200
    assert answer["isBase64Encoded"] is False
    assert "<h1" in answer["body"]
    assert answer["multiValueHeaders"]["Content-Type"] == ["text/html; charset=utf-8"]


def test_each_cookie_is_set_once(handler):
    cookies = handler(event("/login", query={"lang": "en"}), None)["multiValueHeaders"][
        "Set-Cookie"
    ]

    assert sorted(cookie.split("=")[0] for cookie in cookies) == ["__Host-session", "lang"]


def test_several_cookie_headers_are_all_read(handler):
    spread = event("/login")
    spread["multiValueHeaders"]["Cookie"] = ["seen=1", "lang=en"]

    assert '<html lang="en"' in handler(spread, None)["body"]


def test_an_image_is_answered_in_base64(handler):
    image = bytes(range(256))
    app = Flask("images")
    app.add_url_rule("/image", view_func=lambda: Response(image, mimetype="image/jpeg"))

    answer = lambda_events.answers(lambda settings: app)(event("/image"), None)

    assert answer["isBase64Encoded"] is True
    assert base64.b64decode(answer["body"]) == image
    assert answer["multiValueHeaders"]["Content-Type"] == ["image/jpeg"]


@pytest.mark.parametrize("path", ["/đăng-nhập", quote("/đăng-nhập")])
def test_a_path_beyond_ascii_is_only_not_found(handler, path):
    assert handler(event(path), None)["statusCode"] == 404


@pytest.mark.parametrize("is_base64", [True, False])
def test_a_form_is_posted(handler, is_base64):
    code = an_account()
    page = handler(event("/login", headers={"Accept": "application/json"}), None)
    cookie = page["multiValueHeaders"]["Set-Cookie"][0].split(";")[0]
    token = json.loads(page["body"])["form"]["csrf_token"]
    body = urlencode({"csrf_token": token, "code": code, "password": PASSWORD})
    if is_base64:
        body = base64.b64encode(body.encode()).decode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}

    answer = handler(
        event("/login", method="POST", body=body, headers=headers, is_base64=is_base64), None
    )

    assert answer["statusCode"] == 303
    assert answer["multiValueHeaders"]["Location"] == ["/account"]


def test_who_asks_is_the_gateways_peer_whatever_the_headers_say(handler):
    def ask(path, forwarded):
        return handler(event(path, method="POST", headers={"X-Forwarded-For": forwarded}), None)

    for number in range(60):
        asked = ask("/password/forgot", f"198.51.100.{number}, 192.0.2.77")
        assert asked["statusCode"] == 400

    assert ask("/password/forgot", "203.0.113.5, 192.0.2.77")["statusCode"] == 429


@pytest.mark.parametrize(
    "foreign",
    [{}, {"raw_command": "print(1)"}, {"command": "functions.x"}, {"Records": []}, {"detail": {}}],
)
def test_an_event_that_is_not_a_request_is_an_error(handler, foreign):
    with pytest.raises(lambda_events.NotARequest):
        handler(foreign, None)
