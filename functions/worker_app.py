"""The worker's Lambda: what a schedule or a table's stream sets off, never HTTP."""

import functools
from collections.abc import Mapping
from typing import Any

from functions import storage
from functions.applications import jobs as applications
from functions.notifications import channels
from functions.notifications import jobs as notifications
from functions.settings import Settings

DELIVER_DUE = "deliver-due"
LAPSE_OVERDUE = "lapse-overdue"


class UnknownEvent(ValueError):
    """An event that no job answers; failing is louder than succeeding at nothing."""


def run(job: str, settings: Settings) -> dict[str, int]:
    """Run one job by name over the tables of `settings`. Raises UnknownEvent."""
    if job == DELIVER_DUE:
        return notifications.deliver_due(_channels(settings))
    if job == LAPSE_OVERDUE:
        return applications.lapse_overdue()
    raise UnknownEvent(job)


def handler(event: Mapping[str, Any], context: object) -> dict[str, int]:
    """`{"job": name}` from a schedule; the outbox's stream means `deliver-due`."""
    settings = _connected()
    if "Records" in event:
        return run(DELIVER_DUE, settings)
    return run(str(event.get("job")), settings)


@functools.cache
def _connected() -> Settings:
    settings = Settings.from_environment()
    storage.connect(settings)
    return settings


@functools.cache
def _channels(settings: Settings) -> channels.Channels:
    return channels.for_environment(settings)
