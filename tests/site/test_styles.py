"""Each block of our styles stands in one file of its name, and every class that a page has there.

Class names are written in full in the styles, so that they can be searched for.
"""

import re
from pathlib import Path

import pytest

from functions.paths import ROOT, TEMPLATES

COMPONENTS = TEMPLATES / "assets" / "components"
INDEX = COMPONENTS / "_index.scss"
BLOCKS = sorted(set(COMPONENTS.glob("*.scss")) - {INDEX})
CLASS = re.compile(r"(?<![\w-])vs-[a-z0-9]+(?:[-_]+[a-z0-9]+)*")
COMMENT = re.compile(r"//[^\n]*")
# What writes HTML: templates, the scripts, and the hooks of the static site.
WRITERS = [
    *TEMPLATES.rglob("*.html"),
    *(TEMPLATES / "assets").glob("*.js"),
    *(ROOT / "functions").rglob("*.py"),
    *(ROOT / "site").rglob("*.md"),
]


def block_of(name: str) -> str:
    """`vs-plot` of `vs-plot__part--solid`."""
    return re.split("__|--", name)[0]


def styled_in(path: Path) -> set[str]:
    """The classes that a style sheet names, outside its comments."""
    return set(CLASS.findall(COMMENT.sub("", path.read_text())))


def styled() -> set[str]:
    """The classes of all components."""
    return set().union(*map(styled_in, BLOCKS))


def used() -> dict[str, str]:
    """The classes that pages have, each with a file that writes it."""
    return {name: str(path) for path in WRITERS for name in CLASS.findall(path.read_text())}


@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: path.stem)
def test_a_file_defines_the_block_of_its_name_and_no_other(path):
    assert {block_of(name) for name in styled_in(path)} == {f"vs-{path.stem.removeprefix('_')}"}


@pytest.mark.parametrize("path", BLOCKS, ids=lambda path: path.stem)
def test_class_names_are_written_in_full(path):
    assert "&_" not in path.read_text()
    assert "&-" not in path.read_text()


def test_the_style_sheet_has_every_block_from_its_own_file():
    listed = re.findall(r'@forward "([a-z]+)";', INDEX.read_text())

    assert listed == [path.stem.removeprefix("_") for path in BLOCKS]
    assert styled_in(TEMPLATES / "assets" / "portal.scss") == set()


def test_every_class_of_a_page_has_a_style():
    """A block may have elements alone that have one."""
    known = styled() | {block_of(name) for name in styled()}

    assert {name: path for name, path in used().items() if name not in known} == {}


def test_no_class_has_a_style_for_nothing():
    assert styled() - set(used()) == set()
