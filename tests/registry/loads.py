"""One file that has everything, and what must be stored and listed after it is loaded."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from functions.registry.loading import importing
from functions.registry.models import Person
from functions.storage.connection import current
from tests.registry.files import person_line

TODAY = date(2026, 11, 24)
# Sixteen batches, more than are under way at once; a third is refused, some codes come twice.
ROWS, CODES = 600, 350


def name_of(n: int) -> str:
    """The name in row `n`: its number in letters, as a name has no digits."""
    return "Người Thứ " + "".join("abcdefghij"[int(digit)] for digit in str(n))


LINES = [
    person_line(
        code=f"{n % CODES:010d}",
        full_name=name_of(n),
        phone="bad" if n % 3 == 0 else "0912345678",
    )
    for n in range(ROWS)
]
LOADED, REJECTED = 400, 200


def database() -> Callable[..., dict[str, Any]]:
    return current().connection.client.batch_write_item


def load(source: Path, kind: str = "persons", **options: Any) -> importing.Outcome:
    return importing.import_file(kind, source, on=TODAY, **options)


def stored() -> dict[str, dict[str, Any]]:
    return {person.code: person.serialize() for person in Person.scan(consistent_read=True)}


def expected() -> dict[str, str]:
    """The last right line of each code wins."""
    return {f"{n % CODES:010d}": name_of(n) for n in range(ROWS) if n % 3}


def expected_rejects() -> list[str]:
    return [str(n + 2) for n in range(ROWS) if n % 3 == 0]


def rejected_lines(outcome: importing.Outcome) -> list[str]:
    with outcome.rejects.open(newline="") as file:
        return [row["line"] for row in csv.DictReader(file)]


def check(outcome: importing.Outcome) -> None:
    assert (outcome.loaded, outcome.rejected) == (LOADED, REJECTED)
    assert {code: item["full_name"]["S"] for code, item in stored().items()} == expected()
    assert rejected_lines(outcome) == expected_rejects()
