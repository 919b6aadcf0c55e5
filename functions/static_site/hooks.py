"""MkDocs hooks, the fourth entry point: the static site with the apps' templates and links.

    python -m mkdocs build --strict

mkdocs-static-i18n runs one build per language into one folder, so each hook runs once per
language. Nothing here needs a network or a database: the citizen app is created for its
URL map alone. A link that leads nowhere fails the build.
"""

import dataclasses
import datetime
import functools
import html
import json
import re
from collections import Counter
from collections.abc import Callable
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import werkzeug
from babel.support import NullTranslations, Translations
from flask import Flask
from jinja2 import Environment, pass_context, select_autoescape
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from werkzeug.routing import MapAdapter

from functions import citizen_app
from functions.clock import VIETNAM
from functions.paths import ASSETS, LOCALES
from functions.settings import Settings
from functions.static_site import dead_links, openapi
from functions.web import MenuEntry, templating
from functions.web.language import DEFAULT_LANGUAGE, LANGUAGES

NEWS_ITEM = "site/news_item.html"
# Files made from a template instead of Markdown: in each language, and once for the site.
IN_EACH_LANGUAGE = {"404.html": "404.html", "news/feed.xml": "site/feed.xml"}
ONCE = {"sitemap.xml": "sitemap.xml", "robots.txt": "site/robots.txt"}
HEADING_OR_WIDE = re.compile(
    r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|<(?P<wide>table|pre)>.*?</(?P=wide)>", re.DOTALL
)
TAG = re.compile(r"<[^>]+>")


class DeadLink(BuildError):
    """A page of the site links to something that is not there."""


class IncompletePage(BuildError):
    """A page lacks something that every page has."""


def on_config(config: MkDocsConfig) -> None:
    """Let `on_env` write what MkDocs would write over itself in each language's build."""
    config.theme.static_templates.clear()


# After mkdocs-static-i18n, which sorts files of the docs folder only.
@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Publish the built assets; nothing else that lies beside the templates."""
    for file in list(files):
        if file.src_dir != config.docs_dir:
            files.remove(file)
    for path in sorted(ASSETS.iterdir()):
        if path.name != "manifest.json":
            published = f"assets/{path.name}"
            files.append(File.generated(config, published, abs_src_path=str(path)))


def on_page_content(content: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let each table and example scroll in a box of its own, named by the heading above it."""
    gettext = _translations(_language(config)).gettext
    labels = {"table": gettext("Table: %(title)s"), "pre": gettext("Example: %(title)s")}
    heading = page.title
    seen: Counter[str] = Counter()

    def boxed(match: re.Match[str]) -> str:
        nonlocal heading
        if match["heading"] is not None:
            heading = html.unescape(TAG.sub("", match["heading"]))
            return match[0]
        label = labels[match["wide"]] % {"title": heading}
        seen[label] += 1
        label += f" ({seen[label]})" if seen[label] > 1 else ""
        label = html.escape(label)
        box = f'<div class="vs-scroll" role="region" tabindex="0" aria-label="{label}">'
        return f"{box}{match[0]}</div>"

    return HEADING_OR_WIDE.sub(boxed, content)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Make MkDocs' templates the apps' templates, and render what is not Markdown."""
    language = _language(config)
    pages = [file.page for file in files.documentation_pages()]
    for page in pages:
        _require_complete(page)
    env.autoescape = select_autoescape(["html", "xml"])
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_translations(_translations(language), newstyle=True)  # type: ignore[attr-defined]
    link = _link(language, {_path(page.file) for page in pages})
    templating.configure(env, link=link, language=lambda: language)
    env.filters.update(rfc822=_rfc822)
    env.globals.update(
        is_public=True,
        home=citizen_app.FRONTEND.home,
        menu=_menu(language),
        pages=pages,
        news=_newest_first(pages),
        absolute=functools.partial(urljoin, config.site_url),
        path=lambda page: _path(page.file),
        alternates=_alternates,
        ancestors=lambda page: _ancestors(page, pages),
        current_language=lambda: language,
        language_switch=_language_switch,
        active_entry=_active_entry,
    )
    made = {_home(language) + target: name for target, name in IN_EACH_LANGUAGE.items()}
    if language == DEFAULT_LANGUAGE:
        made |= {f"/{target}": name for target, name in ONCE.items()}
        description = json.dumps(openapi.describe(_app()), ensure_ascii=False, indent=1)
        files.append(File.generated(config, "openapi.json", content=description))
    for target, name in made.items():
        content = env.get_template(name).render() + "\n"
        files.append(File.generated(config, target[1:], content=content))


# After mkdocs-static-i18n, which builds the other languages in this event.
@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """Check every link once all languages are there. Raises DeadLink."""
    if config.plugins["i18n"].building:
        return
    found = dead_links.find(Path(config.site_dir), site_url=config.site_url, is_route=_is_route)
    if found:
        raise DeadLink("\n  ".join(["Dead links:", *found]))


def _language(config: MkDocsConfig) -> str:
    return config.plugins["i18n"].current_language


@functools.cache
def _translations(language: str) -> NullTranslations:
    return Translations.load(LOCALES, [language])


@functools.cache
def _app() -> Flask:
    """The citizen app, for what it declares."""
    nowhere = "http://site.invalid"
    settings = Settings("site", nowhere, secret_keys=("unused",), dynamodb_endpoint=nowhere)
    return citizen_app.create(settings)


@functools.cache
def _routes() -> MapAdapter:
    """The citizen app's addresses."""
    return _app().url_map.bind("site.invalid")


