"""The tables of a local engine."""

import pytest

from functions.storage.connection import current
from functions.storage.tables import table_name
from infra.local import tables


@pytest.mark.parametrize("table", tables.TABLES)
def test_no_local_engine_sweeps_rows_by_its_own_clock(table):
    found = current().connection.client.describe_time_to_live(
        TableName=table_name(table.Meta.table_name)
    )

    assert found["TimeToLiveDescription"]["TimeToLiveStatus"] == "DISABLED"
