"""How instants, waits and postal addresses are written: one way each, for pages, JSON and SMS."""

import math
from datetime import datetime, timedelta

from functions.clock import VIETNAM


def iso(at: datetime | None) -> str:
    """An instant as JSON has it, ISO 8601 to the second: 2026-11-25T03:32:05+00:00; "" for none."""
    return at.isoformat(timespec="seconds") if at else ""


def minute(at: datetime | None) -> str:
    """An instant as people read it, on Viet Nam's clock: 10:32 25/11/2026; "" for none."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}" if at else ""


def seconds(wait: timedelta) -> int:
    """A wait in whole seconds, rounded up: who waits for as long does not come too early."""
    return math.ceil(wait.total_seconds())


def minutes(wait: timedelta) -> int:
    """A wait in whole minutes, rounded up."""
    return math.ceil(wait.total_seconds() / 60)


def address_line(*parts: str | None) -> str:
    """A postal address in one line: what is known of house and street, ward and province."""
    return ", ".join(filter(None, parts))
