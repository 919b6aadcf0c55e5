"""One PynamoDB connection shared by every table.

PynamoDB gives each model its own botocore session and client: on a cold Lambda that costs
more than everything else together. One connection serves them all.
"""

import functools
from dataclasses import dataclass

from pynamodb.connection import Connection
from pynamodb.exceptions import PynamoDBException

from functions.settings import Settings


@dataclass(frozen=True)
class Store:
    """Where the tables are: a connection, and the prefix of their names."""

    connection: Connection
    prefix: str


class NotConnected(RuntimeError):
    """A table was used before an entry point called `connect`."""


_current: Store | None = None


def connect(settings: Settings) -> Store:
    """Use the tables of `settings` from now on; called once by an entry point."""
    global _current  # noqa: PLW0603 - one process serves one environment
    _current = Store(
        _connection(settings.region, settings.dynamodb_endpoint), settings.table_prefix
    )
    return _current


def current() -> Store:
    """The store in use. Raises NotConnected before `connect`."""
    if _current is None:
        raise NotConnected("call storage.connect(settings) first")
    return _current


@functools.cache
def _connection(region: str, endpoint: str | None) -> Connection:
    # A local engine takes any credentials, and may be slow on a busy machine; on AWS the
    # credentials come from the Lambda's role.
    credentials, patience = (None, 10) if endpoint is None else ("local", 60)
    return Connection(
        region=region,
        host=endpoint,
        aws_access_key_id=credentials,
        aws_secret_access_key=credentials,
        connect_timeout_seconds=2,
        read_timeout_seconds=patience,
        max_pool_connections=32,
    )


def reachable() -> bool:
    """Whether the database answers."""
    try:
        current().connection.list_tables(limit=1)
    except PynamoDBException:
        return False
    return True
