"""What the Lambdas import: files of functions/, and packages of others."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from functions.paths import ROOT
from functions.web import templating

ENTRY_POINTS = ("functions.citizen_app", "functions.officer_app", "functions.worker_app")


def our_files() -> set[Path]:
    """The files that run when an entry point and all that it imports are imported."""
    known: set[Path] = set()
    names = list(ENTRY_POINTS)
    while names:
        new = set(_files(names.pop())) - known
        known |= new
        for file in new:
            names += _imported_by(file)
    return known


def packages_of_others() -> set[str]:
    """The top names of what these files import and the standard library does not have."""
    names = {name for file in our_files() for name in _imported_by(file)} | {*templating.MACROS}
    return {name.partition(".")[0] for name in names} - {"functions"} - sys.stdlib_module_names


def _imported_by(file: Path) -> Iterator[str]:
    """Dotted names; the last part may be a module or something in one."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(name: str) -> Iterator[Path]:
    """The files that importing `name` runs: those of its packages too."""
    path = ROOT
    for part in name.split("."):
        path /= part
        yield from filter(Path.is_file, (path / "__init__.py", path.with_suffix(".py")))
