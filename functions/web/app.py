"""The factory of both web apps: same pages, errors, headers and languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, request, url_for
from flask_babel import get_locale

from functions import logs, storage
from functions.settings import Settings
from functions.web import headers, health, language, limits, problems, templating

# A form is a few short fields. A view that takes a file raises the limit for itself.
MAX_BODY_BYTES = 64 * 1024
# The longest session that an account may have; the signed cookie must not end before it.
COOKIE_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the menu in the header.

    name      of its page, as `link` takes it: a route or a page of the site
    label     its words
    section   the path of the pages below it, which show the entry as active too; without one
              only the page itself does
    """

    name: str
    label: Any
    section: str = ""


@dataclass(frozen=True)
class Frontend:
    """The pages that one audience sees, and the frame around them.

    name         of the app, in its cookie and at /healthz
    blueprints   its pages
    home         the page behind the mark in the header, as `link` takes it
    menu         the entries of the header, in their order
    is_public    whether anybody may look around: the menu shows before a sign-in, the footer
                 leads on to the site, and the session's cookie has the plain name
    """

    name: str
    blueprints: Sequence[Blueprint]
    home: str
    menu: Sequence[MenuEntry]
    is_public: bool = False


def create_app(frontend: Frontend, settings: Settings) -> Flask:
    """A Flask app with the pages of `frontend`, over the tables of `settings`."""
    storage.connect(settings)
    app = Flask(frontend.name, static_folder=None, template_folder=None)
    app.config.update(_config(frontend, settings))
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    templating.configure(app.jinja_env, link=_link, language=language.current_language)
    app.jinja_env.globals.update(
        is_public=frontend.is_public,
        home=frontend.home,
        menu=frontend.menu,
        active_entry=lambda: _active_entry(frontend.menu),
    )
    logs.init_app(app, is_quiet=settings.is_local)
    language.init_app(app)
    headers.init_app(app, https=settings.is_https)
    problems.init_app(app)
    limits.init_app(app)
    for blueprint in [health.blueprint, *frontend.blueprints]:
        app.register_blueprint(blueprint)
    return app


def _config(frontend: Frontend, settings: Settings) -> dict[str, Any]:
    # On one machine both apps share a host: neither may take the other's cookie for its own.
    cookie = "session" if frontend.is_public else f"{frontend.name}-session"
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.secret_keys[0],
        "SECRET_KEY_FALLBACKS": list(settings.secret_keys[1:]),
        "SESSION_COOKIE_NAME": f"__Host-{cookie}" if settings.is_https else cookie,
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": COOKIE_LIFETIME,
        "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
        # The parser reads a file in steps of 64 KB, and holds back a step's end that looks like a
        # boundary's beginning: with room for one step, photos are refused at random.
        "MAX_FORM_MEMORY_SIZE": 2 * MAX_BODY_BYTES,
        "MAX_FORM_PARTS": 100,
        "WTF_CSRF_TIME_LIMIT": int(COOKIE_LIFETIME.total_seconds()),
        "PREFERRED_URL_SCHEME": "https" if settings.is_https else "http",
    }


def _link(name: str, **values: Any) -> str:
    """The URL of a route (`accounts.home`) or of a static page (`site.faq`)."""
    kind, _, page = name.partition(".")
    if kind == "site":
        return templating.site_path(page, get_locale().language)
    return url_for(name, **values)


def _active_entry(menu: Sequence[MenuEntry]) -> str:
    """The name of the menu's entry that this request's page belongs to; "" for none."""
    for entry in menu:
        if entry.section and request.path.startswith(entry.section):
            return entry.name
        if entry.name == request.endpoint:
            return entry.name
    return ""
