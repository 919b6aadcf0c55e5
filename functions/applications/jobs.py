"""The worker's jobs for applications."""

from functions import clock
from functions.applications import lapse


def lapse_overdue() -> dict[str, int]:
    """Delete the declarations whose paper did not come; called by the schedule."""
    return lapse.sweep(at=clock.now())
