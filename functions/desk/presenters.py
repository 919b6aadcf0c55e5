"""Applications as the officers' desk shows them, and as JSON says them."""

from datetime import datetime, timedelta
from typing import Any

from typing_extensions import TypedDict

from functions.applications.models import Application, Kind, QueueState
from functions.applications.reasons import OTHER, REASONS
from functions.desk.work_list import Page
from functions.registry.errors import SystemUnavailable
from functions.registry.service import Check, Identity

# Two days before a declaration lapses its row is marked.
URGENT_DAYS = 2
# What a form declares, in the order of Form No. 1; the first ones stand in the registry too.
_COMPARED = ("full_name", "date_of_birth", "sex", "identity_number")
_DECLARED = ("identity_issued_on", "identity_issued_by", "phone", "email", "address")


class Deadline(TypedDict):
    """Until when the paper must come, an ISO 8601 instant; empty when it came.

    `days_left` is rounded up: 1 says that it is over within a day.
    """

    at: str
    days_left: int | None
    is_urgent: bool


class Row(TypedDict):
    """One application of a list. Instants are ISO 8601; `url` leads to it and back to the list."""

    number: str
    url: str
    full_name: str
    code: str
    submitted_at: str
    deadline: Deadline
    condition: str
    status: str


class ListPage(TypedDict):
    """A page of a list. `total` counts all pages; `next` and `first` are addresses, or empty."""

    type: str
    is_searched: bool
    total: int
    applications: list[Row]
    next: str
    first: str


class Line(TypedDict):
    """A line of the declaration, and what each system of record says; an unknown one is empty."""

    name: str
    declared: str
    issued: str
    insured: str
    differs: bool


class Registry(TypedDict):
    """What the systems of record answered; `fault` says why they could not."""

    answered: bool
    fault: str
    is_issued: bool
    is_insured: bool
    is_confirmed: bool


class Decision(TypedDict):
    """What became of an application, and when; empty where nothing has happened yet."""

    status: str
    paper_received_at: str
    paper_received_by: str
    decided_at: str
    decided_by: str
    reasons: list[str]


class Addresses(TypedDict):
    """Where the steps of an application are, and the list that it was opened from."""

    self: str
    assessment: str
    paper: str
    photo: str
    picture: str
    guidance: str
    exit: str


class Detail(TypedDict):
    number: str
    type: str
    condition: str
    submitted_at: str
    deadline: Deadline
    has_photo: bool
    lines: list[Line]
    registry: Registry
    decision: Decision
    links: Addresses


class Step(TypedDict):
    """One step's page: which application it is about, and what was decided meanwhile.

    `needs_guidance` says that the person has to get a code first.
    """

    number: str
    full_name: str
    condition: str
    has_photo: bool
    needs_guidance: bool
    decision: Decision
    links: Addresses


class Guidance(TypedDict):
    """How a person gets a social security code; `exit` is the application it came from."""

    exit: str


def list_page(
    kind: Kind, found: Page, links: dict[str, str], *, is_searched: bool, at: datetime, **ways: str
) -> ListPage:
    """`links` has the address of each row's detail, by number; `ways` are `next` and `first`."""
    return {
        "type": kind.value,
        "is_searched": is_searched,
        "total": found.total,
        "applications": [_row(row, links[row.number], at) for row in found.rows],
        "next": ways["next"],
        "first": ways["first"],
    }


def detail(
    application: Application,
    check: Check | None,
    fault: SystemUnavailable | None,
    links: Addresses,
    *,
    at: datetime,
) -> Detail:
    return {
        "number": application.number,
        "type": application.type,
        "condition": application.condition,
        "submitted_at": _instant(application.submitted_at),
        "deadline": _deadline(application, at),
        "has_photo": application.has_photo,
        "lines": [*_compared(application, check), *_declared(application)],
        "registry": {
            "answered": check is not None,
            "fault": fault.text() if fault else "",
            "is_issued": bool(check and check.issued),
            "is_insured": bool(check and check.is_insured),
            "is_confirmed": bool(check and check.is_confirmed),
        },
        "decision": _decision(application),
        "links": links,
    }


def step(application: Application, links: Addresses, *, needs_guidance: bool = False) -> Step:
    return {
        "number": application.number,
        "full_name": application.full_name,
        "condition": application.condition,
        "has_photo": application.has_photo,
        "needs_guidance": needs_guidance,
        "decision": _decision(application),
        "links": links,
    }


def guidance(exit_: str) -> Guidance:
    return {"exit": exit_}


def _row(application: Application, url: str, at: datetime) -> Row:
    return {
        "number": application.number,
        "url": url,
        "full_name": application.full_name,
        "code": application.code,
        "submitted_at": _instant(application.submitted_at),
        "deadline": _deadline(application, at),
        "condition": application.condition,
        "status": application.status,
    }


def _deadline(application: Application, at: datetime) -> Deadline:
    if application.state != QueueState.AWAITING_PAPER:
        return {"at": "", "days_left": None, "is_urgent": False}
    days = -((at - application.deadline_at) // timedelta(days=1))
    return {
        "at": _instant(application.deadline_at),
        "days_left": days,
        "is_urgent": days <= URGENT_DAYS,
    }


def _decision(application: Application) -> Decision:
    reasons = [
        str(REASONS[reason])
        for reason in application.reasons or ()
        if reason in REASONS and reason != OTHER
    ]
    return {
        "status": application.status,
        "paper_received_at": _instant(application.paper_received_at),
        "paper_received_by": application.paper_received_by or "",
        "decided_at": _instant(application.decided_at),
        "decided_by": application.decided_by or "",
        "reasons": [*reasons, *([application.note] if application.note else [])],
    }


def _compared(application: Application, check: Check | None) -> list[Line]:
    # The code is what the systems were asked for: it stands in their answers as it was declared.
    code: Line = {
        "name": "code",
        "declared": application.code,
        "issued": application.code if check and check.issued else "",
        "insured": application.code if check and check.insured else "",
        "differs": False,
    }
    return [code, *(_line(application.declared, name, check) for name in _COMPARED)]


def _line(declared: dict[str, Any], name: str, check: Check | None) -> Line:
    return {
        "name": name,
        "declared": declared.get(name, ""),
        "issued": _said(check.issued if check else None, name),
        "insured": _said(check.insured if check else None, name),
        "differs": check is not None and name in check.differences,
    }


def _declared(application: Application) -> list[Line]:
    declared = application.declared
    parts = [declared.get(part, "") for part in ("address", "ward", "province")]
    values = {**declared, "address": ", ".join(part for part in parts if part)}
    return [_line(values, name, None) for name in _DECLARED]


def _said(identity: Identity | None, name: str) -> str:
    return getattr(identity, name) if identity else ""


def _instant(at: datetime | None) -> str:
    return at.isoformat() if at else ""
