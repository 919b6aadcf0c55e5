"""Imports that are cut off, at any point and in any way, and go on to the same end."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from functions import storage
from functions.paths import ROOT
from functions.registry.loading import importing
from functions.registry.models import Person
from functions.settings import Settings
from tests.registry.files import persons_file
from tests.registry.loads import CODES, LINES, LOADED, check, database, load, name_of, stored

# The import as a process that kills itself, with all its threads, at a call of the database.
PROCESS = """
import os, signal, sys
from datetime import date
from pathlib import Path
from functions import storage
from functions.registry.loading import importing
from functions.settings import Settings

def send(**request):
    calls.append(request)
    if len(calls) > int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return store.connection.client.batch_write_item(**request)

calls = []
importing.SAVE_EVERY_ROWS = 30
store = storage.connect(Settings.from_environment())
options = {"on": date(2026, 11, 24), "send": send, "again": sys.argv[3] == "True"}
importing.import_file("persons", Path(sys.argv[1]), **options)
"""


@pytest.fixture
def source(tmp_path) -> Path:
    return persons_file(tmp_path / "persons.csv", LINES)


@pytest.fixture(autouse=True)
def _saved_often(monkeypatch) -> None:
    monkeypatch.setattr(importing, "SAVE_EVERY_ROWS", 30)


class Interruption(Exception):
    """The process could not go on."""


def interrupted_after(calls: int) -> Callable[..., dict[str, Any]]:
    """The database, until it has been called so often."""
    lock, left = threading.Lock(), iter(range(calls))

    def send(**request: Any) -> dict[str, Any]:
        with lock:
            if next(left, None) is None:
                raise Interruption
        return database()(**request)

    return send


def kill_after(calls: int, source: Path, settings: Settings, *, again: bool = False) -> None:
    environment = {
        **os.environ,
        "VSSID_STAGE": settings.stage,
        "VSSID_PUBLIC_URL": settings.public_url,
        "VSSID_SECRET_KEYS": "key",
        "VSSID_DYNAMODB_ENDPOINT": settings.dynamodb_endpoint or "",
    }
    command = [sys.executable, "-c", PROCESS, str(source), str(calls), str(again)]
    killed = subprocess.run(command, env=environment, cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL


@pytest.mark.parametrize("calls", [0, 1, 4, 7, 8, 9, 12, 15])
def test_an_interrupted_import_goes_on_to_the_same_end(source, calls):
    with pytest.raises(Interruption):
        load(source, send=interrupted_after(calls))

    outcome = load(source)

    check(outcome)


def test_what_was_acknowledged_is_not_written_again(source):
    with pytest.raises(Interruption):
        load(source, send=interrupted_after(13))
    sent: list[str] = []

    def send(**request: Any) -> dict[str, Any]:
        sent.extend(
            put["PutRequest"]["Item"]["full_name"]["S"] for put in request["RequestItems"][table]
        )
        return database()(**request)

    table = storage.table_name("persons")
    outcome = load(source, send=send)

    assert outcome.resumed_after_line > 1
    assert name_of(1) not in sent
    assert len(sent) < LOADED


@pytest.mark.usefixtures("every_table")
@pytest.mark.parametrize("calls", [0, 5, 14])
def test_a_killed_import_goes_on_to_the_same_end(source, settings, calls):
    kill_after(calls, source, settings)

    outcome = load(source)

    check(outcome)
    assert calls < 14 or outcome.resumed_after_line > 1


@pytest.mark.usefixtures("every_table")
def test_killed_while_loading_again_it_does_not_pass_for_complete(source, settings):
    load(source)
    Person.get("0000000001").delete()
    kill_after(0, source, settings, again=True)

    outcome = load(source)

    assert not outcome.was_complete
    check(outcome)


def test_a_spoiled_progress_file_means_starting_over(source):
    with pytest.raises(Interruption):
        load(source, send=interrupted_after(13))
    source.with_name("persons.csv.import.json").write_text('{"source": ')

    outcome = load(source)

    assert outcome.resumed_after_line == 0
    check(outcome)


def test_a_lost_list_of_rejects_means_starting_over(source):
    with pytest.raises(Interruption):
        load(source, send=interrupted_after(13))
    source.with_name("persons.csv.rejects.csv").unlink()

    outcome = load(source)

    assert outcome.resumed_after_line == 0
    check(outcome)


def test_what_was_listed_beyond_the_saved_progress_is_listed_once(source):
    with pytest.raises(Interruption):
        load(source, send=interrupted_after(13))
    with source.with_name("persons.csv.rejects.csv").open("a") as rejects:
        rejects.write("599,phone,listed just before the end\r\n" * 1000)

    outcome = load(source)

    assert outcome.resumed_after_line > 1
    check(outcome)


def test_progress_is_never_ahead_of_what_is_stored(source):
    saved_at = source.with_name("persons.csv.import.json")
    claims: list[tuple[int, int]] = []

    def send(**request: Any) -> dict[str, Any]:
        if saved_at.exists():
            position = json.loads(saved_at.read_text())["position"]
            right = [n for n in range(position["line"] - 1) if n % 3]
            claims.append((len({n % CODES for n in right}), len(stored())))
        return database()(**request)

    load(source, send=send)

    assert claims
    assert all(claimed <= stored for claimed, stored in claims)
