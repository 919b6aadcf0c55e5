"""The worker's Lambda: jobs that a schedule or a table's stream sets off, never HTTP."""

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
    """An event without a job of ours; a failure shows in the cloud, doing nothing would not."""


def run(job: str, settings: Settings) -> dict[str, int]:
    """Run one job by name over the tables of `settings`. Raises UnknownEvent."""
    if job == DELIVER_DUE:
        return notifications.deliver_due(_channels(settings))
    if job == LAPSE_OVERDUE:
        return applications.lapse_overdue()
    raise UnknownEvent(job)


def answer(event: Mapping[str, Any], settings: Settings) -> dict[str, int]:
    """Run the job of an event over the tables of `settings`. Raises UnknownEvent.

    A schedule sends `{"job": name}`, and the outbox's stream sends records: `deliver-due`.
    """
    return run(DELIVER_DUE if "Records" in event else str(event.get("job")), settings)


def handler(event: Mapping[str, Any], context: object) -> dict[str, int]:
    """What the Lambda calls: `answer`, in the environment's settings."""
    return answer(event, _connected())


@functools.cache
def _connected() -> Settings:
    settings = Settings.from_environment()
    storage.connect(settings)
    return settings


@functools.cache
def _channels(settings: Settings) -> channels.Channels:
    return channels.for_environment(settings)
