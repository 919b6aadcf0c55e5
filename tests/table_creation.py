"""Tables made when a request first names them: a test pays for those that it uses."""

import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from functions.storage.connection import Store
from infra.local import tables

_EVENT = "provide-client-params.dynamodb"


@contextlib.contextmanager
def on_first_use(store: Store) -> Iterator[None]:
    """While the block runs, make each table of the store before the first request for it."""
    events, creation = store.connection.client.meta.events, _Creation(store.prefix)
    events.register(_EVENT, creation.before_request)
    try:
        yield
    finally:
        events.unregister(_EVENT, creation.before_request)


class _Creation:
    """The tables of one stage that are still to be made, by their full names."""

    def __init__(self, prefix: str) -> None:
        self._missing = {prefix + table.Meta.table_name: table for table in tables.TABLES}
        self._begun: set[str] = set()
        self._lock = threading.RLock()

    def before_request(self, params: dict[str, Any], **_: object) -> None:
        names = {name for name in _tables_in(params) if name in self._missing}
        if not names:
            return
        # Of many threads that come with one name, those behind the first wait. What the creation
        # itself asks comes by here too, in the thread that has the lock.
        with self._lock:
            new = names - self._begun
            self._begun |= new
            tables.create(self._missing[name] for name in new)
            for name in new:
                del self._missing[name]


def _tables_in(params: dict[str, Any]) -> set[str]:
    """The names in the request of one item, of a query, of a batch or of a transaction."""
    actions = [action for item in params.get("TransactItems", ()) for action in item.values()]
    names = {action["TableName"] for action in [params, *actions] if "TableName" in action}
    return names | set(params.get("RequestItems", ()))
