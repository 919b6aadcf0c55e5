"""The static site, built once for all tests of a session."""

import functools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config import load_config

from functions.paths import ROOT
from tests import house_rules

URL = "https://vssid.test"
SOURCE = ROOT / "site"
# The Vietnamese paths, as the Markdown files say them: "", "news/", "guides/card/" ...
PATHS = sorted(
    "" if file.parent == SOURCE / "vi" else f"{file.parent.relative_to(SOURCE / 'vi')}/"
    for file in (SOURCE / "vi").rglob("index.md")
) + sorted(
    f"{file.relative_to(SOURCE / 'vi').with_suffix('')}/"
    for file in (SOURCE / "vi").rglob("*.md")
    if file.name != "index.md"
)
PREFIXES = {"vi": "/", "en": "/en/"}


@dataclass(frozen=True)
class Site:
    """A built site: a folder that any web server can serve."""

    folder: Path

    def file(self, path: str) -> Path:
        return self.folder / path.lstrip("/") / ("index.html" if path.endswith("/") else "")

    @functools.cache  # noqa: B019 - one site per session, read by many tests
    def page(self, path: str) -> BeautifulSoup:
        """The page at `path`, for reading only."""
        language = "en" if path.startswith("/en/") else "vi"
        return house_rules.check(self.file(path).read_text(), language)

    def files(self) -> dict[str, bytes]:
        found = (file for file in sorted(self.folder.rglob("*")) if file.is_file())
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in found}


def built(source: Path, target: Path) -> Site:
    """Build the Markdown in `source`. Raises mkdocs.exceptions.Abort when the build fails."""
    config = load_config(
        str(ROOT / "mkdocs.yml"), docs_dir=str(source), site_dir=str(target), site_url=URL
    )
    build(config)
    return Site(target)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return built(SOURCE, tmp_path_factory.mktemp("site"))


@pytest.fixture
def rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Site]:
    """Build a copy of the site after a change to its Markdown files."""
    # A failed build leaves mkdocs-static-i18n's replacement behind; put MkDocs' own back.
    monkeypatch.setattr(utils, "clean_directory", utils.clean_directory)

    def rebuild(change: Callable[[Path], None]) -> Site:
        source = tmp_path / "source"
        shutil.copytree(SOURCE, source)
        change(source)
        return built(source, tmp_path / "built")

    return rebuild
