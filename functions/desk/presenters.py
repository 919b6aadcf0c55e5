"""Applications as the officers' desk shows them, and as JSON says them."""

from datetime import datetime
from typing import Any

from typing_extensions import TypedDict

from functions.applications.models import Application, Kind, QueueState
from functions.desk.work_list import Page
from functions.formats import address_line, iso
from functions.registry.errors import SystemUnavailable
from functions.registry.service import Check, Identity

# The answers in the order of Form No. 1; the first ones stand in the registry too.
_COMPARED = ("full_name", "date_of_birth", "sex", "identity_number")
_ON_THE_FORM_ONLY = ("identity_issued_on", "identity_issued_by", "phone", "email", "address")


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
    """A page of a list. `total` counts all pages; `next` and `first` are urls, or empty."""

    kind: str
    is_searched: bool
    total: int
    applications: list[Row]
    next: str
    first: str


class ComparedAnswer(TypedDict):
    """An answer as it was declared, and as each system of record has it; empty if unknown."""

    name: str
    declared: str
    issued: str
    insured: str
    differs: bool


class RegistryAnswer(TypedDict):
    """What the systems of record say of the code; `fault` says why they could not answer."""

    answered: bool
    fault: str
    is_issued: bool
    is_insured: bool
    is_confirmed: bool


class Decision(TypedDict):
    """What was done to an application, by whom and when; empty where nothing was done yet."""

    status: str
    paper_received_at: str
    paper_received_by: str
    decided_at: str
    decided_by: str
    reasons: list[str]


class DetailLinks(TypedDict):
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
    kind: str
    condition: str
    submitted_at: str
    deadline: Deadline
    has_photo: bool
    lines: list[ComparedAnswer]
    registry: RegistryAnswer
    decision: Decision
    links: DetailLinks


class DeskStep(TypedDict):
    """The page of an officer's step: its application, and what was decided meanwhile.

    `needs_guidance` says that the person has to get a code first.
    """

    number: str
    full_name: str
    condition: str
    has_photo: bool
    needs_guidance: bool
    decision: Decision
    links: DetailLinks


class Guidance(TypedDict):
    """How a person gets a social security code; `exit` is the application it came from."""

    exit: str


def list_page(
    kind: Kind, rows: Page, links: dict[str, str], *, is_searched: bool, at: datetime, **ways: str
) -> ListPage:
    """`links` has the url of each row's detail, by number; `ways` are `next` and `first`."""
    return {
        "kind": kind.value,
        "is_searched": is_searched,
        "total": rows.total,
        "applications": [_row(row, links[row.number], at) for row in rows.rows],
        "next": ways["next"],
        "first": ways["first"],
    }


def detail(
    application: Application,
    check: Check | None,
    fault: SystemUnavailable | None,
    links: DetailLinks,
    *,
    reasons: list[str],
    at: datetime,
) -> Detail:
    return {
        "number": application.number,
        "kind": application.kind,
        "condition": application.condition,
        "submitted_at": iso(application.submitted_at),
        "deadline": _deadline(application, at),
        "has_photo": application.has_photo,
        "lines": [*_compared(application, check), *_on_the_form_only(application)],
        "registry": {
            "answered": check is not None,
            "fault": fault.text() if fault else "",
            "is_issued": bool(check and check.issued),
            "is_insured": bool(check and check.is_insured),
            "is_confirmed": bool(check and check.is_confirmed),
        },
        "decision": _decision(application, reasons),
        "links": links,
    }


def step(
    application: Application,
    links: DetailLinks,
    *,
    reasons: list[str],
    needs_guidance: bool = False,
) -> DeskStep:
    return {
        "number": application.number,
        "full_name": application.full_name,
        "condition": application.condition,
        "has_photo": application.has_photo,
        "needs_guidance": needs_guidance,
        "decision": _decision(application, reasons),
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
        "submitted_at": iso(application.submitted_at),
        "deadline": _deadline(application, at),
        "condition": application.condition,
        "status": application.status,
    }


def _deadline(application: Application, at: datetime) -> Deadline:
    is_awaited = application.state == QueueState.AWAITING_PAPER
    return {
        "at": iso(application.deadline_at) if is_awaited else "",
        "days_left": application.days_left(at),
        "is_urgent": application.is_urgent(at),
    }


def _decision(application: Application, reasons: list[str]) -> Decision:
    return {
        "status": application.status,
        "paper_received_at": iso(application.paper_received_at),
        "paper_received_by": application.paper_received_by or "",
        "decided_at": iso(application.decided_at),
        "decided_by": application.decided_by or "",
        "reasons": reasons,
    }


def _compared(application: Application, check: Check | None) -> list[ComparedAnswer]:
    # The systems look up the code of the form, so that in their answers it is the same.
    code: ComparedAnswer = {
        "name": "code",
        "declared": application.code,
        "issued": application.code if check and check.issued else "",
        "insured": application.code if check and check.insured else "",
        "differs": False,
    }
    return [code, *(_answer(application.answers, name, check) for name in _COMPARED)]


def _on_the_form_only(application: Application) -> list[ComparedAnswer]:
    answers = application.answers
    address = address_line(*(answers.get(part) for part in ("address", "ward", "province")))
    values = {**answers, "address": address}
    return [_answer(values, name, None) for name in _ON_THE_FORM_ONLY]


def _answer(answers: dict[str, Any], name: str, check: Check | None) -> ComparedAnswer:
    return {
        "name": name,
        "declared": answers.get(name, ""),
        "issued": _value_of(check.issued if check else None, name),
        "insured": _value_of(check.insured if check else None, name),
        "differs": check is not None and name in check.differences,
    }


def _value_of(identity: Identity | None, name: str) -> str:
    return getattr(identity, name) if identity else ""
