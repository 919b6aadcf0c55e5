"""What the officers' board costs does not depend on how much there is, or was."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.applications.figures import SHARDS, key_of
from functions.applications.models import Figure, Kind
from functions.board import service as board
from functions.clock import civil_day
from tests.applications.builders import HANOI
from tests.capacity import billed
from tests.desk.many_applications import fill

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def figures_of(days, *, each):
    """Every item that so many days of work can leave, every number in it `each`."""
    key = key_of(HANOI, Kind.REGISTRATION)
    numbers = {name: each for name in Figure.get_attributes() if name not in ("key", "entry")}
    entries = ["total"]
    for age in range(days):
        day = civil_day(NOW) - timedelta(days=age)
        entries += [f"submitted#{day}", f"decided#{day}"]
    with Figure.batch_write() as batch:
        for entry in entries:
            for shard in range(SHARDS):
                batch.save(Figure(key, f"{entry}#{shard}", **numbers))


def cost():
    with billed() as bill:
        board.of(HANOI, Kind.REGISTRATION, at=NOW)
    return bill.units, bill.requests


@pytest.fixture
def few_and_many(settings, engine):
    fill(1000, until=NOW)
    figures_of(days=31, each=100)
    few = cost()
    fill(4000, until=NOW)
    figures_of(days=400, each=100)
    return few, cost()


def test_the_board_costs_the_same_with_four_times_as_many_applications_and_years(few_and_many):
    few, many = few_and_many

    assert few == many
    units, requests = many
    assert requests == 4
    assert units < 15
