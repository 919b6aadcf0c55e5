"""How a file is read: line by line, one bad line at a time."""

import csv
import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.registry.loading import csv_lines, errors

fields = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"))
rows = st.lists(st.lists(fields, min_size=3, max_size=3).filter(any), max_size=8)


def read(content: bytes, *, number: int = 0, offset: int = 0) -> list[csv_lines.Line]:
    return list(csv_lines.lines(io.BytesIO(content), number=number, offset=offset, width=3))


def written(rows: list[list[str]], ending: str = "\r\n") -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator=ending).writerows(rows)
    return text.getvalue().encode()


@given(rows, st.sampled_from(["\n", "\r\n"]))
def test_every_row_that_csv_can_write_is_read_back(rows, ending):
    assert [line.content for line in read(written(rows, ending))] == rows


@given(st.binary())
def test_no_bytes_stop_the_reading(content):
    for line in read(content):
        assert isinstance(line.content, list | errors.UnreadableLine)


@given(st.lists(st.binary(max_size=20)))
def test_reading_goes_on_after_any_line_as_if_it_had_not_stopped(parts):
    content = b"\n".join(parts)
    whole = [line[:2] for line in read(content)]

    for done, line in enumerate(read(content), start=1):
        rest = read(content, number=line.number, offset=line.end)
        assert [line[:2] for line in rest] == whole[done:]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"a,b", errors.WrongColumns),
        (b"a,b,c,d", errors.WrongColumns),
        (b'"a,b,c', errors.BrokenQuoting),
        (b'a"b",c,d', errors.BrokenQuoting),
        (b'"a"b,c,d', errors.BrokenQuoting),
        (b"\xff,b,c", errors.NotUtf8),
        (b"a,b," + b"x" * csv_lines.MAX_LINE_BYTES * 3, errors.LineTooLong),
    ],
)
def test_a_bad_line_spoils_no_other_line(line, problem):
    content = b"1,2,3\n" + line + b"\n4,5,6\n"

    first, bad, last = read(content)

    assert (first.content, last.content) == (["1", "2", "3"], ["4", "5", "6"])
    assert isinstance(bad.content, problem)
    assert [first.number, bad.number, last.number] == [1, 2, 3]
    assert read(content, number=2, offset=bad.end) == [last]


def test_empty_lines_are_passed_over_but_counted():
    assert [line.number for line in read(b"1,2,3\r\n\r\n\n4,5,6\n\n")] == [1, 4]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""])
def test_a_header_may_have_a_byte_order_mark(mark, ending):
    header = mark + b"a,b,c" + ending

    assert csv_lines.read_header(io.BytesIO(header), ["a", "b", "c"]) == len(header)


@pytest.mark.parametrize(
    "header", [b"", b"a,b\n", b"b,a,c\n", b"a;b;c\n", b"a,b,c,d\n", "a,b,c\n".encode("utf-16")]
)
def test_another_header_is_refused_with_the_expected_one(header):
    with pytest.raises(csv_lines.WrongHeader, match="must be: a,b,c"):
        csv_lines.read_header(io.BytesIO(header), ["a", "b", "c"])


def test_offsets_are_where_lines_end():
    content = b"1,2,3\r\n\n4,5,6"
    ends = [line.end for line in read(content)]

    assert [content[a:b] for a, b in itertools.pairwise([0, *ends])] == [b"1,2,3\r\n", b"\n4,5,6"]
