"""The factory of both web apps: same pages, errors, headers and languages."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, url_for
from flask_babel import get_locale

from functions import logs, storage
from functions.settings import Settings
from functions.web import headers, health, language, limits, problems, templating

# A form is a few short fields. A view that takes a file raises the limit for itself.
MAX_BODY_BYTES = 64 * 1024
# The longest session that an account may have; the signed cookie must not end before it.
COOKIE_LIFETIME = timedelta(hours=12)


def create_app(name: str, settings: Settings, blueprints: Iterable[Blueprint]) -> Flask:
    """A Flask app called `name` over the tables of `settings`, with the given capabilities."""
    storage.connect(settings)
    is_public = name == "citizen"
    # On one machine both apps share a host: neither may take the other's cookie for its own.
    cookie = "session" if is_public else f"{name}-session"
    app = Flask(name, static_folder=None, template_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_keys[0],
        SECRET_KEY_FALLBACKS=list(settings.secret_keys[1:]),
        SESSION_COOKIE_NAME=f"__Host-{cookie}" if settings.is_https else cookie,
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=COOKIE_LIFETIME,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        # The parser reads a file in steps of 64 KB, and holds back a step's end that looks like a
        # boundary's beginning: with room for one step, photos are refused at random.
        MAX_FORM_MEMORY_SIZE=2 * MAX_BODY_BYTES,
        MAX_FORM_PARTS=100,
        WTF_CSRF_TIME_LIMIT=int(COOKIE_LIFETIME.total_seconds()),
        PREFERRED_URL_SCHEME="https" if settings.is_https else "http",
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    templating.configure(app.jinja_env, link=_link, language=language.current_language)
    app.jinja_env.globals.update(is_public=is_public)
    logs.init_app(app, is_quiet=settings.is_local)
    language.init_app(app)
    headers.init_app(app, https=settings.is_https)
    problems.init_app(app)
    limits.init_app(app)
    app.register_blueprint(health.blueprint)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    return app


def _link(name: str, **values: Any) -> str:
    """The address of a route (`accounts.sign_in`) or of a static page (`site.faq`)."""
    kind, _, page = name.partition(".")
    if kind == "site":
        return templating.site_path(page, get_locale().language)
    return url_for(name, **values)
