"""The tables behind sign-in."""

from pynamodb.attributes import (
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
    VersionAttribute,
)

from functions.storage import Table


class Account(Table):
    """A person's electronic-transactions account.

    Keys      code             the social security code, ten digits
    Read by   the owner, one by code
    Life      issued with an initial password (`initial_until` set) -> active. The initial
              password signs in once (`initial_used_at`) and is gone after `initial_until`.
              `locked_at` is set by the owner who was signed out by somebody else; a new
              password, proved by the phone, opens it again.
    Devices   digests of the devices that have signed in before, the latest last: a stranger's
              wrong passwords do not lock those out.
    Races     every change is conditional on `version`: the later of two writers changes nothing.
    """

    class Meta(Table.Meta):
        table_name = "accounts"

    code = UnicodeAttribute(hash_key=True)
    password_hash = UnicodeAttribute()
    previous_hashes: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    password_changed_at = UTCDateTimeAttribute(null=True)
    initial_until = UTCDateTimeAttribute(null=True)
    initial_used_at = UTCDateTimeAttribute(null=True)
    locked_at = UTCDateTimeAttribute(null=True)
    devices: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    phone = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    language = UnicodeAttribute(default="vi")
    issued_at = UTCDateTimeAttribute()
    version = VersionAttribute()


class Session(Table):
    """The one device that an account is signed in on.

    Keys      code             one row per account: two live devices cannot be represented.
                               A new device overwrites the row; the old one's token no longer
                               matches, so it is out at its next request.
    Token     the cookie holds it, the row only its SHA-256. `ousted_hash` is that of the
              session that this one ended, so that its device can be told why.
    Device    `device_hash` of the browser; for its owner to read, `device`, the kind of machine,
              and `place`, where its network is, if known
    Ends      thirty minutes after `seen_at`, twelve hours after `signed_in_at`, whether or not
              TTL has removed the row.
    """

    class Meta(Table.Meta):
        table_name = "sessions"

    code = UnicodeAttribute(hash_key=True)
    token_hash = UnicodeAttribute()
    ousted_hash = UnicodeAttribute(null=True)
    device = UnicodeAttribute()
    device_hash = UnicodeAttribute()
    place = UnicodeAttribute(null=True)
    signed_in_at = UTCDateTimeAttribute()
    seen_at = UTCDateTimeAttribute()
    expires_at = TTLAttribute()


class Challenge(Table):
    """A one-time code that was sent, and what it will prove.

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
        table_name = "challenges"

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


class Tally(Table):
    """How often something was tried lately: wrong passwords, codes sent.

    Keys      key              what is counted, such as `password#0123456789`
    Kept      whether or not such an account exists, so that limits tell strangers nothing.
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
