"""What a piece of code costs at the database: capacity units, as the engine counts them."""

import contextlib
from collections.abc import Iterator
from typing import Any

from functions.storage import connection
from infra.local import tables

_ASKING, _ANSWERED = "provide-client-params.dynamodb", "after-call.dynamodb"


class Bill:
    """Capacity units so far, and in how many requests."""

    def __init__(self) -> None:
        self.units = 0.0
        self.requests = 0

    def ask(self, params: dict[str, Any], model: Any, **_: object) -> None:
        # Requests about tables, not about items, have no price to return.
        if "ReturnConsumedCapacity" in model.input_shape.members:
            params["ReturnConsumedCapacity"] = "TOTAL"

    def add(self, parsed: dict[str, Any], **_: object) -> None:
        consumed = parsed.get("ConsumedCapacity", [])
        tables = consumed if isinstance(consumed, list) else [consumed]
        self.units += sum(table["CapacityUnits"] for table in tables)
        self.requests += 1


@contextlib.contextmanager
def billed() -> Iterator[Bill]:
    """Count what the block consumes; the tables are there before."""
    tables.create()
    events = connection.current().connection.client.meta.events
    bill = Bill()
    events.register(_ASKING, bill.ask)
    events.register(_ANSWERED, bill.add)
    try:
        yield bill
    finally:
        events.unregister(_ASKING, bill.ask)
        events.unregister(_ANSWERED, bill.add)
