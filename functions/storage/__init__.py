"""DynamoDB: the base of every table, one connection for all of them, and units of work."""

from functions.storage.connection import connect, reachable
from functions.storage.tables import Table, find_together, table_name
from functions.storage.unit import (
    Action,
    UnitOfWork,
    all_or_nothing,
    change_of,
    one_write,
    retried,
)

__all__ = [
    "Action",
    "Table",
    "UnitOfWork",
    "all_or_nothing",
    "change_of",
    "connect",
    "find_together",
    "one_write",
    "reachable",
    "retried",
    "table_name",
]
