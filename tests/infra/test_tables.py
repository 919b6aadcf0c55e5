"""The tables of a local engine, and when the tests make them."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.accounts.models import Account
from functions.errors import Conflict
from functions.registry.models import Person
from functions.storage import all_or_nothing
from functions.storage.connection import current
from functions.storage.tables import table_name
from infra.local import tables
from tests.builders import a_card, a_person


@pytest.fixture
def made(settings):
    """The names of the stage's tables that the engine has by now, without the prefix."""
    # Its own client: a request of the connected one is what makes a table.
    client = current().connection.session.create_client(
        "dynamodb",
        region_name=settings.region,
        endpoint_url=settings.dynamodb_endpoint,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )

    def names() -> set[str]:
        pages = client.get_paginator("list_tables").paginate()
        found = (name for page in pages for name in page["TableNames"])
        prefix = settings.table_prefix
        return {name.removeprefix(prefix) for name in found if name.startswith(prefix)}

    return names


def test_what_asks_the_database_nothing_makes_no_table(made):
    assert made() == set()


def in_a_batch():
    with Person.batch_write() as batch:
        batch.delete(Person("1"))


def in_a_transaction():
    with all_or_nothing(conflict=Conflict()) as unit:
        unit.delete(Person("1"))


@pytest.mark.parametrize(
    ("request_", "names"),
    [
        (a_person, {"persons"}),
        (lambda: Account.find("1"), {"accounts"}),
        (lambda: a_card(a_person()), {"persons", "records"}),
        (in_a_batch, {"persons"}),
        (in_a_transaction, {"persons"}),
    ],
    ids=["save", "find", "two tables", "batch", "transaction"],
)
def test_a_table_is_made_when_a_request_first_names_it(made, request_, names):
    request_()
    request_()

    assert made() == names


def test_many_first_requests_at_once_all_find_the_table(made):
    with ThreadPoolExecutor(max_workers=32) as pool:
        found = list(pool.map(lambda _: Account.find("1"), range(100)))

    assert found == [None] * 100
    assert made() == {"accounts"}


@pytest.mark.parametrize("table", tables.TABLES)
def test_no_local_engine_sweeps_rows_by_its_own_clock(table):
    found = current().connection.client.describe_time_to_live(
        TableName=table_name(table.Meta.table_name)
    )

    assert found["TimeToLiveDescription"]["TimeToLiveStatus"] == "DISABLED"
