"""Where a request comes from, as far as something that we trust tells it.

Anybody can send any header. Those of the CDN count only in a request that carries the key which
our CDN adds; without it the address is that of the peer, and the place is not known.
"""

import hashlib
import hmac
from urllib.parse import unquote

from flask import current_app, request

_KEY = "X-Origin-Key"
_ADDRESS_AND_PORT = "CloudFront-Viewer-Address"
_PLACE = ("CloudFront-Viewer-City", "CloudFront-Viewer-Country-Name")
_LONGEST = 60


def client_digest() -> str:
    """Who asks, as a keyed digest: the tables shall not hold people's addresses."""
    given = request.headers.get(_ADDRESS_AND_PORT, "") if _is_from_cdn() else ""
    asks = given.rpartition(":")[0] or request.remote_addr or ""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, asks.encode(), hashlib.sha256).hexdigest()[:32]


def place() -> str:
    """City and country of the network that asks, such as `Hanoi, Vietnam`, or what is known."""
    if not _is_from_cdn():
        return ""
    names = (unquote(request.headers.get(name, "")).strip()[:_LONGEST] for name in _PLACE)
    return ", ".join(name for name in names if name)


def _is_from_cdn() -> bool:
    key = current_app.config["SETTINGS"].cdn_key
    given = request.headers.get(_KEY, "")
    return key is not None and hmac.compare_digest(given.encode(), key.encode())
