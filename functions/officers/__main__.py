"""Look after the accounts of officers: `python -m functions.officers`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from functions import clock, storage
from functions.errors import VssidError
from functions.officers import administration, service
from functions.officers.models import Officer
from functions.settings import MissingSetting, Settings

REFUSED_EXIT = 1
FAILURE_EXIT = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """The officers of every agency, in the tables of VSSID_STAGE.

    Exit status: 0 done, 1 refused, 2 the command could not be carried out.
    """


@cli.command()
@click.argument("username")
@click.option("--name", required=True, help="Full name.")
@click.option("--agency", required=True, help="The agency's code, such as 0100.")
@click.option(
    "--role", type=click.Choice(service.ROLES), default=service.OFFICER, show_default=True
)
def add(username: str, name: str, agency: str, role: str) -> None:
    """Make an officer and print the initial password, which works for 7 days."""
    with _on_the_tables():
        password = administration.create(
            username, full_name=name, agency=agency, role=role, at=clock.now()
        )
    click.echo(f"Made {username}, {role} of agency {agency}. Initial password: {password}")


@cli.command()
@click.argument("username")
def disable(username: str) -> None:
    """Sign an officer out and let the officer in no more."""
    with _on_the_tables():
        administration.disable(username, at=clock.now())
    click.echo(f"{username} is disabled")


@cli.command()
@click.argument("username")
def enable(username: str) -> None:
    """Let a disabled officer in again."""
    with _on_the_tables():
        administration.enable(username, at=clock.now())
    click.echo(f"{username} is enabled")


@cli.command("reset-password")
@click.argument("username")
def reset_password(username: str) -> None:
    """For a lost password or a lost authenticator app: print a new initial password.

    The officer is signed out and enrols anew.
    """
    with _on_the_tables():
        password = administration.reset_password(username, at=clock.now())
    click.echo(f"Reset {username}. Initial password: {password}")


@cli.command("list")
@click.argument("agency")
def list_(agency: str) -> None:
    """List the officers of AGENCY: user name, role, state, full name."""
    with _on_the_tables():
        officers = list(administration.of_agency(agency))
    for officer in officers:
        columns = officer.username, officer.role, officer.state, officer.full_name
        click.echo("{:<34}{:<12}{:<14}{}".format(*columns))
    if not officers:
        click.echo(f"Agency {agency} has no officers", err=True)


@contextmanager
def _on_the_tables() -> Iterator[None]:
    """Run on the tables of the environment; what goes wrong is one line and a status."""
    try:
        settings = Settings.from_environment()
    except MissingSetting as missing:
        _fail(str(missing), FAILURE_EXIT)
    storage.connect(settings)
    if not storage.reachable():
        _fail("The database does not answer", FAILURE_EXIT)
    if not Officer.exists():
        _fail(f"There are no tables of stage {settings.stage}", FAILURE_EXIT)
    try:
        yield
    except VssidError as refusal:
        _fail(refusal.text(), REFUSED_EXIT)


def _fail(reason: str, status: int) -> NoReturn:
    click.echo(f"Error: {reason}", err=True)
    sys.exit(status)


if __name__ == "__main__":
    cli(prog_name="python -m functions.officers")
