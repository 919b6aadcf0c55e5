"""Import of a CSV file into the registry: streaming, resumable, the same however often it runs.

Rows are put as whole items, in the file's order for each key, so writing some of them again
after an interruption changes nothing. Memory does not grow with the file.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, cast

from functions.registry.loading import batches, csv_lines, progress
from functions.registry.loading.batches import Batch
from functions.registry.loading.csv_rows import FORMATS, Format, Item, Rejected, rejected
from functions.registry.loading.errors import UnreadableLine
from functions.registry.loading.progress import Position, Progress
from functions.registry.loading.rejects_file import RejectsFile
from functions.storage import table_name
from functions.storage.connection import current

# Rows between two saves of the progress; about as many are written again after a kill.
SAVE_EVERY_ROWS = 5_000

# Called with how many bytes of the source are done.
Report = Callable[[int], Any]


@dataclass(frozen=True)
class Outcome:
    """How many rows were loaded and rejected over all runs of one import, and where the list is."""

    loaded: int
    rejected: int
    rejects: Path
    resumed_after_line: int = 0
    was_complete: bool = False


def import_file(
    kind: str,
    source: Path,
    *,
    on: date,
    rejects: Path | None = None,
    again: bool = False,
    send: batches.Send | None = None,
    report: Report = lambda behind: None,
) -> Outcome:
    """Load `source`, of `kind` persons or cards, and list the rejected rows beside it.

    An interrupted run is gone on with where it stopped; after a complete one nothing is done,
    unless `again`. `on` is today: nobody is born after it. `send` writes a batch, as
    BatchWriteItem does. Raises csv_lines.WrongHeader before anything is written,
    batches.NotWritten, OSError.
    """
    layout = FORMATS[kind]
    saved_at = source.with_name(source.name + ".import.json")
    with source.open("rb") as file:
        fresh = _fresh(layout, file, rejects or source.with_name(source.name + ".rejects.csv"))
        begun = None if again else _begun(saved_at, fresh)
        if begun and begun.is_complete:
            return _outcome(begun, was_complete=True)
        if begun is None:
            # Before the old list of rejects goes: a kill now must not leave an older claim.
            progress.save(saved_at, fresh)
        send = send or cast(Any, current().connection.client).batch_write_item
        ended = _load(layout, file, begun or fresh, saved_at, on=on, send=send, report=report)
    return _outcome(ended, resumed_after_line=begun.position.line if begun else 0)


def _fresh(layout: Format, file: BinaryIO, rejects: Path) -> Progress:
    header_size = csv_lines.read_header(file, list(layout.columns))
    file.seek(0)
    return Progress(
        source=hashlib.file_digest(file, "sha256").hexdigest(),  # type: ignore[arg-type]
        table=table_name(layout.model.Meta.table_name),
        rejects=str(rejects.absolute()),
        position=Position(line=1, offset=header_size),
    )


def _begun(saved_at: Path, fresh: Progress) -> Progress | None:
    """The saved progress if it is of the same rows into the same table and can be gone on from."""
    saved = progress.load(saved_at)
    if saved is None or (saved.source, saved.table) != (fresh.source, fresh.table):
        return None
    if saved.is_complete:
        return saved
    rejects = Path(saved.rejects)
    size = rejects.stat().st_size if rejects.exists() else 0
    can_go_on = saved.rejects == fresh.rejects and size >= saved.position.rejects_size
    return saved if can_go_on else None


def _load(
    layout: Format,
    file: BinaryIO,
    begun: Progress,
    saved_at: Path,
    *,
    on: date,
    send: batches.Send,
    report: Report,
) -> Progress:
    start = begun.position
    with (
        RejectsFile(Path(begun.rejects), keep=start.rejects_size) as rejects,
        batches.Writer(send, begun.table, start) as writer,
    ):
        save_from_line = start.line + SAVE_EVERY_ROWS
        try:
            for batch in _batches(layout, file, start, rejects, on):
                writer.put(batch)
                report(writer.acknowledged.offset)
                if writer.acknowledged.line >= save_from_line:
                    _save(saved_at, begun, writer.acknowledged, rejects)
                    save_from_line = writer.acknowledged.line + SAVE_EVERY_ROWS
            writer.settle()
            report(writer.acknowledged.offset)
        finally:
            reached = _save(saved_at, begun, writer.acknowledged, rejects)
    return _complete(saved_at, reached)


def _save(saved_at: Path, begun: Progress, position: Position, rejects: RejectsFile) -> Progress:
    """Note that everything before `position` is in the table or, on disk, in the rejects."""
    rejects.sync()
    reached = replace(begun, position=position)
    progress.save(saved_at, reached)
    return reached


def _complete(saved_at: Path, reached: Progress) -> Progress:
    """Note that the whole source is done; an empty list of rejects goes away."""
    ended = replace(reached, is_complete=True)
    progress.save(saved_at, ended)
    if not ended.position.rejected:
        Path(ended.rejects).unlink()
    return ended


def _batches(
    layout: Format, file: BinaryIO, start: Position, rejects: RejectsFile, on: date
) -> Iterator[Batch]:
    batch, loaded, refused = Batch(), start.loaded, start.rejected
    width = len(layout.columns)
    lines = csv_lines.lines(file, number=start.line, offset=start.offset, width=width)
    for line in lines:
        try:
            item = _item(layout, line, on)
        except Rejected as rejection:
            refused += 1
            rejects.add(line.number, rejection.field, rejection.reason)
        else:
            loaded += 1
            batch.items[item["code"]["S"]] = item
        batch.rows += 1
        if batch.is_full:
            batch.after = Position(line.number, line.end, loaded, refused, rejects.size)
            yield batch
            batch = Batch()
    if batch.rows:
        batch.after = Position(line.number, line.end, loaded, refused, rejects.size)
        yield batch


def _item(layout: Format, line: csv_lines.Line, on: date) -> Item:
    if isinstance(line.content, UnreadableLine):
        raise rejected(line.content)
    return layout.item(line.content, on=on)


def _outcome(progress: Progress, **run: Any) -> Outcome:
    position = progress.position
    return Outcome(position.loaded, position.rejected, Path(progress.rejects), **run)
