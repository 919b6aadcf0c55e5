"""The worker's Lambda: what a schedule or a table's stream sets off, never HTTP."""

import functools
from collections.abc import Mapping
from typing import Any

from functions import storage
from functions.notifications import channels, jobs
from functions.settings import Settings


class UnknownEvent(ValueError):
    """An event that no job answers; failing is louder than succeeding at nothing."""


def run(job: str, settings: Settings) -> dict[str, int]:
    """Run one job by name over the tables of `settings`. Raises UnknownEvent."""
    if job != "deliver-due":
        raise UnknownEvent(job)
    return jobs.deliver_due(_channels(settings))


def handler(event: Mapping[str, Any], context: object) -> dict[str, int]:
    """`{"job": name}` from a schedule; records of the outbox's stream mean `deliver-due`."""
    settings = _connected()
    if "Records" in event:
        return run("deliver-due", settings)
    return run(str(event.get("job")), settings)


@functools.cache
def _connected() -> Settings:
    settings = Settings.from_environment()
    storage.connect(settings)
    return settings


@functools.cache
def _channels(settings: Settings) -> channels.Channels:
    return channels.for_environment(settings)
