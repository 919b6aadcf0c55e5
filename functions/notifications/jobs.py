"""What the worker does for the outbox."""

from functions import clock
from functions.notifications import service
from functions.notifications.channels import Channels


def deliver_due(channels: Channels) -> dict[str, int]:
    """Send what is due; called by the schedule, and when the outbox's stream reports news."""
    results = [
        service.deliver(message, channels, at=clock.now()) for message in service.due(clock.now())
    ]
    return {"sent": sum(results), "left": len(results) - sum(results)}
