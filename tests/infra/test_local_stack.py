"""`python -m infra.local`: it keeps its data, stops what it started, and says what is wrong."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest

from functions.paths import ROOT
from infra.local.engine import free_port


@contextmanager
def stack(folder, port):
    """The stack, once it answers; interrupted at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local", "--port", str(port), "--data", str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def wait_for(url, process):
    give_up = time.monotonic() + 120
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(url) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the stack did not start")


def refused(*arguments, **environment):
    """The one line that it says before it gives up."""
    result = subprocess.run(
        [sys.executable, "-m", "infra.local", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("stack")


def test_a_restart_keeps_all_data_and_ctrl_c_stops_everything(folder):
    port = free_port()
    with stack(folder, port) as process:
        accounts = (folder / "demo-accounts.json").read_text()
        engines = children_of(process.pid)
        assert engines
        assert json.loads(accounts)["citizens"][0].keys() >= {"code", "password", "phone"}
    assert process.returncode == 0
    assert not any(is_running(pid) for pid in engines)

    with stack(folder, port):
        assert (folder / "demo-accounts.json").read_text() == accounts
        who = json.loads(accounts)["citizens"][10]
        assert signs_in(port, who)


def test_the_database_ends_with_a_stack_that_is_killed(folder):
    with stack(folder, free_port()) as process:
        engines = children_of(process.pid)
        process.kill()
        process.wait()

    give_up = time.monotonic() + 10
    while any(is_running(pid) for pid in engines) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not any(is_running(pid) for pid in engines)


def test_a_second_stack_on_the_same_folder_is_refused(folder):
    with stack(folder, free_port()):
        line = refused("--port", str(free_port()), "--data", str(folder))

    assert line.startswith("Another VssID is running on")
    assert len(line.splitlines()) == 1


def test_a_port_in_use_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        line = refused(PORT=str(port), DATA=str(tmp_path))

    assert line == f"Port {port} cannot be used: Address already in use. Choose one with PORT="


def test_a_data_folder_that_cannot_be_used_is_one_clear_line(tmp_path):
    (tmp_path / "file").touch()

    line = refused(PORT=str(free_port()), DATA=str(tmp_path / "file"))

    assert "cannot be used" in line
    assert len(line.splitlines()) == 1


def test_a_file_of_the_data_folder_that_cannot_be_read_is_one_clear_line(tmp_path):
    (tmp_path / "secret-key").mkdir()

    line = refused(PORT=str(free_port()), DATA=str(tmp_path))

    assert line.startswith("VssID cannot run: ")
    assert str(tmp_path / "secret-key") in line
    assert len(line.splitlines()) == 1


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path):
    (tmp_path / "vssid.sqlite").write_text("not a database, whatever its name says")

    line = refused(PORT=str(free_port()), DATA=str(tmp_path), DYNAMODB="dynoxide")

    assert line.startswith(f"The database {tmp_path / 'vssid.sqlite'} did not start: ")
    assert len(line.splitlines()) == 1


def test_the_data_of_another_engine_is_left_alone(tmp_path):
    (tmp_path / "vssid.sqlite").touch()

    line = refused(PORT=str(free_port()), DATA=str(tmp_path), DYNAMODB="aws-local")

    assert line == f"The data folder {tmp_path} is dynoxide's. Choose another one with DATA="


def test_an_engine_that_is_not_known_is_one_clear_line(tmp_path):
    line = refused(PORT=str(free_port()), DATA=str(tmp_path), DYNAMODB="mongodb")

    assert line == "DYNAMODB=mongodb is not known. Choose from dynoxide, aws-local"


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none_is_refused(port, tmp_path):
    assert "is not a port number" in refused(PORT=port, DATA=str(tmp_path))


def signs_in(port, who):
    """Whether the demo account's password opens it, over JSON."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def ask(body=None):
        data = json.dumps(body).encode() if body else None
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        url = f"http://127.0.0.1:{port}/login"
        with opener.open(urllib.request.Request(url, data, headers)) as answer:
            return json.load(answer)

    token = ask()["form"]["csrf_token"]
    home = ask({"csrf_token": token, "code": who["code"], "password": who["password"]})
    return home["code"] == who["code"]


def children_of(pid):
    output = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=True, text=True
    )
    return [int(line) for line in output.stdout.split()]


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
