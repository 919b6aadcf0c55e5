"""The list of rejects: a CSV of line, field and reason, cut back to where a run goes on."""

import csv
import io
import os
from pathlib import Path

HEADER = ("line", "field", "reason")


class RejectsFile:
    """The list at `path`, open for more. `size` is its length in bytes, written or not yet."""

    def __init__(self, path: Path, keep: int) -> None:
        """Keep the first `keep` bytes of what is there; 0 begins a new list."""
        self.size = keep
        self._file = path.open("r+b" if keep else "wb")
        self._file.truncate(keep)
        self._file.seek(keep)
        if not keep:
            self._write(HEADER)

    def __enter__(self) -> "RejectsFile":
        return self

    def __exit__(self, *failure: object) -> None:
        self._file.close()

    def add(self, line: int, field: str, reason: str) -> None:
        """List one row; `field` is empty when the line as a whole is wrong."""
        self._write((str(line), field, reason))

    def sync(self) -> None:
        """Bring everything so far to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def _write(self, row: tuple[str, ...]) -> None:
        text = io.StringIO()
        csv.writer(text).writerow(row)
        self.size += self._file.write(text.getvalue().encode())
