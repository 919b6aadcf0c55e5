"""The outbox table."""

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from functions.storage import Table


class Undelivered(GlobalSecondaryIndex):
    """Messages to send, by the time of their next try; a delivered one leaves the index.

    The hash key is one of a few shards: all messages under one key would share one
    partition's write limit.
    """

    class Meta:
        index_name = "undelivered"
        projection = AllProjection()

    shard = UnicodeAttribute(hash_key=True)
    due_at = UTCDateTimeAttribute(range_key=True)


class Message(Table):
    """One SMS or email to one person, written in the transaction that causes it.

    Keys      id             unguessable
              undelivered    shard, then due_at: the worker's queue
    Life      pending -> sent | failed. A claim moves due_at past the sending's time limit,
              so a worker that dies leaves the message to the next one. Once it is sent or has
              failed, recipient and values are removed: what remains is that it was sent.
    Values    `recipient` is a phone number or an email address, by `channel`; `message` names
              a folder of templates/messages
    TTL       thirty days after it was written.
    """

    class Meta(Table.Meta):
        table_name = "outbox"

    id = UnicodeAttribute(hash_key=True)
    shard = UnicodeAttribute(null=True)
    due_at = UTCDateTimeAttribute(null=True)
    state = UnicodeAttribute()
    channel = UnicodeAttribute()
    recipient = UnicodeAttribute(null=True)
    message = UnicodeAttribute()
    language = UnicodeAttribute()
    values = JSONAttribute(null=True)
    attempts = NumberAttribute(default=0)
    created_at = UTCDateTimeAttribute()
    sent_at = UTCDateTimeAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    expires_at = TTLAttribute()

    undelivered = Undelivered()
