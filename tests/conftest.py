"""What every test gets: a real engine, tables of its own, and clients for the apps."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from functions import citizen_app, officer_app, storage
from functions.credentials import passwords
from functions.registry import service as registry
from functions.registry.systems import OUR_TABLES
from functions.settings import Settings
from functions.web import templating
from infra.local import engine as engines
from infra.local import tables
from tests import table_creation
from tests.client import Client
from tests.officers.builders import signed_in_officer
from tests.visitors import visitor  # noqa: F401 - a fixture

_numbers = itertools.count(1)

# A busy machine is slow, not wrong; and what passed once passes again, with the same examples.
hypothesis.settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def engine() -> Iterator[engines.Engine]:
    """A private database engine: dynoxide, or AWS's own with DYNAMODB=aws-local."""
    engine = engines.start(os.environ.get("DYNAMODB", "dynoxide"))
    yield engine
    engine.stop()


@pytest.fixture
def settings(engine: engines.Engine, tmp_path: Path) -> Settings:
    """A stage of this test's own."""
    return _settings(engine, f"test{next(_numbers)}", inbox=tmp_path / "inbox")


def _settings(engine: engines.Engine, stage: str, inbox: Path | None = None) -> Settings:
    return Settings(
        stage=stage,
        public_url="https://vssid.test",
        secret_keys=("a key for tests",),
        dynamodb_endpoint=engine.endpoint,
        inbox=inbox,
    )


@pytest.fixture(autouse=True)
def store(settings: Settings) -> Iterator[None]:
    """Tables of the test's own; each is made, empty, when the test first uses it."""
    registry.use(OUR_TABLES)
    with table_creation.on_first_use(storage.connect(settings)):
        yield


@pytest.fixture
def every_table(store: None) -> None:
    """All tables of the stage, for a program that wants to see them before it uses one."""
    tables.create()


@pytest.fixture(autouse=True, scope="session")
def _cheap_hashes() -> None:
    """argon2id with the smallest cost: the tests ask what is hashed, not how slowly."""
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True, scope="session")
def _compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One folder of compiled templates for all apps, sites and workers of a run."""
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "compiled-templates"
    folder.mkdir(exist_ok=True)
    templating.bytecode_cache = FileSystemBytecodeCache(str(folder))


@pytest.fixture(scope="session")
def apps(engine: engines.Engine) -> dict[str, Flask]:
    """Both apps, each for all tests of a worker, as on AWS one serves many requests.

    Both have answered already, and so Flask refuses to change them: a test that adds a route,
    or wants other settings than the tests' own, creates an app.
    """
    settings = _settings(engine, "shared")
    apps = {"citizen": citizen_app.create(settings), "officer": officer_app.create(settings)}
    for app in apps.values():
        app.test_client().get("/healthz", base_url=settings.public_url)
    return apps


@pytest.fixture
def citizen(apps: dict[str, Flask], settings: Settings) -> Client:
    """A browser in front of the citizen app."""
    return _browser(apps["citizen"], settings)


@pytest.fixture
def officer(apps: dict[str, Flask], settings: Settings) -> Client:
    """A browser in front of the officer app."""
    return _browser(apps["officer"], settings)


@pytest.fixture
def desk(officer: Client) -> Client:
    """A browser of an officer of agency 0100, signed in."""
    return signed_in_officer(officer)


@pytest.fixture
def other_desk(officer: Client) -> Client:
    """A browser of an officer of agency 7900, signed in."""
    return signed_in_officer(officer.another_device(), agency="7900")


def _browser(app: Flask, settings: Settings) -> Client:
    app.config["SETTINGS"] = settings
    return Client(app, settings)
