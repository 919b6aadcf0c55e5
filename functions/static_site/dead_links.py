"""Every link of a built site leads somewhere: to a file, a #fragment of it, or a route of the app.

Other hosts are not asked: a build reads nothing from the network.
"""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

LINKING = ("href", "src", "action")
# Feeds and the sitemap also link in the text of elements.
LINKING_TEXT = re.compile(r"<(?:loc|link|guid)\b[^>]*>([^<]+)<")
WEB = {"http", "https"}
NOT_PAGES = {"mailto", "tel"}


class _Document(HTMLParser):
    """What one file links to, and the ids that links to it can name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = LINKING_TEXT.findall(text)
        self.ids: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in LINKING and value is not None:
                self.links.append(value)


def find(site: Path, *, site_url: str, is_route: Callable[[str], bool]) -> list[str]:
    """One line for each dead link under `site`: the file, the link, what is wrong with it."""
    files = sorted(path for path in site.rglob("*") if path.suffix in {".html", ".xml"})
    documents = {file: _Document(file.read_text()) for file in files}
    dead = []
    for file, document in documents.items():
        where = file.relative_to(site).as_posix()
        for link in dict.fromkeys(document.links):
            target = urlsplit(urljoin(urljoin(site_url, where), link))
            fault = None
            if target.scheme not in WEB | NOT_PAGES:
                fault = "not a kind of link for a page"
            elif target.scheme in WEB and target.netloc == urlsplit(site_url).netloc:
                fault = _fault(target, site, documents, is_route)
            if fault:
                dead.append(f"{where}: {link} ({fault})")
    return dead


def _fault(
    target: SplitResult,
    site: Path,
    documents: Mapping[Path, _Document],
    is_route: Callable[[str], bool],
) -> str | None:
    file = _file(site, unquote(target.path))
    if not file.is_file():
        return None if is_route(target.path) else "nothing is there"
    fragment = unquote(target.fragment)
    if fragment and file in documents and fragment not in documents[file].ids:
        return "no element has this id"
    return None


def _file(site: Path, path: str) -> Path:
    """The file that a web server answers `path` with; a folder needs its slash."""
    return site / path.lstrip("/") / ("index.html" if path.endswith("/") else "")
