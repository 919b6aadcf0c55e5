"""One look, two renderers: what Flask's and MkDocs' Jinja environments have in common."""

import datetime
import functools
import io
import json
from collections.abc import Callable

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    PackageLoader,
    PrefixLoader,
)
from markupsafe import Markup

from functions import formats
from functions.paths import ASSETS, COMPILED_TEMPLATES, TEMPLATES

# The pages of the static site that layouts link to; `site.<name>` in link().
SITE_PAGES = {
    "home": "",
    "news": "news/",
    "guides": "guides/",
    "guide_install": "guides/install/",
    "guide_register": "guides/register/",
    "guide_password": "guides/password/",
    "guide_card": "guides/card/",
    "faq": "faq/",
    "support": "support/",
    "privacy": "about/privacy/",
    "accessibility": "about/accessibility/",
    "developers": "developers/registry-import/",
}
# The packages of the design system's macros: templates import from them by these names.
MACROS = ("govuk_frontend_jinja", "govuk_frontend_wtf")

# Where environments configured from now on keep what they compile; None: each compiles for itself.
bytecode_cache: BytecodeCache | None = None


class UnknownLink(LookupError):
    """A template links to a page that neither the site nor the app has."""


def loader() -> BaseLoader:
    """Our templates and the design system's macros.

    A checkout has their sources and reads nothing else, because what was compiled there may be
    old. A package has no sources, only what infra/compile_templates.py made of them.
    """
    if not (TEMPLATES / "layouts" / "base.html").exists():
        return ModuleLoader(COMPILED_TEMPLATES)
    macros = PrefixLoader({name: PackageLoader(name) for name in MACROS})
    return ChoiceLoader([FileSystemLoader(TEMPLATES), macros])


def configure(
    environment: Environment, *, link: Callable[..., str], language: Callable[[], str]
) -> None:
    """Give `environment` our templates, and the globals and filters that they use.

    `language` says the language of the page at hand.
    """
    environment.loader = loader()
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.bytecode_cache = bytecode_cache
    environment.globals.update(link=link, asset=asset)
    environment.filters.update(
        day=lambda value: formats.day(value, language()),
        moment=lambda value: formats.minute(_instant(value), language()),
        instant=lambda value: formats.iso(_instant(value)),
        phone=formats.phone,
        qr=_qr,
    )


def site_path(name: str, language: str) -> str:
    """The path of a static page, such as `/faq/` or `/en/faq/`. Raises UnknownLink."""
    if name not in SITE_PAGES:
        raise UnknownLink(f"site.{name}")
    return ("/" if language == "vi" else f"/{language}/") + SITE_PAGES[name]


def asset(name: str) -> str:
    """The URL of a built asset, with its content's fingerprint in the name."""
    return f"/assets/{_manifest()[name]}"


@functools.cache
def _manifest() -> dict[str, str]:
    return json.loads((ASSETS / "manifest.json").read_text())


def _instant(value: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(value)


def _qr(content: str) -> Markup:
    """A QR code as an inline SVG, black on white with its quiet zone, sized by the page."""
    import segno

    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=4, light="#fff"
    )
    return Markup(out.getvalue().decode())  # noqa: S704 - segno writes only paths and numbers
