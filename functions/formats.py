"""How days, instants, waits, phones and addresses are written: one way each, wherever they go."""

import math
from datetime import date, datetime, timedelta

from babel.dates import format_date

from functions.clock import VIETNAM


def day(value: date | str | None, language: str = "vi") -> str:
    """A day or its ISO form, for people: 05/03/1990, in English 5 March 1990; "" for none."""
    if not value:
        return ""
    civil = date.fromisoformat(value) if isinstance(value, str) else value
    if language == "vi":
        return f"{civil:%d/%m/%Y}"
    return format_date(civil, "d MMMM yyyy", locale=language)


def iso(at: datetime | None) -> str:
    """An instant as JSON has it, ISO 8601 to the second: 2026-11-25T03:32:05+00:00; "" for none."""
    return at.isoformat(timespec="seconds") if at else ""


def minute(at: datetime | None, language: str = "vi") -> str:
    """An instant for people, on Viet Nam's clock: 10:32 25/11/2026; "" for none."""
    if at is None:
        return ""
    local = at.astimezone(VIETNAM)
    return f"{local:%H:%M} {day(local.date(), language)}"


def seconds(wait: timedelta) -> int:
    """A wait in whole seconds, rounded up: after them the wait is over."""
    return math.ceil(wait.total_seconds())


def minutes(wait: timedelta) -> int:
    """A wait in whole minutes, rounded up."""
    return math.ceil(wait.total_seconds() / 60)


def phone(number: str) -> str:
    """A Vietnamese mobile number as people write it: 0901 234 567."""
    national = number.replace("+84", "0", 1)
    return f"{national[:4]} {national[4:7]} {national[7:]}".strip()


def address_line(*parts: str | None) -> str:
    """A postal address in one line: what is known of house and street, ward and province."""
    return ", ".join(filter(None, parts))