def _is_route(path: str) -> bool:
    try:
        _routes().match(path, method="GET")
    except werkzeug.exceptions.HTTPException:
        return False
    return True


def _link(language: str, paths: set[str]) -> Callable[..., str]:
    """link() of the templates: routes in this build's language, and static pages that exist."""

    def link(name: str, **values: Any) -> str:
        kind, _, page = name.partition(".")
        if kind == "site":
            path = templating.site_path(page, language)
            if path not in paths:
                raise DeadLink(f"link('{name}'): the site has no page {path}")
            return path
        if language != DEFAULT_LANGUAGE:
            values["lang"] = language
        return _routes().build(name, values)

    def explained(name: str, **values: Any) -> str:
        try:
            return link(name, **values)
        except (templating.UnknownLink, werkzeug.routing.BuildError) as failure:
            raise DeadLink(f"link('{name}'): neither the site nor the app has it") from failure

    return explained


def _home(language: str) -> str:
    return templating.site_path("home", language)


def _path(file: File) -> str:
    return "/" + file.url.removeprefix("./")


def _alternates(page: Page) -> dict[str, str]:
    """The page's path in each language."""
    return {language: _path(page.file.alternates[language]) for language in LANGUAGES}


def _ancestors(page: Page, pages: list[Page]) -> list[Page]:
    """The pages above `page`, the home page first."""
    own = _path(page.file)
    above = [each for each in pages if own.startswith(_path(each.file)) and each is not page]
    return sorted(above, key=lambda each: len(each.url))


def _newest_first(pages: list[Page]) -> list[Page]:
    items = [page for page in pages if page.meta.get("template") == NEWS_ITEM]
    return sorted(items, key=lambda page: (page.meta["date"], page.url), reverse=True)


def _require_complete(page: Page) -> None:
    wanted: dict[str, type] = {"title": str, "description": str}
    if page.meta.get("template") == NEWS_ITEM:
        wanted["date"] = datetime.date
    for name, kind in wanted.items():
        if not isinstance(page.meta.get(name), kind):
            raise IncompletePage(f"{page.file.src_uri}: its front matter has no {name}")
    if missing := LANGUAGES.keys() - page.file.alternates.keys():
        raise IncompletePage(f"{page.file.src_uri}: this page is missing in {sorted(missing)}")


@pass_context
def _language_switch(context: Context) -> dict[str, str]:
    """The other language, with the address of this page in it."""
    own = context.call(context["current_language"])
    other = next(language for language in LANGUAGES if language != own)
    page = context.get("page")
    href = _alternates(page)[other] if page else f"{_home(other)}404.html"
    return {"language": other, "label": LANGUAGES[other], "href": href}


def _menu(language: str) -> list[MenuEntry]:
    """The citizens' menu in this build's language."""
    gettext = _translations(language).gettext
    entries = citizen_app.FRONTEND.menu
    return [dataclasses.replace(entry, label=gettext(str(entry.label))) for entry in entries]


@pass_context
def _active_entry(context: Context) -> str:
    """The entry of the main menu that this page belongs to: `site.` and its folder."""
    page = context.get("page")
    if not page:
        return ""
    folder, _, _ = _alternates(page)[DEFAULT_LANGUAGE][1:].partition("/")
    return f"site.{folder or 'home'}"


def _rfc822(day: datetime.date) -> str:
    """The day's first instant in Vietnam, as feeds write it."""
    return format_datetime(datetime.datetime.combine(day, datetime.time(), VIETNAM))
