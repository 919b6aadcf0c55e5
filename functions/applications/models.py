"""The tables of applications."""

import enum
from datetime import datetime, timedelta

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    JSONAttribute,
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
    VersionAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from functions.storage import Table

# Dispatch 3717/BHXH-CNTT: a declaration that is not handed in within ten days is deleted.
HAND_IN_WITHIN = timedelta(days=10)
# A declaration that lapses within this time is marked in the officers' lists.
URGENT_WITHIN = timedelta(days=2)
# What has lapsed is swept long before; then TTL removes it.
SWEPT_WITHIN = timedelta(days=1)


class Kind(enum.StrEnum):
    """What an application asks for: an account, or other details on an existing one."""

    REGISTRATION = "registration"
    REVISION = "revision"


class Status(enum.StrEnum):
    """What was decided. An application that expired has no status: it is not there any more."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Condition(enum.StrEnum):
    """Where the paper is. A revision has none: a code to the phone proves it."""

    AWAITING_PAPER = "awaiting_paper"
    PAPER_RECEIVED = "paper_received"
    ONLINE = "online"


class QueueState(enum.StrEnum):
    """Status and condition in one, as officers' lists and figures divide applications."""

    AWAITING_PAPER = "awaiting_paper"
    TO_ASSESS = "to_assess"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


def state_of(status: str, condition: str) -> QueueState:
    """The state that a status and a condition make."""
    if status != Status.PENDING:
        return QueueState(status)
    return (
        QueueState.AWAITING_PAPER if condition == Condition.AWAITING_PAPER else QueueState.TO_ASSESS
    )


# What a row of a list shows; nothing else is in the indexes.
_ROW = IncludeProjection(
    ["kind", "agency", "status", "condition", "code", "full_name", "submitted_at", "deadline_at"]
)


class WorkList(GlobalSecondaryIndex):
    """One agency's applications of one kind in one state, by the time they were submitted."""

    class Meta:
        index_name = "work_list"
        projection = _ROW

    queue = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)


class ByCode(GlobalSecondaryIndex):
    """The applications that name one social security code, by the time they were submitted."""

    class Meta:
        index_name = "by_code"
        projection = _ROW

    code = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)


