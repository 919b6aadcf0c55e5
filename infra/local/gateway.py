"""One port for everything on this machine: the built site, the citizen app, the officer app.

In the cloud a CDN serves the site and each app has its own host; here a path decides.
"""

from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from whitenoise import WhiteNoise

from functions import citizen_app, officer_app
from functions.settings import Settings
from functions.web.headers import security_headers

FOR_GOOD_SECONDS = 365 * 24 * 3600


def create(settings: Settings, site: Path, *, citizen: Flask | None = None) -> WSGIApplication:
    """The product over the tables of `settings` and the site built in `site`.

    `citizen` is the citizen app, if the caller has made it.
    """
    citizen = citizen or citizen_app.create(settings)
    officer = officer_app.create(settings)
    protection = security_headers(https=settings.is_https)

    def dispatch(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        app = officer if path.startswith("/officer") else citizen
        return app(environ, start_response)

    def protect(headers: dict[str, str], path: str, url: str) -> None:
        for name, value in protection.items():
            headers[name] = value

    return WhiteNoise(
        dispatch,
        root=str(site),
        index_file=True,
        max_age=60,
        immutable_file_test=_is_fingerprinted,
        add_headers_function=protect,
        allow_all_origins=False,
    )


def _is_fingerprinted(path: str, url: str) -> bool:
    return url.startswith("/assets/")
