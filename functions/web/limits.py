"""Limits on the requests of one client, shared by all Lambdas.

They stop floods and nothing finer: a mobile carrier has thousands of people behind one IP, so
each limit leaves room for them. What protects an account is counted per account.
"""

from datetime import timedelta

from flask import Flask, Response
from flask_babel import lazy_gettext as _
from flask_limiter import Limiter, RateLimitExceeded
from limits.storage import Storage

from functions import clock, formats
from functions.errors import TooMany
from functions.storage import counters
from functions.web import network
from functions.web.problems import refused

SIGN_INS = "600 per 10 minutes"
# Each begins a declaration, asks the registry about one, or decodes a photo.
REGISTRATIONS = "300 per hour"
# Each may send an SMS.
CODES = "60 per hour"


class TooManyFromHere(TooMany):
    message = _("Too many requests from your network. Try again in %(minutes)s minutes")


class TableStorage(Storage):
    """The counters of Flask-Limiter, in our table."""

    STORAGE_SCHEME = ["vssid"]

    @property
    def base_exceptions(self) -> type[Exception]:
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        window = timedelta(seconds=expiry)
        return counters.count(key, window=window, at=clock.now(), amount=amount)

    def get(self, key: str) -> int:
        return counters.current(key, at=clock.now())[0]

    def get_expiry(self, key: str) -> float:
        return counters.current(key, at=clock.now())[1].timestamp()

    def check(self) -> bool:
        return True

    def reset(self) -> None:
        raise NotImplementedError("counters end by themselves")

    def clear(self, key: str) -> None:
        raise NotImplementedError("counters end by themselves")


limiter = Limiter(network.client_digest, storage_uri="vssid://", strategy="fixed-window")


def init_app(app: Flask) -> None:
    """Count requests; one over its limit is answered with the seconds to wait."""
    limiter.init_app(app)
    app.register_error_handler(RateLimitExceeded, _refuse)


def _refuse(_exceeded: RateLimitExceeded) -> Response:
    over = limiter.current_limit
    # `window[0]` is the counter's end itself; `reset_at` would add a second of its own.
    left = over.window[0] - clock.now().timestamp() if over else 60.0
    wait = timedelta(seconds=max(1.0, left))
    return refused(
        TooManyFromHere(minutes=formats.minutes(wait), retry_after=formats.seconds(wait))
    )
