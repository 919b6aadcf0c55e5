"""How fast the registry is imported, beside a bare loop over the same items in the same run.

The loop is boto3's `batch_write_item`, 25 items a call, one call after the other, over items
that were read beforehand; only the calls are timed. The import is the command as people run
it: start, reading, checking, writing, progress. Half of the loop runs before the import and
half after it, so that a disk that gets slower meanwhile is fair to both. Goals at 100,000
people and as many cards: at least 0.8 of the loop's rows a second, less than 200 MB of memory.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import boto3

from functions import clock, storage
from functions.paths import ROOT
from functions.registry.loading import csv_lines
from functions.registry.loading.csv_rows import FORMATS, Item
from functions.registry.synthetic import generator
from functions.settings import Settings
from infra.local import engine as engines

PEOPLE = 100_000
LEAST_RATIO = 0.8
MOST_MEGABYTES = 200
BATCH = 25

# The puts of one call.
Request = list[dict[str, dict[str, Item]]]


def run() -> None:
    """Import generated people and their cards, and print how fast and in how much memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generator.write_files(folder, count=PEOPLE, seed=1)
        engine = engines.start(database=folder / "bench.sqlite")
        try:
            runs = [_run(kind, folder, engine.endpoint) for kind in FORMATS]
        finally:
            engine.stop()
    _report(runs)


class Run(NamedTuple):
    """One kind of file, both ways, in seconds; and the most memory that the import took."""

    kind: str
    bare: float
    imported: float
    megabytes: float


def _run(kind: str, folder: Path, endpoint: str) -> Run:
    requests = _requests(kind, folder / f"{kind}.csv")
    middle = len(requests) // 2
    bare = _bare(kind, endpoint)
    first = bare(requests[:middle])
    imported, megabytes = _imported(kind, folder, endpoint)
    return Run(kind, first + bare(requests[middle:]), imported, megabytes)


def _imported(kind: str, folder: Path, endpoint: str) -> tuple[float, float]:
    """Seconds that the command takes, and its peak of resident memory in megabytes."""
    settings = _tables("import", kind, endpoint)
    environment = {
        **os.environ,
        "VSSID_STAGE": settings.stage,
        "VSSID_PUBLIC_URL": settings.public_url,
        "VSSID_SECRET_KEYS": "bench",
        "VSSID_DYNAMODB_ENDPOINT": endpoint,
    }
    command = [sys.executable, "-m", "functions.registry", "import", kind, f"{folder}/{kind}.csv"]
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    megabytes = 0.0
    while process.poll() is None:
        megabytes = _peak(process.pid) or megabytes
        time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(f"the import of {kind} failed")
    return time.perf_counter() - begin, megabytes


def _peak(pid: int) -> float:
    """The most megabytes resident so far; ru_maxrss would count this process's before exec."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _bare(kind: str, endpoint: str) -> Callable[[list[Request]], float]:
    """The loop, into a table like the import's: it answers the seconds that it took."""
    settings = _tables("bare", kind, endpoint)
    table = settings.table_prefix + FORMATS[kind].model.Meta.table_name
    client = boto3.client(
        "dynamodb",
        region_name=settings.region,
        endpoint_url=endpoint,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )

    def loop(requests: list[Request]) -> float:
        begin = time.perf_counter()
        for request in requests:
            client.batch_write_item(RequestItems={table: request})
        return time.perf_counter() - begin

    return loop


def _requests(kind: str, path: Path) -> list[Request]:
    puts = [{"PutRequest": {"Item": item}} for item in _items(kind, path)]
    return [puts[start : start + BATCH] for start in range(0, len(puts), BATCH)]


def _items(kind: str, path: Path) -> Iterator[Item]:
    layout = FORMATS[kind]
    with path.open("rb") as file:
        end = csv_lines.read_header(file, list(layout.columns))
        for line in csv_lines.lines(file, number=1, offset=end, width=len(layout.columns)):
            yield layout.item(line.content, on=clock.today())


def _tables(stage: str, kind: str, endpoint: str) -> Settings:
    settings = Settings(
        stage=stage,
        public_url="http://127.0.0.1",
        secret_keys=("bench",),
        dynamodb_endpoint=endpoint,
    )
    storage.connect(settings)
    FORMATS[kind].model.create_table(wait=True)
    return settings


def _report(runs: list[Run]) -> None:
    for each in runs:
        print(
            f"  {each.kind:8} import {PEOPLE / each.imported:7,.0f} rows/s, "
            f"bare loop {PEOPLE / each.bare:7,.0f} rows/s, ratio {each.bare / each.imported:.2f}, "
            f"peak {each.megabytes:.0f} MB"
        )
    ratio = sum(each.bare for each in runs) / sum(each.imported for each in runs)
    megabytes = max(each.megabytes for each in runs)
    print(
        f"  both     ratio {ratio:.2f} (goal: at least {LEAST_RATIO}), "
        f"peak {megabytes:.0f} MB (goal: less than {MOST_MEGABYTES})"
    )
