"""The tables behind every proof of who somebody is."""

from pynamodb.attributes import (
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
    VersionAttribute,
)

from functions.storage import Table


class OneTimeCode(Table):
    """A one-time code that was sent to a phone, and what it will prove.

    Keys      id               unguessable; kept in the signed cookie
    Bound to  `purpose` and `subject`: a code for one thing opens nothing else.
    Phone     `phone_hash` of the one that the last code went to, "" if it went nowhere: the
              code counts while that phone is the one to prove.
    Secret    HOTP secret and counter; a resend moves the counter, so only the last code counts.
    Tries     `attempts` is raised before a guess is looked at: however many guesses come at
              once, five are evaluated.
    Life      deleted in the transaction that it allows, so it works once.
    """

    class Meta(Table.Meta):
        table_name = "one-time-codes"

    id = UnicodeAttribute(hash_key=True)
    purpose = UnicodeAttribute()
    subject = UnicodeAttribute()
    phone_hash = UnicodeAttribute(default="")
    secret = UnicodeAttribute()
    counter = NumberAttribute(default=0)
    attempts = NumberAttribute(default=0)
    sent_at = UTCDateTimeAttribute()
    ends_at = UTCDateTimeAttribute()
    proved_at = UTCDateTimeAttribute(null=True)
    pending_hash = UnicodeAttribute(null=True)
    expires_at = TTLAttribute()


class Attempts(Table):
    """What somebody tried lately, and the lock that this led to.

    Keys      key              what is counted, such as `password#0123456789`
    Life      `times` leave with the policy's window, `locks` when they are remembered no more;
              a row that TTL has swept says the same as one that it has not.
    Strangers a row exists whether or not such an account does, so that limits tell nothing.
    Races     `version`: two tries at once cannot both be the same try.
    """

    class Meta(Table.Meta):
        table_name = "counters"

    key = UnicodeAttribute(hash_key=True)
    times: ListAttribute[float] = ListAttribute(of=NumberAttribute, default=list)  # type: ignore[arg-type]
    locked_until = UTCDateTimeAttribute(null=True)
    locks = NumberAttribute(default=0)
    expires_at = TTLAttribute()
    version = VersionAttribute()
