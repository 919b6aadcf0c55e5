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


class Kind(enum.StrEnum):
    """What is asked for: an account, or other details on a registered one."""

    REGISTRATION = "registration"
    REVISION = "revision"


class Status(enum.StrEnum):
    """What was decided. An expired application is one that is not there any more."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Condition(enum.StrEnum):
    """Where the paper is; a revision is proved by a code to the phone and has none."""

    AWAITING_PAPER = "awaiting_paper"
    PAPER_RECEIVED = "paper_received"
    ONLINE = "online"


class QueueState(enum.StrEnum):
    """Status and condition as officers' lists and figures tell applications apart."""

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
    ["type", "agency", "status", "condition", "code", "full_name", "submitted_at", "deadline_at"]
)


class WorkList(GlobalSecondaryIndex):
    """One agency's applications of one type in one state, by the time they were submitted."""

    class Meta:
        index_name = "work_list"
        projection = _ROW

    queue = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class ByCode(GlobalSecondaryIndex):
    """The applications that name one social security code, by the time they were submitted."""

    class Meta:
        index_name = "by_code"
        projection = _ROW

    code = UnicodeAttribute(hash_key=True)
    place = UnicodeAttribute(range_key=True)


class Application(Table):
    """A citizen's request: for an account (Form No. 1), or to update a registered one.

    Keys      number            printed on the declaration that the citizen brings: numbers.py
              work_list (GSI)   queue = "0100#registration#to_assess", place = time#number
              by_code (GSI)     code, then place
    Read by   the applicant, one by number, after a code from the declared phone
              officers, one agency's queues, a page at a time
              the worker, the old end of the queues that await paper: those to lapse
    Life      pending (awaiting_paper -> paper_received, or online) -> accepted | rejected;
              a rejected one that is corrected is pending again, with its number.
    Lapse     while it awaits paper it is gone at `deadline_at` for everyone, swept or not.
              `expires_at` (TTL) is a day later, should the sweep fail.
    Races     every change is conditional on `version`: the later of two changes nothing.
    Values    `declared` is what the form asked for, `registered` what stood there before (a
              revision's old values); `reasons` are codes of the list in reasons.py, `note`
              the officer's own words.
    """

    class Meta(Table.Meta):
        table_name = "applications"

    number = UnicodeAttribute(hash_key=True)
    type = UnicodeAttribute()
    agency = UnicodeAttribute()
    status = UnicodeAttribute(default=Status.PENDING)
    condition = UnicodeAttribute()
    queue = UnicodeAttribute()
    place = UnicodeAttribute()
    code = UnicodeAttribute()
    full_name = UnicodeAttribute()
    declared = JSONAttribute()
    registered = JSONAttribute(null=True)
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
        """The work list's key: one agency's applications of one type in one state."""
        return f"{agency}#{kind}#{state}"

    @staticmethod
    def place_of(submitted_at: datetime, number: str) -> str:
        """Where the application stands in every list: by time, then by number."""
        return f"{submitted_at.isoformat(timespec='microseconds')}#{number}"

    @property
    def state(self) -> QueueState:
        return state_of(self.status, self.condition)

    def is_lapsed(self, at: datetime) -> bool:
        """Whether the paper did not come in time; then it is gone, swept or not."""
        return self.state == QueueState.AWAITING_PAPER and at >= self.deadline_at


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
    """A declaration that is being filled in, over a few pages and perhaps in two tabs.

    Keys      id         unguessable; kept in the signed cookie
    Number    drawn at the start, and again at the submission if another application has it by
              then; with `is_correction` it is that of the rejected application to be replaced
    Life      begun -> submitted (`submitted_at` set, answers and photo dropped); a day
    Races     conditional on `version`: what two tabs save at once is not mixed
    Values    `is_confirmed`: whether the code-issuing system knows the declared code, name and
              date of birth as one person's; `phone_hash`, once it is submitted: whose phone that
              proved
    """

    class Meta(Table.Meta):
        table_name = "drafts"

    id = UnicodeAttribute(hash_key=True)
    number = UnicodeAttribute()
    answers = JSONAttribute(default=dict)
    photo = BinaryAttribute(legacy_encoding=False, null=True)
    is_confirmed = BooleanAttribute(default=False)
    is_correction = BooleanAttribute(default=False)
    phone_hash = UnicodeAttribute(default="")
    submitted_at = UTCDateTimeAttribute(null=True)
    expires_at = TTLAttribute()
    version = VersionAttribute()


class Figure(Table):
    """How many: counted with each change, so that nobody ever counts rows.

    Keys      key      "0100#registration": an agency and a type
              entry    "total#3", "submitted#2026-11-24#3", "decided#2026-11-24#3": over all
                       time, of those submitted that day, of those decided that day; the last
                       part is one of a few shards, so that many changes at once do not meet
    Says      total, submitted: how many are in each state now
              decided: how many were accepted and rejected, and `hours_<n>`: how many took less
              than the n-th bound of figures.BOUNDS
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
