"""Vietnamese by default, English on request, remembered in a cookie."""

from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, request
from flask_babel import Babel, get_locale

from functions.paths import LOCALES

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT_LANGUAGE = "vi"
COOKIE = "lang"
REMEMBER_SECONDS = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Choose the language of every request, and remember a switch."""
    Babel(
        app,
        default_locale=DEFAULT_LANGUAGE,
        default_timezone="Asia/Ho_Chi_Minh",
        default_translation_directories=str(LOCALES),
        locale_selector=_chosen,
    )
    app.after_request(_remember)
    app.jinja_env.globals.update(current_language=current_language, language_switch=_switch)


def current_language() -> str:
    """`vi` or `en`; Vietnamese outside a request."""
    locale = get_locale()
    return locale.language if locale else DEFAULT_LANGUAGE


def _requested() -> str | None:
    """The language that the URL names, if we speak it."""
    language = request.args.get("lang")
    return language if language in LANGUAGES else None


def _chosen() -> str:
    remembered = request.cookies.get(COOKIE)
    return _requested() or (remembered if remembered in LANGUAGES else DEFAULT_LANGUAGE)


def _remember(response: Response) -> Response:
    language = _requested()
    if language and language != request.cookies.get(COOKIE):
        response.set_cookie(
            COOKIE,
            language,
            max_age=REMEMBER_SECONDS,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    return response


def _switch() -> dict[str, Any]:
    """The other language, with the URL of this page in it."""
    other = next(language for language in LANGUAGES if language != current_language())
    query = {**request.args.to_dict(), "lang": other}
    return {
        "language": other,
        "label": LANGUAGES[other],
        # Quoted: browsers read a backslash or a tab behind the first slash as "another host".
        "href": f"{quote(request.path)}?{urlencode(query)}",
    }
