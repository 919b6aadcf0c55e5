"""Messages to people: written with their cause, delivered at least once."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from functions.errors import Conflict
from functions.notifications.channels import Channels, DeliveryFailed
from functions.notifications.models import Message
from functions.notifications.texts import render
from functions.storage import UnitOfWork, one_write

SMS = "sms"
EMAIL = "email"

PENDING = "pending"
SENT = "sent"
FAILED = "failed"

SHARDS = tuple(f"{number:02d}" for number in range(4))
BATCH = 100
KEEP = timedelta(days=30)
# After this long, another worker may try to send a claimed message.
CLAIM = timedelta(seconds=60)
# Waits between tries; after the last one the message has failed.
RETRY_AFTER = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))


def notify(
    unit: UnitOfWork,
    message: str,
    *,
    phone: str | None,
    email: str | None,
    language: str,
    values: Mapping[str, str],
    at: datetime,
    is_secret: bool = False,
) -> None:
    """Queue a message to a person's phone and email, as far as both are known.

    It joins the caller's transaction. Of a message that `is_secret` only the SMS gets the values:
    the phone proves its reader, an email does not.
    """
    for channel, recipient in {SMS: phone, EMAIL: email}.items():
        if recipient:
            send_later(
                unit,
                message,
                channel=channel,
                recipient=recipient,
                language=language,
                values={} if is_secret and channel == EMAIL else values,
                at=at,
            )


def send_later(
    unit: UnitOfWork,
    message: str,
    *,
    channel: str,
    recipient: str,
    language: str,
    values: Mapping[str, str],
    at: datetime,
) -> None:
    """Queue a message in the caller's transaction, so that it exists only if its cause does.

    `message` names a folder of templates/messages, and `values` fill its text.
    """
    unit.save(
        Message(
            id=secrets.token_urlsafe(16),
            shard=secrets.choice(SHARDS),
            due_at=at,
            state=PENDING,
            channel=channel,
            recipient=recipient,
            message=message,
            language=language,
            values=dict(values),
            created_at=at,
            expires_at=at + KEEP,
        )
    )


def due(at: datetime) -> list[Message]:
    """The messages whose next try has come, oldest first; up to `BATCH` of each shard."""
    messages = [
        message
        for shard in SHARDS
        for message in Message.undelivered.query(shard, Message.due_at <= at, limit=BATCH)
    ]
    return sorted(messages, key=lambda message: message.due_at)


def deliver(message: Message, channels: Channels, *, at: datetime) -> bool:
    """Claim and send one message; False if another worker has claimed it or sending failed."""
    try:
        with one_write():
            _claim(message, at)
    except Conflict:
        return False
    try:
        channels.send(message.channel, message.recipient, render(message))
    except DeliveryFailed as failure:
        _retry_or_give_up(message, failure, at)
        return False
    message.update([Message.state.set(SENT), Message.sent_at.set(at), *_removals()])
    return True


def _claim(message: Message, at: datetime) -> None:
    message.update(
        [Message.due_at.set(at + CLAIM), Message.attempts.add(1)],
        condition=(Message.state == PENDING) & (Message.due_at == message.due_at),
    )


def _retry_or_give_up(message: Message, failure: DeliveryFailed, at: datetime) -> None:
    reason = Message.failure.set(failure.reason)
    if failure.is_final or message.attempts > len(RETRY_AFTER):
        message.update([Message.state.set(FAILED), reason, *_removals()])
    else:
        wait = RETRY_AFTER[int(message.attempts) - 1]
        message.update([Message.due_at.set(at + wait), reason])


def _removals() -> list:
    """What goes once a message is done: its work, and codes, passwords and recipients."""
    return [
        Message.shard.remove(),
        Message.due_at.remove(),
        Message.recipient.remove(),
        Message.values.remove(),
    ]
