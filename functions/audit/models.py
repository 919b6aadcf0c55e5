"""The audit table."""

import hashlib
import json

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.storage import Table


class Entry(Table):
    """One thing that was done to, or seen of, one person's record. Append only.

    Keys      subject      the social security code whose record it is; of an officer's own
                           account, `officer#` and the user name
              sequence     1, 2, 3 ...: each written only if absent, so two writers at once
                           cannot both be next, and a missing number shows a removal
    Read by   the person, newest first, a page at a time; verification, in order
    Says      `actor` who: the person's own code, an officer's user name, or `system`; `role`
              as what; `action` what; where it applies `agency`, `reason` and `device`
    Chain     `digest` covers all of this and, by `previous`, the entries before
    """

    class Meta(Table.Meta):
        table_name = "audit"

    subject = UnicodeAttribute(hash_key=True)
    sequence = NumberAttribute(range_key=True)
    at = UnicodeAttribute()
    actor = UnicodeAttribute()
    role = UnicodeAttribute()
    action = UnicodeAttribute()
    agency = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    device = UnicodeAttribute(null=True)
    previous = UnicodeAttribute()
    digest = UnicodeAttribute()

    def right_digest(self) -> str:
        """What `digest` must be: SHA-256, in hex, over everything else that is stored."""
        content = {
            name: int(value) if name == "sequence" else value
            for name, value in self.attribute_values.items()
            if name != "digest" and value is not None
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
