"""requirements.txt is exactly what the Lambdas import, requirements-dev.txt the rest."""

import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from functions.paths import ROOT
from tests.infra.lambda_imports import packages_of_others

SHIPPED = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"


def pins(name):
    """The file's lines in two blocks: what is needed, and what comes with it."""
    needed, brought = (ROOT / name).read_text().strip().rsplit("\n\n", 1)
    return tuple(
        [line for line in block.splitlines() if line and not line.startswith(("#", "-r "))]
        for block in (needed, brought)
    )


def packages(name):
    """The names of the same two blocks."""
    return tuple(
        [canonicalize_name(pin.partition("==")[0]) for pin in block] for block in pins(name)
    )


def all_brought_by(needed):
    """The packages that the needed ones require, directly or through others."""
    brought, todo = set(), [Requirement(name) for name in needed]
    while todo:
        parent = todo.pop()
        for each in map(Requirement, metadata.requires(parent.name) or []):
            extras = parent.extras or {""}
            wanted = not each.marker or any(each.marker.evaluate({"extra": e}) for e in extras)
            if wanted and canonicalize_name(each.name) not in brought:
                brought.add(canonicalize_name(each.name))
                todo.append(each)
    return brought - set(needed)


def test_what_the_lambdas_import_is_what_is_needed():
    needed, _ = packages(SHIPPED)
    package_of = metadata.packages_distributions()

    imported = {canonicalize_name(package_of[name][0]) for name in packages_of_others()}

    assert set(needed) == imported


def test_what_comes_with_it_is_listed_and_nothing_else():
    needed, brought = packages(SHIPPED)

    assert set(brought) == all_brought_by(needed)


def test_development_lists_what_the_lambdas_do_not_have():
    needed, brought = packages(DEVELOPMENT)
    shipped = {name for block in packages(SHIPPED) for name in block}

    assert not shipped & {*needed, *brought}
    assert set(brought) == all_brought_by(needed) - shipped


@pytest.mark.parametrize("name", [SHIPPED, DEVELOPMENT])
def test_everything_is_pinned_and_sorted(name):
    for block in pins(name):
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in block)
    for block in packages(name):
        assert block == sorted(block)
