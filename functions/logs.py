"""Logs: one JSON object a line, without personal data by construction.

`event` is the only way to write one. It takes numbers and short words of plain letters, such
as route names; a name, a phone number, a code or a password does not pass and shows as
`[refused]`. Every request has an id, which its answer and its error page carry too.
"""

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

logger = logging.getLogger("vssid")

# Libraries that write whole requests and items into their debug logs.
_TALKATIVE = ("pynamodb", "botocore", "boto3", "urllib3", "flask-limiter")

# Letters, digits and the marks of routes and lines; at most five digits in a row, because
# codes, phones, identity numbers and one-time codes have six or more.
_PLAIN = re.compile(r"(?!.*\d{6})[A-Za-z0-9_.:/<>-]{1,200}")
_REFUSED = "[refused]"


def init_app(app: Flask, *, is_quiet: bool) -> None:
    """Give every request an id and a line; on a quiet stage only what needs somebody's eye."""
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.ERROR if is_quiet else logging.INFO)
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(logging.WARNING)
    app.before_request(_begin)
    app.after_request(_end)


def event(name: str, level: int = logging.ERROR, **fields: str | float) -> None:
    """Write one event; a field that is not plain is refused."""
    line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": _plain(name)}
    if has_request_context():
        line["request"] = g.request_id
    line |= {key: _plain(value) for key, value in fields.items()}
    logger.log(level, json.dumps(line))


def _plain(value: str | float) -> str | float:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else _REFUSED
    return value if abs(value) < 10**6 else _REFUSED


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    g.began = time.monotonic()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = g.request_id
    event(
        "request",
        logging.INFO,
        method=request.method,
        route=str(request.url_rule) if request.url_rule else "none",
        status=response.status_code,
        milliseconds=round((time.monotonic() - g.began) * 1000, 1),
    )
    return response
