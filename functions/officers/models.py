"""The tables behind the officers' desk."""

from datetime import timedelta
from typing import Literal

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from functions.credentials.models import Lifetime, PasswordHolder, SessionRow
from functions.storage import Table


class ByAgency(GlobalSecondaryIndex):
    """The user names of one agency's officers; no secret is copied into the index."""

    class Meta:
        index_name = "by_agency"
        projection = KeysOnlyProjection()

    agency = UnicodeAttribute(hash_key=True)
    username = UnicodeAttribute(range_key=True)


class Officer(PasswordHolder):
    """Somebody who decides on behalf of one social insurance agency.

    Keys      username          lower case, chosen by who makes the account
              by_agency (GSI)   agency, then user name
    Read by   the officer, one by user name; the command, an agency's
    Life      made with an initial password (`initial_until` set, no `totp_secret`) -> enrolled,
              in one write: an own password and an authenticator app. Until then the initial
              password can only begin the enrolment; a reset leads back here.
              `disabled_at` is set while the officer may not sign in.
    Codes     `totp_step` is the time step of the last code used: each is good once, and none
              before it; of two uses of one code at once, one succeeds.
    """

    class Meta(Table.Meta):
        table_name = "officers"

    username = UnicodeAttribute(hash_key=True)
    full_name = UnicodeAttribute()
    agency = UnicodeAttribute()
    role = UnicodeAttribute()
    totp_secret = UnicodeAttribute(null=True)
    totp_step = NumberAttribute(default=0)
    disabled_at = UTCDateTimeAttribute(null=True)
    created_at = UTCDateTimeAttribute()

    by_agency = ByAgency()

    @property
    def state(self) -> Literal["disabled", "not enrolled", "active"]:
        if self.disabled_at:
            return "disabled"
        return "active" if self.totp_secret else "not enrolled"


class OfficerSession(SessionRow):
    """The one browser that an officer is signed in with, or enrols with.

    Keys      username          one row per officer: signing in again ends the session before
    Enrols    while `new_secret` is set: it opens the enrolment and nothing else. What has been
              chosen so far waits in `new_secret` and `new_hash`.
    """

    class Meta(Table.Meta):
        table_name = "officer-sessions"

    LIFETIME = Lifetime(idle=timedelta(minutes=15), absolute=timedelta(hours=8))

    username = UnicodeAttribute(hash_key=True)
    new_secret = UnicodeAttribute(null=True)
    new_hash = UnicodeAttribute(null=True)
