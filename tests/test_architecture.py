"""Imports run one way: see the README's diagram and DESIGN. Anything else fails here."""

import ast
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[1] / "functions"
ENTRY_POINTS = {"citizen_app", "officer_app", "worker_app", "static_site"}
# What a capability may use of capabilities before it in the line, never after it.
LINE = [
    "reference",
    "audit",
    "notifications",
    "registry",
    "accounts",
    "officers",
    "applications",
    "records",
]
LINE += ["applications", "records", "lookup", "support"]
SHARED = {"web", "storage"}
HTTP = {"flask", "flask_wtf", "wtforms", "werkzeug"}
# The files that know HTTP; every other file of a capability is rules and data.
HTTP_FILES = {"views", "forms", "guards"}


def knows_http(module: str) -> bool:
    """`views`, and `officer_views` or `revision_forms` where one file would be too long."""
    return module in HTTP_FILES or module.endswith(("_views", "_forms"))


# What another capability may import: its rules, its formats, what guards its pages.
PUBLIC = {"service", "identifiers", "guards", "errors", "channels", "jobs"}
PUBLIC |= {"agencies", "divisions", "loading", "synthetic"}
PUBLIC |= {
    "one_time_codes",
    "attempts",
    "addresses",
    "contacts",
    "passwords",
    "devices",
    "lifetimes",
    "forms",
    "systems",
}


def imports_of(path: Path) -> set[str]:
    """Every module that the file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules() -> list[tuple[str, str, Path]]:
    """(package, module, path) of every file of functions/; the package of a top file is ""."""
    found = []
    for path in sorted(FUNCTIONS.rglob("*.py")):
        parts = path.relative_to(FUNCTIONS).with_suffix("").parts
        found.append((parts[0] if len(parts) > 1 else "", parts[-1], path))
    return found


@pytest.mark.parametrize(
    ("package", "module", "path"), modules(), ids=lambda value: getattr(value, "name", str(value))
)
def test_imports_run_one_way(package, module, path):
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        if top in HTTP and package in LINE:
            assert knows_http(module), f"{path}: only {HTTP_FILES} know HTTP"
        if top != "functions":
            continue
        target, _, inner = rest.partition(".")
        # The site's links are built from the citizen app's routes, so that a dead one fails.
        is_site_to_citizen = (module, target) == ("static_site", "citizen_app")
        assert target not in ENTRY_POINTS or is_site_to_citizen, (
            f"{path}: nothing imports an entry point"
        )
        if package in SHARED:
            assert target not in LINE, f"{path}: {package} imports no capability"
        if package in LINE and target in LINE and target != package:
            assert LINE.index(target) < LINE.index(package), f"{path}: {target} comes later"
            assert inner.split(".")[0] in PUBLIC, f"{path}: {name} is private"
        if package in LINE and target == "web":
            assert knows_http(module), f"{path}: only {HTTP_FILES} use web"


def test_there_is_something_to_check():
    assert len(modules()) > 30
