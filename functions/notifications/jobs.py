"""What the worker does for the outbox."""

from functions import clock
from functions.notifications import service
from functions.notifications.channels import Channels


def deliver_due(channels: Channels) -> dict[str, int]:
    """Send what is due; the schedule calls this, and the outbox's stream on a new message."""
    results = [
        service.deliver(message, channels, at=clock.now()) for message in service.due(clock.now())
    ]
    return {"sent": sum(results), "left": len(results) - sum(results)}
