"""Compile the apps' templates to Python modules, for a Lambda's package.

    python -m infra.compile_templates

A package has the modules instead of the sources, so that the first page of a cold start waits
neither for Jinja's compiler nor for Python's. A checkout has the sources and uses them, however
old the modules are; so compile immediately before packaging.
"""

import compileall
import py_compile
import shutil
from pathlib import Path

from jinja2 import Environment

from functions import citizen_app, officer_app
from functions.paths import COMPILED_TEMPLATES, ROOT
from functions.settings import Settings


def compile_all(target: Path = COMPILED_TEMPLATES) -> int:
    """Make `target` anew and return how many templates it has. Raises TemplateSyntaxError."""
    shutil.rmtree(target, ignore_errors=True)
    environment = _environment()
    environment.compile_templates(target, filter_func=_is_of_an_app, zip=None, ignore_errors=False)
    # Unchecked: Zappa gives every file the same date, which dated bytecode would not fit.
    compileall.compile_dir(
        target,
        ddir=str(COMPILED_TEMPLATES.relative_to(ROOT)),
        quiet=1,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    return len(environment.list_templates(filter_func=_is_of_an_app))


def _environment() -> Environment:
    """The citizen app's, which differs from the officer app's by the latter's filters alone."""
    nowhere = "http://package.invalid"
    settings = Settings("package", nowhere, secret_keys=("unused",), dynamodb_endpoint=nowhere)
    environment = citizen_app.create(settings).jinja_env
    environment.filters |= officer_app.create(settings).jinja_env.filters
    return environment


def _is_of_an_app(name: str) -> bool:
    """Whether an app renders the template; MkDocs renders those of `site/` and the topmost."""
    return name.endswith(".html") and "/" in name and not name.startswith("site/")


if __name__ == "__main__":
    print(f"{compile_all()} templates in {COMPILED_TEMPLATES.relative_to(ROOT)}")