class Application(Table):
    """A citizen's request: for an account (Form No. 1), or to update a registered one.

    Keys      number            printed on the declaration that the citizen brings: numbers.py
              work_list (GSI)   queue = "0100#registration#to_assess", sort_key = time#number
              by_code (GSI)     code, then sort_key
    Read by   the applicant, one by number, after a code from the phone in its answers
              officers, one agency's queues, a page at a time
              the worker, the old end of the queues that await paper: those to lapse
    Life      pending (awaiting_paper -> paper_received, or online) -> accepted | rejected;
              a rejected one that is corrected is pending again, with its number.
    Lapse     while it awaits paper it is gone at `deadline_at` for everyone, swept or not.
              `expires_at` (TTL) is a day later, should the sweep fail.
    Races     every change is conditional on `version`: the later of two changes nothing.
    Values    `answers` are the form's, field by field; `old_values` (of a revision) what the
              registry and the account had in those fields; `reasons` are codes of reasons.py,
              `note` is the officer's own words.
    """

    class Meta(Table.Meta):
        table_name = "applications"

    number = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute()
    agency = UnicodeAttribute()
    status = UnicodeAttribute(default=Status.PENDING)
    condition = UnicodeAttribute()
    queue = UnicodeAttribute()
    sort_key = UnicodeAttribute()
    code = UnicodeAttribute()
    full_name = UnicodeAttribute()
    answers = JSONAttribute()
    old_values = JSONAttribute(null=True)
    language = UnicodeAttribute(default="vi")
    has_photo = BooleanAttribute(default=False)
    submitted_at = UTCDateTimeAttribute()
    deadline_at = UTCDateTimeAttribute(null=True)
    paper_received_at = UTCDateTimeAttribute(null=True)
    paper_received_by = UnicodeAttribute(null=True)
    decided_at = UTCDateTimeAttribute(null=True)
    decided_by = UnicodeAttribute(null=True)
    reasons: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    note = UnicodeAttribute(null=True)
    expires_at = TTLAttribute(null=True)
    version = VersionAttribute()

    work_list = WorkList()
    by_code = ByCode()

    @staticmethod
    def queue_of(agency: str, kind: str, state: QueueState) -> str:
        """The work list's key: one agency's applications of one kind in one state."""
        return f"{agency}#{kind}#{state}"

    @staticmethod
    def sort_key_of(submitted_at: datetime, number: str) -> str:
        """The key that puts the application into its order in every list: time, then number."""
        return f"{submitted_at.isoformat(timespec='microseconds')}#{number}"

    @property
    def state(self) -> QueueState:
        return state_of(self.status, self.condition)

    def is_lapsed(self, at: datetime) -> bool:
        """Whether the paper did not come in time; then it is gone, swept or not."""
        return self.state == QueueState.AWAITING_PAPER and at >= self.deadline_at

    def days_left(self, at: datetime) -> int | None:
        """The days until the paper must have come, rounded up; None when there is no deadline."""
        if self.state != QueueState.AWAITING_PAPER:
            return None
        return int(-((at - self.deadline_at) // timedelta(days=1)))

    def is_urgent(self, at: datetime) -> bool:
        """Whether the paper must come within `URGENT_WITHIN`, in whole days."""
        days = self.days_left(at)
        return days is not None and days <= URGENT_WITHIN.days


class Photo(Table):
    """The photo of an application: a JPEG that we encoded, never what was uploaded.

    Keys      number     of the application
    Written   with the application, or by an officer who changes it
    """

    class Meta(Table.Meta):
        table_name = "photos"

    number = UnicodeAttribute(hash_key=True)
    image = BinaryAttribute(legacy_encoding=False)
    expires_at = TTLAttribute(null=True)


class Draft(Table):
    """A form that is being filled in, over a few pages and perhaps in two tabs.

    Keys      id         unguessable; stands in the signed cookie
    Life      begun -> submitted (`submitted_at` set, answers and photo dropped); a day
    Races     conditional on `version`: what two tabs save at once is not mixed
    Values    `corrects` is the number of a rejected application that the draft will replace;
              `is_confirmed` says whether the code-issuing system knows the code, name and date
              of birth in the answers as one person's
    Submitted `number` is that of the application that it became, `phone_hash` the digest of the
              phone that was proved
    """

    class Meta(Table.Meta):
        table_name = "drafts"

    id = UnicodeAttribute(hash_key=True)
    answers = JSONAttribute(default=dict)
    photo = BinaryAttribute(legacy_encoding=False, null=True)
    is_confirmed = BooleanAttribute(default=False)
    corrects = UnicodeAttribute(null=True)
    submitted_at = UTCDateTimeAttribute(null=True)
    number = UnicodeAttribute(null=True)
    phone_hash = UnicodeAttribute(default="")
    expires_at = TTLAttribute()
    version = VersionAttribute()


class Figure(Table):
    """Numbers of applications, counted with each change, so that nobody ever counts rows.

    Keys      key      "0100#registration": an agency and a kind
              entry    "total#3", "submitted#2026-11-24#3", "decided#2026-11-24#3": over all
                       time, of those submitted that day, of those decided that day; the last
                       part is one of a few shards, so that many changes at once do not meet
    Values    total, submitted: the applications in each state now
              decided: those accepted and rejected, and in `hours_<n>` those that took less than
              the n-th bound of figures.BOUNDS
    """

    class Meta(Table.Meta):
        table_name = "figures"

    key = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True)
    awaiting_paper = NumberAttribute(default=0)
    to_assess = NumberAttribute(default=0)
    accepted = NumberAttribute(default=0)
    rejected = NumberAttribute(default=0)
    hours_0 = NumberAttribute(default=0)
    hours_1 = NumberAttribute(default=0)
    hours_2 = NumberAttribute(default=0)
    hours_3 = NumberAttribute(default=0)
    hours_4 = NumberAttribute(default=0)
    hours_5 = NumberAttribute(default=0)
    hours_6 = NumberAttribute(default=0)
    hours_7 = NumberAttribute(default=0)
