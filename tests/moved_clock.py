"""A clock that a test moves, in place of the one that functions/clock.py reads."""

from datetime import datetime, timedelta

import pytest

from functions import clock


def set_to(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Let it be this instant, until the clock is moved again."""
    monkeypatch.setattr(clock, "now", lambda: at)


def move(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    """Let it be this much later than now."""
    set_to(monkeypatch, clock.now() + timedelta(**by))
