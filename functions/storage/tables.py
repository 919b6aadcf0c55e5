"""The base of every model: its table's prefixed name and the shared connection."""

from typing import Any, ClassVar

from pynamodb.connection import TableConnection
from pynamodb.connection.base import MetaTable
from pynamodb.constants import PAY_PER_REQUEST_BILLING_MODE
from pynamodb.models import Model

from functions.errors import Unavailable
from functions.storage import connection


def table_name(name: str) -> str:
    """The full name of the table `name` in this environment."""
    return connection.current().prefix + name


class Table(Model):
    """A model whose `Meta.table_name` is the short name, without the environment's prefix.

    Reads are consistent unless they go through an index: what a person just did must be there
    when the next page opens.
    """

    _opened: ClassVar[tuple[connection.Store, TableConnection] | None] = None

    class Meta:
        table_name = "base"
        billing_mode = PAY_PER_REQUEST_BILLING_MODE

    @classmethod
    def _get_connection(cls) -> TableConnection:
        store = connection.current()
        opened = cls.__dict__.get("_opened")
        if opened is None or opened[0] is not store:
            opened = (store, cls._open(store))
            cls._opened = opened
        return opened[1]

    @classmethod
    def _open(cls, store: connection.Store) -> TableConnection:
        name = store.prefix + cls.Meta.table_name
        table = TableConnection(name)
        table.connection = store.connection
        if name not in store.connection._tables:
            store.connection.add_meta_table(_describe(name, cls._get_schema()))
        return table

    @classmethod
    def update_ttl(cls, ignore_update_ttl_errors: bool = False) -> None:
        """Leave expired rows in a table that this program creates.

        In the cloud the template of the tables has them swept. A local engine holds rows of
        chosen moments, of demo data and of tests: it must not sweep them by its own clock.
        """

    @classmethod
    def find(cls, hash_key: Any, range_key: Any = None) -> Any:
        """The item, read consistently, or None."""
        try:
            return cls.get(hash_key, range_key, consistent_read=True)
        except cls.DoesNotExist:
            return None

    def outdate(self) -> None:
        """Let no change of a versioned row succeed before the row is read again."""
        if self._version_attribute_name:
            setattr(self, self._version_attribute_name, -1)


def find_together(*keys: Table) -> list[Any]:
    """The items with these keys, one of each table, read consistently in one request.

    A key is a row with nothing but its keys, such as Photo(number); an absent item is None.
    Raises errors.Unavailable if the database did not come to all of them.
    """
    store, wanted = connection.current(), {}
    for key in keys:
        name = key._get_connection().table_name
        hash_key, range_key = key._get_hash_range_key_serialized_values()
        identifier = store.connection.get_identifier_map(name, hash_key, range_key=range_key)
        wanted[name] = {"Keys": [identifier["Key"]], "ConsistentRead": True}
    answer = store.connection.dispatch("BatchGetItem", {"RequestItems": wanted})
    if answer.get("UnprocessedKeys"):
        raise Unavailable
    items = zip(keys, (answer["Responses"].get(name) for name in wanted), strict=True)
    return [type(key).from_raw_data(found[0]) if found else None for key, found in items]


def _describe(name: str, schema: Any) -> MetaTable:
    """What PynamoDB must know of a table, from the model and not from a DescribeTable call."""

    def index(entry: dict[str, Any]) -> dict[str, Any]:
        return {"IndexName": entry["index_name"], "KeySchema": entry["key_schema"]}

    return MetaTable(
        {
            "TableName": name,
            "KeySchema": schema["key_schema"],
            "AttributeDefinitions": schema["attribute_definitions"],
            "GlobalSecondaryIndexes": [index(i) for i in schema["global_secondary_indexes"]],
            "LocalSecondaryIndexes": [index(i) for i in schema["local_secondary_indexes"]],
        }
    )
