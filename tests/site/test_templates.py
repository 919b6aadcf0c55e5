"""Each template imports the macros that it calls, from where they are, and no other."""

import functools

import pytest
from jinja2 import Environment, nodes

from functions.paths import TEMPLATES
from functions.web import templating

FILES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
# What both renderers, the site's build or the apps give to templates to call.
GIVEN = {
    "_",
    "absolute",
    "active_entry",
    "alternates",
    "ancestors",
    "asset",
    "caller",
    "current_language",
    "dict",
    "get_flashed_messages",
    "language_switch",
    "link",
    "path",
    "range",
}


@functools.cache
def parsed(name: str) -> nodes.Template:
    environment = Environment(loader=templating.loader(), extensions=["jinja2.ext.i18n"])
    return environment.parse(environment.loader.get_source(environment, name)[0])


def macros_of(name: str) -> set[str]:
    return {macro.name for macro in parsed(name).find_all(nodes.Macro)}


def imported_by(name: str) -> dict[str, str]:
    """The macros that a template imports by name, each with the template it is in."""
    return {
        macro: each.template.value
        for each in parsed(name).find_all(nodes.FromImport)
        for macro in each.names
    }


def files_imported_by(name: str) -> dict[str, str]:
    """The templates that a template imports whole, by the name that they have in it."""
    return {each.target: each.template.value for each in parsed(name).find_all(nodes.Import)}


def names_in(name: str) -> set[str]:
    """Every name that a template reads."""
    return {each.name for each in parsed(name).find_all(nodes.Name) if each.ctx == "load"}


def calls_in(name: str) -> set[str]:
    """What a template calls by a bare name."""
    called = (each.node for each in parsed(name).find_all(nodes.Call))
    return {each.name for each in called if isinstance(each, nodes.Name)}


def taken_by(name: str) -> set[tuple[str, str]]:
    """The macros of whole imports that a template calls or hands on, each with its file."""
    files = files_imported_by(name)
    return {
        (files[each.node.name], each.attr)
        for each in parsed(name).find_all(nodes.Getattr)
        if isinstance(each.node, nodes.Name) and each.node.name in files
    }


@pytest.mark.parametrize("name", FILES)
def test_what_a_template_imports_is_there_and_is_used(name):
    imported = imported_by(name)

    assert {each for each in imported if each not in macros_of(imported[each])} == set()
    assert ({*imported} | {*files_imported_by(name)}) - names_in(name) == set()


@pytest.mark.parametrize("name", FILES)
def test_what_a_template_calls_is_imported_or_its_own(name):
    """A macro may be handed to another one, which then calls a parameter."""
    parameters = {each.name for macro in parsed(name).find_all(nodes.Macro) for each in macro.args}
    known = {*imported_by(name)} | macros_of(name) | parameters | GIVEN

    assert calls_in(name) - known == set()
    assert {each for each in taken_by(name) if each[1] not in macros_of(each[0])} == set()


def test_no_macro_is_there_for_nothing():
    used = {(file, macro) for name in FILES for macro, file in imported_by(name).items()}
    for name in FILES:
        used |= taken_by(name) | {(name, macro) for macro in names_in(name) & macros_of(name)}

    assert {(name, macro) for name in FILES for macro in macros_of(name)} - used == set()


def test_forms_and_instants_are_written_by_their_macros_alone():
    for path in (path for path in TEMPLATES.rglob("*.html") if path.parent.name != "macros"):
        written = path.read_text()
        assert "<form" not in written, f"{path}: post_form writes it"
        assert "<time" not in written, f"{path}: moment or day writes it"
        assert "data-print" not in written, f"{path}: print_button writes it"
