"""`python -m functions.audit verify CODE ...`: check the chains of people's audit entries."""

import sys

import click

from functions import storage
from functions.audit import service
from functions.settings import MissingSetting, Settings


@click.group()
def main() -> None:
    """The audit log, whose entries are chained per subject."""
    try:
        storage.connect(Settings.from_environment())
    except MissingSetting as missing:
        raise click.ClickException(str(missing)) from missing


@main.command()
@click.argument("codes", nargs=-1)
def verify(codes: tuple[str, ...]) -> None:
    """Verify the chain of each CODE; without any, of the codes on standard input, one a line.

    Names the first broken link of each broken chain, and exits with 1 if there is one.
    """
    broken = 0
    for code in codes or (line.strip() for line in sys.stdin):
        link = service.broken_link(code)
        if link is not None:
            broken += 1
            click.echo(f"{code}: broken at entry {link}")
    click.echo("Every chain holds" if not broken else f"{broken} broken")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main(prog_name="python -m functions.audit")
