"""API Gateway's events to WSGI and back.

Zappa's own handler runs code named in an event (`raw_command`), answers success to events it
cannot route and repeats cookies; its adapter is sound. This handler is the adapter alone: an
event that is not a request from API Gateway is an error.
"""

import base64
import functools
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from werkzeug.wrappers import Response

from functions.settings import Settings

Handler = Callable[[Mapping[str, Any], object], dict[str, Any]]


class NotARequest(ValueError):
    """The event did not come from API Gateway."""


def answers(create: Callable[[Settings], Flask]) -> Handler:
    """A Lambda handler for the app that `create` makes; it is made at the first event."""

    @functools.cache
    def app() -> Flask:
        return create(Settings.from_environment())

    def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
        if "httpMethod" not in event or "requestContext" not in event:
            raise NotARequest
        return _answer(app(), event)

    return handler


def _answer(app: Flask, event: Mapping[str, Any]) -> dict[str, Any]:
    from zappa.wsgi import create_wsgi_request

    environ = create_wsgi_request(dict(event), server_name="vssid", binary_support=True)
    # Zappa believes X-Forwarded-For, which anybody can send; API Gateway knows its peer.
    environ["REMOTE_ADDR"] = event["requestContext"].get("identity", {}).get("sourceIp", "")
    response = Response.from_app(app, environ)
    headers: dict[str, list[str]] = {}
    for name, value in response.headers.items():
        headers.setdefault(name, []).append(value)
    body = response.get_data()
    kind = response.mimetype or ""
    is_text = kind.startswith("text/") or kind.endswith("json")
    return {
        "statusCode": response.status_code,
        "multiValueHeaders": headers,
        "body": body.decode() if is_text else base64.b64encode(body).decode(),
        "isBase64Encoded": not is_text,
    }
