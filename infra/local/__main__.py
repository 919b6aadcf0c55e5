"""Serve the whole product on this machine: `make run`, or `python -m infra.local --help`."""

import argparse
import contextlib
import fcntl
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import waitress

from functions import storage, worker_app
from functions.paths import ROOT
from functions.settings import LOCAL_STAGE, Settings
from infra.local import demo, engine, gateway, tables

SITE = ROOT / "build" / "site"
HOST = "127.0.0.1"
# The worker looks into the outbox this often; in the cloud the outbox's stream wakes it.
POLL_SECONDS = 0.2
# Declarations whose paper did not come are deleted this often.
SWEEP_SECONDS = 60.0
LOADING = "loading"


def main() -> None:
    """Start everything, serve until Ctrl-C, stop everything."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # A shell that starts this in the background has it ignore Ctrl-C; it stops all the same.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        try:
            _serve(options.data.resolve(), options.port)
        except OSError as failure:
            _give_up(f"VssID cannot run: {failure}")


def _serve(folder: Path, port: int) -> None:
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(_listening(port))
        stack.enter_context(_exclusive(folder))
        kind = _kind()
        database = _database(folder, kind)
        try:
            running = engine.start(kind, database)
        except engine.EngineDidNotStart as failure:
            _give_up(f"The database {database} did not start: {failure}")
        stack.callback(running.stop)
        settings = _settings(folder, port, running.endpoint)
        storage.connect(settings)
        tables.create()
        accounts = demo.load(folder)
        (folder / LOADING).unlink(missing_ok=True)
        app = gateway.create(settings, SITE)
        stack.enter_context(_worker(settings))
        server = waitress.create_server(app, sockets=[listener], threads=8, ident="VssID")
        stack.callback(server.close)
        _announce(settings, folder, accounts)
        server.run()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m infra.local",
        description="Serve the site, the citizen app and the officer app with demo data.",
        epilog="PORT and DATA in the environment set the defaults; DYNAMODB=aws-local uses "
        "AWS's DynamoDB Local instead of dynoxide, on a data folder of its own.",
    )
    default_port, default_data = os.environ.get("PORT") or "8000", os.environ.get("DATA") or "var"
    parser.add_argument("--port", type=_port, default=default_port, help="default: %(default)s")
    parser.add_argument(
        "--data",
        type=Path,
        default=default_data,
        help="folder of the database, the inbox and the demo accounts (default: %(default)s)",
    )
    return parser.parse_args()


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port number")


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as failure:
        _give_up(f"Port {port} cannot be used: {failure.strerror}. Choose one with PORT=")
    return listener


@contextlib.contextmanager
def _exclusive(folder: Path) -> Iterator[None]:
    """Hold the data folder: two engines on one file would not see each other's writes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as failure:
        _give_up(f"The data folder {folder} cannot be used: {failure.strerror}")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _give_up(f"Another VssID is running on {folder}. Choose a folder with DATA=")
        yield


def _kind() -> str:
    kind = os.environ.get("DYNAMODB") or "dynoxide"
    if kind not in engine.FILES:
        _give_up(f"DYNAMODB={kind} is not known. Choose from {', '.join(engine.FILES)}")
    return kind


def _database(folder: Path, kind: str) -> Path:
    """The database's file; demo data that is there in part only goes, to be loaded anew."""
    database, loading = folder / engine.FILES[kind], folder / LOADING
    for other, file in engine.FILES.items():
        if other != kind and (folder / file).exists():
            _give_up(f"The data folder {folder} is {other}'s. Choose another one with DATA=")
    if loading.exists():
        for leftover in folder.glob(f"{database.name}*"):
            leftover.unlink()
    if not database.exists():
        loading.touch()
        demo.forget(folder)
    return database


def _settings(folder: Path, port: int, endpoint: str) -> Settings:
    key = folder / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(32))
    return Settings(
        stage=LOCAL_STAGE,
        public_url=f"http://{HOST}:{port}",
        secret_keys=(key.read_text(),),
        dynamodb_endpoint=endpoint,
        inbox=folder,
    )


@contextlib.contextmanager
def _worker(settings: Settings) -> Iterator[None]:
    """The worker's jobs, in a thread."""
    stopping = threading.Event()

    def work() -> None:
        next_sweep = 0.0
        while not stopping.wait(POLL_SECONDS):
            worker_app.run(worker_app.DELIVER_DUE, settings)
            if time.monotonic() >= next_sweep:
                worker_app.run(worker_app.LAPSE_OVERDUE, settings)
                next_sweep = time.monotonic() + SWEEP_SECONDS

    thread = threading.Thread(target=work, name="worker", daemon=True)
    thread.start()
    yield
    stopping.set()
    thread.join(timeout=5)


def _announce(settings: Settings, folder: Path, accounts: dict[str, list[dict[str, str]]]) -> None:
    print(f"\nVssID is at {settings.public_url}/   (Ctrl-C stops it)")
    print(f"SMS and email: {settings.public_url}/dev/messages")
    print(f"Data: {folder}\n\nDemo citizens, all synthetic ({folder / demo.FILE}):")
    for account in accounts["citizens"]:
        columns = account["code"], account["password"], account["state"], account["full_name"]
        print("  {:<12}{:<22}{:<32}{}".format(*columns))
    print(f"\nDemo officers, at {settings.public_url}/officer/ (the key makes the app's codes):")
    for officer in accounts["officers"] + accounts["new_officers"]:
        who = f"{officer['full_name']}, {officer['role']} of {officer['agency']}"
        key = officer.get("totp_secret", "new: sets the app up")
        print("  {username:<12}{password:<22}".format(**officer) + f"{key:<34}{who}")
    print(flush=True)


def _give_up(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    sys.exit(1)


if __name__ == "__main__":
    main()
