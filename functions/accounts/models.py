"""The tables behind sign-in."""

from datetime import timedelta

from pynamodb.attributes import UnicodeAttribute, UTCDateTimeAttribute

from functions.credentials.models import Lifetime, PasswordHolder, SessionRow
from functions.storage import Table


class Account(PasswordHolder):
    """A person's electronic-transactions account.

    Keys      code             the social security code, ten digits
    Read by   the owner, one by code
    Life      issued with an initial password (`initial_until` set) -> active. The initial
              password signs in once (`initial_used_at`) and is gone after `initial_until`.
              `locked_at` is set by the owner who was signed out by somebody else; a new
              password, proved by the phone, opens it again.
    """

    class Meta(Table.Meta):
        table_name = "accounts"

    code = UnicodeAttribute(hash_key=True)
    password_changed_at = UTCDateTimeAttribute(null=True)
    initial_used_at = UTCDateTimeAttribute(null=True)
    locked_at = UTCDateTimeAttribute(null=True)
    phone = UnicodeAttribute()
    email = UnicodeAttribute(null=True)
    language = UnicodeAttribute(default="vi")
    issued_at = UTCDateTimeAttribute()


class Session(SessionRow):
    """The one device that an account is signed in on.

    Keys      code             one row per account: two live devices cannot be represented.
                               A new device overwrites the row; the old one's token no longer
                               matches, so it is out at its next request.
    Ousted    `ousted_hash` is the token's digest of the session that this one ended, so that its
              device can be told why.
    Device    `device_hash` of the browser; for its owner to read, `device`, the kind of machine,
              and `location`, where its network is, if known
    """

    class Meta(Table.Meta):
        table_name = "sessions"

    LIFETIME = Lifetime(idle=timedelta(minutes=30), absolute=timedelta(hours=12))

    code = UnicodeAttribute(hash_key=True)
    ousted_hash = UnicodeAttribute(null=True)
    device = UnicodeAttribute()
    device_hash = UnicodeAttribute()
    location = UnicodeAttribute(null=True)
