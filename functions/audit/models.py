"""The audit table."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.storage import Table


class Entry(Table):
    """One thing that was done to, or seen of, one person's record. Append only.

    Keys      subject      the social security code whose record it is
              sequence     1, 2, 3 ...: each written only if absent, so two writers at once
                           cannot both be next, and a missing number shows a removal
    Read by   verification and, later, the person: one Query of one subject, in order
    Chain     `digest` covers this entry and the digest before it: see service.digest_of
    """

    class Meta(Table.Meta):
        table_name = "audit"

    subject = UnicodeAttribute(hash_key=True)
    sequence = NumberAttribute(range_key=True)
    at = UnicodeAttribute()
    actor = UnicodeAttribute()
    action = UnicodeAttribute()
    previous = UnicodeAttribute()
    digest = UnicodeAttribute()
