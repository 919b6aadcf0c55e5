"""Imports run one way: see the README's diagram and DESIGN. Anything else fails here.

The rule, without a list of modules. Rooms stand in a line, and a room uses only those before it.
Of another capability it uses what that one offers: its rules, its refusals, its guards and its
forms. A few rooms are there to be used whole; models stay private to every other one.
"""

import ast
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[1] / "functions"

# What stands beside another has the same number, and uses none of them.
LINE = {
    "reference": 1,
    "law": 1,
    "audit": 2,
    "notifications": 2,
    "registry": 2,
    "credentials": 3,
    "accounts": 4,
    "officers": 4,
    "applications": 5,
    "records": 5,
    "registration": 6,
    "desk": 6,
    "board": 6,
    "estimates": 6,
    "revisions": 7,
    "disputes": 7,
    "statements": 7,
    "lookup": 7,
    "support": 7,
}
# What every room may use, and what therefore uses none of them.
SHARED = {"web", "storage"}
# What another capability may use.
OFFERED = {"service", "errors", "guards", "forms"}
# Whole rooms that are there to be used: facts, proofs, the record of an application, and the frame
# of an officer's page about one.
OPEN = {"reference", "credentials", "applications", "desk"}

HTTP = {"flask", "flask_wtf", "wtforms", "werkzeug"}


def imports_of(path: Path) -> set[str]:
    """Every module that the file imports, wherever in it."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            imported |= {f"{node.module}.{alias.name}" for alias in node.names}
    return imported


def files() -> list[Path]:
    """Every file of functions/."""
    return sorted(FUNCTIONS.rglob("*.py"))


def room_of(path: Path) -> str:
    """The package that a file is in; "" of a file at the top."""
    parts = path.relative_to(FUNCTIONS).parts
    return parts[0] if len(parts) > 1 else ""


def is_entry_point(path: Path) -> bool:
    """Whether the file is what a Lambda runs or a build hooks in; nobody imports those."""
    return path.stem.endswith("_app") or path.stem in {"static_site", "hooks", "__main__"}


def knows_http(path: Path) -> bool:
    """Whether the file's functions are called within a request: it may use Flask and web."""
    imported = {name.partition(".")[0] for name in imports_of(path)}
    return bool(imported & HTTP)


def is_for_requests(path: Path) -> bool:
    """Views, and what they are made of; a rule, a table, a job or a presenter never is."""
    return not path.stem.endswith(("service", "models", "errors", "jobs", "presenters", "__init__"))


parametrized = pytest.mark.parametrize(
    "path", files(), ids=lambda path: path.relative_to(FUNCTIONS).as_posix()
)


@parametrized
def test_imports_run_one_way(path):
    room = room_of(path)
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        if top != "functions":
            continue
        target, _, inner = rest.partition(".")
        if target in LINE and room in SHARED:
            pytest.fail(f"{path}: {room} uses no capability, but {name}")
        if target in LINE and room in LINE and target != room:
            assert LINE[target] < LINE[room], f"{path}: {target} does not come before {room}"
            module = inner.partition(".")[0]
            assert target in OPEN or module in OFFERED, f"{path}: {name} is private"


def names_of(path: Path) -> dict[str, str]:
    """What the file imports, by the name that it has there."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def used_by(path: Path) -> set[str]:
    """Every name that the file takes from a module, by import or as its attribute."""
    imported = names_of(path)
    return set(imported.values()) | {
        f"{imported[node.value.id]}.{node.attr}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in imported
    }


def test_no_room_hands_its_models_out():
    for path in files():
        for module, _, name in (used.rpartition(".") for used in used_by(path)):
            _, target, *rest = module.split(".", 2) + ["", ""]
            if target not in LINE or target in OPEN | {room_of(path)} or not rest[0]:
                continue
            source = FUNCTIONS.joinpath(target, *rest[0].split(".")).with_suffix(".py")
            origin = names_of(source).get(name, "") if source.exists() else ""
            assert ".models." not in origin, f"{path}: {module}.{name} is a model"


@parametrized
def test_nobody_imports_an_entry_point(path):
    # The site's links are built from the citizen app's routes, so that a dead one fails.
    if is_entry_point(path):
        return
    for name in imports_of(path):
        top, _, module = name.partition(".")
        entry = module.partition(".")[0]
        assert top != "functions" or not entry.endswith("_app"), f"{path}: {name} is private"


@parametrized
def test_rules_know_no_http(path):
    if room_of(path) not in LINE or is_entry_point(path):
        return
    uses_web = any(name.startswith("functions.web") for name in imports_of(path))
    if knows_http(path) or uses_web:
        assert is_for_requests(path), f"{path}: a {path.stem} knows no request"


def test_facts_know_neither_database_nor_flask():
    for path in (FUNCTIONS / "reference").rglob("*.py"):
        imported = imports_of(path)
        assert not any(name.startswith("functions.storage") for name in imported), path
        assert not {name.partition(".")[0] for name in imported} & (HTTP | {"pynamodb"}), path


@parametrized
def test_no_file_is_named_after_another_room(path):
    rooms = {each.name for each in FUNCTIONS.iterdir() if each.is_dir()}
    prefix, _, rest = path.stem.partition("_")
    assert not rest or f"{prefix}s" not in rooms - {room_of(path), "officers"}, path


def test_a_room_has_few_files_and_a_file_few_lines():
    for folder in {path.parent for path in files()}:
        assert len(list(folder.glob("*.py"))) <= 14, f"{folder}: two rooms"
    for path in files():
        assert len(path.read_text().splitlines()) <= 300, f"{path}: two files"


def test_no_function_is_longer_than_40_lines():
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 40, f"{path}: {node.name}"
