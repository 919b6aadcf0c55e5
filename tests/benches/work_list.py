"""How long a page of the officers' list takes with 100,000 applications, beside 1,000.

The first page, a filtered page (status, condition and days) and the 50th page, each read in
turn of two stages of one engine, so that a noisy machine is fair to both. The 50th page of
1,000 is the last one and has few rows to read behind it, so the 50th of 100,000 stands beside
the first of 1,000, a full page too. Goals: with 100,000 at most 1.2 times the median time that
it takes with 1,000, for the same capacity units.
"""

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from functions import storage
from functions.applications.models import Condition, Kind, Status
from functions.desk import work_list
from functions.desk.work_list import Page, Search
from functions.settings import Settings
from infra.local import engine as engines
from infra.local import tables
from tests.applications.builders import HANOI
from tests.capacity import billed
from tests.desk.many_applications import fill

FEW, MANY = 1_000, 100_000
FIFTIETH = 49 * work_list.PAGE_SIZE
TIMES = 200
WARM_UP = 20
MOST_RATIO = 1.2
NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)
DAYS = 9

EVERYTHING = Search(Kind.REGISTRATION)
TO_ASSESS_LATELY = Search(
    Kind.REGISTRATION,
    status=Status.PENDING,
    condition=Condition.PAPER_RECEIVED,
    first_day=(NOW - timedelta(days=8)).date(),
)


def run() -> None:
    """Fill both stages, ask for each page in turns, and print the medians and the costs."""
    engine = engines.start()
    try:
        stages = {count: _filled(count, engine.endpoint) for count in (FEW, MANY)}
        for name in ("first page", "filtered page", "50th page"):
            _compare(name, stages)
    finally:
        engine.stop()


def _filled(count: int, endpoint: str) -> Settings:
    settings = Settings(
        stage=f"bench{count}",
        public_url="https://vssid.bench",
        secret_keys=("a key",),
        dynamodb_endpoint=endpoint,
    )
    storage.connect(settings)
    tables.create()
    fill(count, until=NOW, days=DAYS)
    return settings


def _page(name: str, count: int) -> Callable[[], Page]:
    """Asks for the page; the 50th starts where the 49 pages before it end."""
    search = TO_ASSESS_LATELY if name == "filtered page" else EVERYTHING
    passed = timedelta(days=DAYS) / count * FIFTIETH
    cursor = (NOW - passed).isoformat() if name == "50th page" and count == MANY else ""
    return lambda: work_list.page(HANOI, search, at=NOW, cursor=cursor)


def _compare(name: str, stages: dict[int, Settings]) -> None:
    times: dict[int, list[float]] = {count: [] for count in stages}
    units = {}
    for turn in range(WARM_UP + TIMES):
        for count, settings in stages.items():
            storage.connect(settings)
            ask = _page(name, count)
            if turn == 0:
                with billed() as bill:
                    ask()
                units[count] = bill.units
            began = time.perf_counter()
            ask()
            if turn >= WARM_UP:
                times[count].append(time.perf_counter() - began)
    few, many = (statistics.median(times[count]) * 1000 for count in (FEW, MANY))
    print(
        f"  {name}: {many:.2f} ms with {MANY:,}, {few:.2f} ms with {FEW:,}: "
        f"ratio {many / few:.2f} (goal: at most {MOST_RATIO}); "
        f"capacity units {units[MANY]:g} and {units[FEW]:g} (goal: equal)"
    )
