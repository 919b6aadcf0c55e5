"""How far an import has come, on disk: from there the next run goes on."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Position:
    """A line's end in the source: everything up to it is done.

    That is `line` lines in `offset` bytes; of their rows `loaded` are in the table and `rejected`
    in the list of rejects, which is `rejects_size` bytes long.
    """

    line: int
    offset: int
    loaded: int = 0
    rejected: int = 0
    rejects_size: int = 0


@dataclass(frozen=True)
class Progress:
    """One import: which source, by its SHA-256, into which table, its rejects, how far."""

    source: str
    table: str
    rejects: str
    position: Position
    is_complete: bool = False


def load(path: Path) -> Progress | None:
    """The progress saved at `path`; None without one that can be read."""
    try:
        saved = json.loads(path.read_text())
        return Progress(**{**saved, "position": Position(**saved["position"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save(path: Path, progress: Progress) -> None:
    """Replace what is at `path`, whole or not at all, whenever the machine stops."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w") as file:
        json.dump(asdict(progress), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
