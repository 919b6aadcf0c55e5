"""Batches on their way: what a busy database leaves over is sent again."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions import storage
from functions.registry.loading import batches
from functions.registry.loading.csv_rows import PERSONS
from functions.registry.models import Person
from functions.registry.synthetic.generator import DAY
from functions.storage.connection import current
from tests.registry.files import a_person_row

CODES = [f"{n:010d}" for n in range(25)]
ITEMS = {code: PERSONS.item(a_person_row(code=code), on=DAY) for code in CODES}


def choked(**request: Any) -> dict[str, Any]:
    """The database, taking at most four items a call."""
    ((table, puts),) = request["RequestItems"].items()
    current().connection.client.batch_write_item(RequestItems={table: puts[:4]})
    return {"UnprocessedItems": {table: puts[4:]}} if puts[4:] else {}


def test_what_is_left_over_is_sent_again_after_growing_waits():
    waits: list[float] = []

    batches.write(choked, storage.table_name("persons"), ITEMS, waits.append)

    assert sorted(person.code for person in Person.scan()) == CODES
    assert len(waits) == 6
    assert waits[-1] > waits[0]
    assert max(waits) <= batches.LONGEST_WAIT_SECONDS


def test_a_throttled_call_is_tried_again():
    answers = ["ThrottlingException", "ProvisionedThroughputExceededException"]

    def throttled(**request: Any) -> dict[str, Any]:
        if answers:
            raise ClientError({"Error": {"Code": answers.pop()}}, "BatchWriteItem")
        return current().connection.client.batch_write_item(**request)

    batches.write(throttled, storage.table_name("persons"), ITEMS, lambda seconds: None)

    assert len(list(Person.scan())) == 25


def test_a_database_that_takes_nothing_is_given_up_on():
    calls: list[str] = []

    def stuck(**request: Any) -> dict[str, Any]:
        calls.append("call")
        return {"UnprocessedItems": request["RequestItems"]}

    with pytest.raises(batches.NotWritten, match="left over 25 items"):
        batches.write(stuck, storage.table_name("persons"), ITEMS, lambda seconds: None)

    assert len(calls) == batches.MAX_TRIES
