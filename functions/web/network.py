"""Where a request comes from, as far as something that we trust tells it.

Anybody can send any header. Those of the CDN count only in a request that carries the key which
our CDN adds; without it the client is API Gateway's peer, and its location is not known.
"""

import hashlib
import hmac
from urllib.parse import unquote

from flask import current_app, request

_KEY = "X-Origin-Key"
_IP_AND_PORT = "CloudFront-Viewer-Address"
_CITY_AND_COUNTRY = ("CloudFront-Viewer-City", "CloudFront-Viewer-Country-Name")
_LONGEST = 60


def client_digest() -> str:
    """The client's IP as a keyed digest: the tables shall not hold anybody's IP itself."""
    given = request.headers.get(_IP_AND_PORT, "") if _is_from_cdn() else ""
    ip = given.rpartition(":")[0] or request.remote_addr or ""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, ip.encode(), hashlib.sha256).hexdigest()[:32]


def location() -> str:
    """City and country of the client, such as `Hanoi, Vietnam`, or what is known of them."""
    if not _is_from_cdn():
        return ""
    headers = (request.headers.get(name, "") for name in _CITY_AND_COUNTRY)
    names = (unquote(header).strip()[:_LONGEST] for header in headers)
    return ", ".join(name for name in names if name)


def _is_from_cdn() -> bool:
    key = current_app.config["SETTINGS"].cdn_key
    given = request.headers.get(_KEY, "")
    return key is not None and hmac.compare_digest(given.encode(), key.encode())
