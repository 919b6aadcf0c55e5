"""Load the registry from CSV files, or make synthetic ones: `python -m functions.registry`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from functions import clock, storage
from functions.registry.loading import batches, csv_lines, importing
from functions.registry.loading.csv_rows import FORMATS
from functions.registry.synthetic import generator
from functions.settings import MissingSetting, Settings

REJECTS_EXIT = 1
FAILURE_EXIT = 2
INTERRUPTED_EXIT = 130

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """The registry of people and health insurance cards."""


@cli.command("import")
@click.argument("kind", type=click.Choice(list(FORMATS)))
@click.argument("file", type=_FILE)
@click.option("--again", is_flag=True, help="Load from the first line, whatever was done before.")
@click.option("--rejects", type=_FILE, help="The list of rejects [default: FILE.rejects.csv].")
def import_(kind: str, file: Path, again: bool, rejects: Path | None) -> None:
    """Load FILE, a CSV of persons or cards, into the tables of VSSID_STAGE.

    An import that was interrupted goes on where it stopped; one that is complete does nothing.
    Exit status: 0 all rows loaded, 1 some rejected, 2 the import could not be done.
    """
    with _failing_in_one_line():
        storage.connect(Settings.from_environment())
        with _progress_bar(file.stat().st_size, f"Loading {file.name}") as report:
            outcome = importing.import_file(
                kind, file, on=clock.today(), rejects=rejects, again=again, report=report
            )
    click.echo(_summary(outcome))
    if outcome.rejected:
        sys.exit(REJECTS_EXIT)


@cli.command()
@click.option("--count", type=click.IntRange(0, generator.MAX_COUNT), required=True, help="People.")
@click.option("--seed", type=int, default=1, show_default=True, help="Equal seeds, equal files.")
@click.option("--out", type=_FOLDER, required=True, help="Folder for persons.csv and cards.csv.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=generator.DAY.isoformat(),
    show_default=True,
    help="The day around which the cards are in force.",
)
def generate(count: int, seed: int, out: Path, on: datetime) -> None:
    """Write synthetic people and their cards, in the formats that `import` reads."""
    with (
        _failing_in_one_line(),
        _progress_bar(count, "Writing") as report,
    ):
        generator.write_files(out, count=count, seed=seed, on=on.date(), report=report)
    click.echo(f"Wrote {count:,} synthetic people to {out}")


@contextmanager
def _failing_in_one_line() -> Iterator[None]:
    try:
        yield
    except (csv_lines.WrongHeader, MissingSetting) as failure:
        _fail(str(failure))
    except batches.NotWritten as failure:
        _fail(f"{failure}. Run the same command again to go on")
    except OSError as failure:
        _fail(f"{failure.filename}: {failure.strerror}")
    except KeyboardInterrupt:
        _fail("Interrupted. Run the same command again to go on", INTERRUPTED_EXIT)


def _fail(reason: str, status: int = FAILURE_EXIT) -> None:
    click.echo(f"Error: {reason}", err=True)
    sys.exit(status)


@contextmanager
def _progress_bar(length: int, label: str) -> Iterator[Callable[[int], Any]]:
    """A progress bar on a terminal, nothing elsewhere; yields what takes the work done so far."""
    is_hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=is_hidden) as bar:
        yield lambda done: bar.update(done - bar.pos)


def _summary(outcome: importing.Outcome) -> str:
    summary = f"{outcome.loaded:,} rows loaded, {outcome.rejected:,} rejected"
    if outcome.was_complete:
        summary = f"Already imported, --again loads it anyway: {summary}"
    elif outcome.resumed_after_line:
        summary = f"Went on after line {outcome.resumed_after_line:,}: {summary}"
    return f"{summary}, see {outcome.rejects}" if outcome.rejected else summary


if __name__ == "__main__":
    cli(prog_name="python -m functions.registry")
