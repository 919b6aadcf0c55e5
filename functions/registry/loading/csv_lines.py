"""A CSV file as lines of fields, each with where it ends, so that reading can go on there.

RFC 4180 in UTF-8, with one limit: a field cannot hold a line break. No field of the registry
may, and so a quote left open spoils its own line only, not the rest of the file.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from functions.registry.loading import errors

# Many times the longest row that can be right; what is longer is not kept in memory.
MAX_LINE_BYTES = 16_384

_BOM = b"\xef\xbb\xbf"
_FIELD = r'(?:[^",]*|"(?:[^"]|"")*")'
_ROW = re.compile(rf"{_FIELD}(?:,{_FIELD})*")


class WrongHeader(Exception):
    """The file's first line does not name the expected columns; the text says which."""


class Line(NamedTuple):
    """One line: its number from 1, the offset after it, and its fields or what is wrong."""

    number: int
    end: int
    content: list[str] | errors.UnreadableLine


def read_header(file: BinaryIO, columns: Sequence[str]) -> int:
    """Read the first line, with or without a byte order mark; the offset after it.

    Raises WrongHeader.
    """
    raw = file.readline(MAX_LINE_BYTES)
    expected = ",".join(columns)
    if raw.removeprefix(_BOM).rstrip(b"\r\n").replace(b'"', b"") != expected.encode():
        raise WrongHeader(f"The first line must be: {expected}")
    return len(raw)


def lines(file: BinaryIO, *, number: int, offset: int, width: int) -> Iterator[Line]:
    """The lines after line `number`, which ends at `offset`; `width` fields each.

    Empty lines are passed over.
    """
    file.seek(offset)
    while raw := file.readline(MAX_LINE_BYTES):
        number += 1
        offset += len(raw)
        is_whole = len(raw) < MAX_LINE_BYTES or raw.endswith(b"\n")
        if not is_whole:
            offset += _skip_line(file)
        raw = raw.rstrip(b"\r\n")
        if raw:
            too_long = errors.LineTooLong(limit=MAX_LINE_BYTES)
            yield Line(number, offset, _fields(raw, width) if is_whole else too_long)


def _skip_line(file: BinaryIO) -> int:
    skipped = 0
    while raw := file.readline(MAX_LINE_BYTES):
        skipped += len(raw)
        if raw.endswith(b"\n"):
            break
    return skipped


def _fields(raw: bytes, width: int) -> list[str] | errors.UnreadableLine:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return errors.NotUtf8()
    if '"' not in text:
        fields = text.split(",")
    elif _ROW.fullmatch(text):
        fields = next(csv.reader([text], strict=True))
    else:
        return errors.BrokenQuoting()
    if len(fields) != width:
        return errors.WrongColumns(expected=width, found=len(fields))
    return fields
