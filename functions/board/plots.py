"""The positions of a plot's parts: numbers for the SVG that macros/plots.html draws.

Along a plot's width everything is a percentage of it, so that a plot fills any screen while
its letters keep their size; heights are pixels.
"""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

# Bars: labels, bars and numbers beside each other.
BAR_PITCH = 34
BARS_FROM, BARS_TO = 34.0, 86.0
# Columns: room for the scale's numbers on the left, for half a label on the right.
COLUMNS_FROM, COLUMNS_TO = 10.0, 97.0
COLUMN_TOP, COLUMN_FLOOR = 24, 194
LABEL_LINE, LABEL_HEIGHT = 20, 28
# How much of its slot a column takes.
FULLNESS = 0.7
MOST_TICKS = 4


@dataclass(frozen=True)
class Part:
    """A stretch along a bar or over the width (percent), or up a column (pixels)."""

    start: float
    length: float
    series: int = 0


@dataclass(frozen=True)
class Bar:
    """A row of the data as stacked parts that lie; its number stands at `end`."""

    row: Row
    total: int
    y: int
    parts: list[Part]
    end: float


@dataclass(frozen=True)
class Bars:
    """Bars under each other, beside one floor at `start` percent."""

    start: float
    height: int
    bars: list[Bar]


@dataclass(frozen=True)
class Column:
    """A row of the data as a column that stands in a slot of the width."""

    row: Row
    slot: Part
    across: Part
    middle: float
    parts: list[Part]


@dataclass(frozen=True)
class Tick:
    """A line of the scale."""

    value: int
    y: float


@dataclass(frozen=True)
class Columns:
    """Columns over one floor, with their scale; labels stand on the line `label_y`."""

    height: int
    label_y: int
    columns: list[Column]
    ticks: list[Tick]


def bars(rows: Sequence[Row], keys: Sequence[str]) -> Bars:
    """A bar for each row, the values of `keys` one after the other; the longest fills the room."""
    most = max((_total(row, keys) for row in rows), default=0) or 1
    bars_ = []
    for number, row in enumerate(rows):
        parts = list(_stacked(row, keys, BARS_FROM, (BARS_TO - BARS_FROM) / most))
        end = parts[-1].start + parts[-1].length
        bars_.append(Bar(row, _total(row, keys), number * BAR_PITCH, parts, _short(end)))
    return Bars(BARS_FROM, len(rows) * BAR_PITCH, bars_)


def columns(rows: Sequence[Row], keys: Sequence[str]) -> Columns:
    """A column for each row, the values of `keys` one on the other, under a round scale."""
    most = max((_total(row, keys) for row in rows), default=0)
    step = _step(most)
    top = max(1, math.ceil(most / step)) * step
    scale = (COLUMN_FLOOR - COLUMN_TOP) / top
    ticks = [Tick(value, _short(COLUMN_FLOOR - value * scale)) for value in range(0, top + 1, step)]
    width = (COLUMNS_TO - COLUMNS_FROM) / max(1, len(rows))
    columns_ = [_column(row, keys, number, width, scale) for number, row in enumerate(rows)]
    return Columns(COLUMN_FLOOR + LABEL_HEIGHT, COLUMN_FLOOR + LABEL_LINE, columns_, ticks)


def _column(row: Row, keys: Sequence[str], number: int, width: float, scale: float) -> Column:
    left = COLUMNS_FROM + number * width
    upright = [
        Part(_short(COLUMN_FLOOR - part.start - part.length), part.length, part.series)
        for part in _stacked(row, keys, 0, scale)
    ]
    return Column(
        row=row,
        slot=Part(_short(left), _short(width)),
        across=Part(_short(left + width * (1 - FULLNESS) / 2), _short(width * FULLNESS)),
        middle=_short(left + width / 2),
        parts=upright,
    )


def _stacked(row: Row, keys: Sequence[str], start: float, scale: float) -> Iterator[Part]:
    ends = itertools.accumulate((row[key] * scale for key in keys), initial=start)
    for series, (begin, end) in enumerate(itertools.pairwise(ends)):
        yield Part(_short(begin), _short(end - begin), series)


def _step(most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20 ... of which `MOST_TICKS` reach `most`."""
    wanted = max(1.0, most / MOST_TICKS)
    power = 10 ** math.floor(math.log10(wanted))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= wanted)


def _total(row: Row, keys: Sequence[str]) -> int:
    return sum(row[key] for key in keys)


def _short(number: float) -> float:
    """Rounded to what an eye can see."""
    return round(number, 2)
