"""Where the parts of a plot stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.board import plots
from functions.board.plots import BARS_FROM, BARS_TO, COLUMN_FLOOR, COLUMN_TOP, COLUMNS_TO

KEYS = ["solid", "hatched"]
ROWS = st.lists(
    st.fixed_dictionaries({key: st.integers(0, 5000) for key in KEYS}), min_size=1, max_size=31
)


def rows(*values):
    return [dict(zip(KEYS, pair, strict=True)) for pair in values]


def test_bars_are_as_long_as_their_numbers_and_stand_one_after_the_other():
    first, second = plots.bars(rows((1, 3), (2, 0)), KEYS).bars

    quarter = (BARS_TO - BARS_FROM) / 4
    assert [part.start for part in first.parts] == [BARS_FROM, BARS_FROM + quarter]
    assert [part.length for part in first.parts] == [quarter, 3 * quarter]
    assert (first.total, first.end) == (4, BARS_TO)
    assert (second.total, second.end) == (2, BARS_FROM + 2 * quarter)


def test_columns_stand_on_the_floor_and_on_each_other():
    (column,) = plots.columns(rows((2, 2)), KEYS).columns

    below, above = column.parts
    assert below.start + below.length == COLUMN_FLOOR
    assert above.start + above.length == below.start
    assert above.start == COLUMN_TOP


@pytest.mark.parametrize(
    ("most", "scale"),
    [
        (0, [0, 1]),
        (3, [0, 1, 2, 3]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (37, [0, 10, 20, 30, 40]),
        (1201, [0, 500, 1000, 1500]),
    ],
)
def test_the_scale_has_few_round_numbers(most, scale):
    assert [tick.value for tick in plots.columns(rows((most, 0)), KEYS).ticks] == scale


@given(ROWS)
def test_nothing_leaves_the_plot(data):
    for bar in plots.bars(data, KEYS).bars:
        assert BARS_FROM <= bar.end <= BARS_TO + 0.01
    for column in plots.columns(data, KEYS).columns:
        assert column.slot.start + column.slot.length <= COLUMNS_TO + 0.05
        assert all(part.start >= COLUMN_TOP - 0.05 for part in column.parts)
