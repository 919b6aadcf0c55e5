"""API Gateway's events to WSGI and back, by apig-wsgi.

Zappa packages and deploys; its own handler is not used, because it runs code named in an event
(`raw_command`), answers success to events it cannot route and repeats cookies. Here an event
that is not a request from API Gateway is an error.
"""

import functools
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from apig_wsgi import make_lambda_handler
from flask import Flask

from functions.settings import Settings

Handler = Callable[[Mapping[str, Any], object], dict[str, Any]]


class NotARequest(ValueError):
    """The event did not come from API Gateway."""


def answers(create: Callable[[Settings], Flask]) -> Handler:
    """A Lambda handler for the app that `create` makes; it is made at the first event."""

    @functools.cache
    def answer() -> Callable[[dict[str, Any], Any], dict[str, Any]]:
        return make_lambda_handler(create(Settings.from_environment()), binary_support=True)

    def handler(event: Mapping[str, Any], context: object) -> dict[str, Any]:
        if "httpMethod" not in event or "requestContext" not in event:
            raise NotARequest
        return answer()(_for_the_adapter(event), context)

    return handler


def _for_the_adapter(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event with the peer that API Gateway knows, one Cookie header and an ASCII path.

    The adapter believes X-Forwarded-For, which anybody can send; it joins Cookie headers by
    commas, which loses all but the first; and it fails at a path like `/đăng-nhập`.
    """
    # There are none when the gateway's own console tests a route.
    given = event["multiValueHeaders"] or {}
    headers = {name.title(): values for name, values in given.items()}
    peer = event["requestContext"].get("identity", {}).get("sourceIp", "")
    headers["X-Forwarded-For"] = [peer]
    if "Cookie" in headers:
        headers["Cookie"] = ["; ".join(headers["Cookie"])]
    return {**event, "path": quote(event["path"], safe="/%"), "multiValueHeaders": headers}
