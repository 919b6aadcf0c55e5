"""Batches of items on their way to one table, several at a time, acknowledged in order."""

import functools
import random
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.registry.loading.csv_rows import Item
from functions.registry.loading.progress import Position

# BatchWriteItem takes at most 25.
MAX_ITEMS = 25
MAX_ROWS = 1_000
MAX_TRIES = 10
FIRST_WAIT_SECONDS = 0.05
LONGEST_WAIT_SECONDS = 5.0
THREADS = 4
# Some wait for a thread, so that no thread waits for rows to be read.
MAX_UNDER_WAY = 2 * THREADS

_LATER = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ServiceUnavailable",
    "ThrottlingException",
}

Send = Callable[..., dict[str, Any]]
Pause = Callable[[float], None]


class NotWritten(Exception):
    """The database did not take a batch; the text says what it answered, without values."""


@dataclass
class Batch:
    """The last item of each key in some rows, and the position in the source after them."""

    items: dict[str, Item] = field(default_factory=dict)
    rows: int = 0
    after: Position | None = None

    @property
    def is_full(self) -> bool:
        """Whether it is time to send the batch; also when most of its rows were rejected."""
        return len(self.items) == MAX_ITEMS or self.rows == MAX_ROWS


class Writer:
    """Writes batches through a few threads; `acknowledged` moves on in the order of batches.

    Two batches with a key in common are never on their way together, so that of two rows with
    one key the later row wins. Leaving the block drops what has not been sent.
    """

    def __init__(
        self, send: Send, table: str, start: Position, *, pause: Pause = time.sleep
    ) -> None:
        self.acknowledged = start
        self._write = functools.partial(write, send, table, pause=pause)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="import")
        self._under_way: deque[tuple[Future[None], Batch]] = deque()

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, *failure: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def put(self, batch: Batch) -> None:
        """Send the batch, after waiting until it may go. Raises NotWritten for an earlier one."""
        while self._under_way and self._must_wait(batch):
            self._settle_oldest()
        self._under_way.append((self._pool.submit(self._write, batch.items), batch))

    def settle(self) -> None:
        """Wait until everything is acknowledged. Raises NotWritten."""
        while self._under_way:
            self._settle_oldest()

    def _must_wait(self, batch: Batch) -> bool:
        if len(self._under_way) == MAX_UNDER_WAY:
            return True
        keys = batch.items.keys()
        return not all(keys.isdisjoint(other.items) for _, other in self._under_way)

    def _settle_oldest(self) -> None:
        future, batch = self._under_way.popleft()
        future.result()
        if batch.after is not None:
            self.acknowledged = batch.after


def write(send: Send, table: str, items: dict[str, Item], pause: Pause = time.sleep) -> None:
    """Put the items, again and again what the database left over, waiting longer each time.

    Raises NotWritten after MAX_TRIES, or at once when trying again cannot help.
    """
    requests = [{"PutRequest": {"Item": item}} for item in items.values()]
    longest = FIRST_WAIT_SECONDS
    for _ in range(MAX_TRIES):
        if not requests:
            return
        requests = _left_over(send, table, requests)
        if requests:
            pause(longest * random.uniform(0.5, 1))  # noqa: S311 - spreads load, keeps no secret
            longest = min(2 * longest, LONGEST_WAIT_SECONDS)
    if requests:
        raise NotWritten(f"the database left over {len(requests)} items {MAX_TRIES} times")


def _left_over(send: Send, table: str, requests: list[Any]) -> list[Any]:
    try:
        answer = send(RequestItems={table: requests})
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _LATER:
            return requests
        raise NotWritten(f"the database answered {code}") from error
    except BotoCoreError as error:
        raise NotWritten(f"the database does not answer ({type(error).__name__})") from error
    return answer.get("UnprocessedItems", {}).get(table, [])
