"""Requests to update details as plain data: what pages show, and what JSON says."""

from typing_extensions import TypedDict

from functions.applications.models import Application, Status
from functions.formats import address_line, iso
from functions.reference.identifiers import mask_phone
from functions.revisions import service


class CurrentDetail(TypedDict):
    """One registered detail: a phone in E.164, an address in one line; empty for none."""

    name: str
    value: str
    url: str


class ChoicePage(TypedDict):
    """What can be changed, as it is registered; `waiting` are numbers of undecided requests."""

    details: list[CurrentDetail]
    waiting: list[str]


class DetailChange(TypedDict):
    """The old and the new value of a detail; `url` is its page, and empty in a request."""

    name: str
    old: str
    new: str
    url: str


class ChangesPage(TypedDict):
    """What is to be changed, before it is sent; `phone`, masked, is the one that gets the code."""

    changes: list[DetailChange]
    phone: str


class RegisteredDetail(TypedDict):
    """The registered value of the detail that the page changes."""

    registered: str


class Request(TypedDict):
    """A request that was sent. Instants are ISO 8601, empty while undecided.

    `status` is pending, accepted or rejected; `reasons` say why it was rejected.
    """

    number: str
    submitted_at: str
    status: str
    decided_at: str
    reasons: list[str]
    changes: list[DetailChange]


class Requests(TypedDict):
    """The person's own, newest first."""

    requests: list[Request]


class RequestLinks(TypedDict):
    """Where the steps of a request are, and the list that it was opened from."""

    self: str
    agree: str
    refuse: str
    exit: str


class Detail(TypedDict):
    """A request as officers see it. Instants are ISO 8601; what has not happened is empty.

    `is_stale` says that what is registered is no longer what the person saw.
    """

    number: str
    code: str
    full_name: str
    submitted_at: str
    status: str
    decided_at: str
    decided_by: str
    reasons: list[str]
    is_stale: bool
    changes: list[DetailChange]
    links: RequestLinks


def choice_page(
    details: service.Details, requests: list[Application], urls: dict[str, str]
) -> ChoicePage:
    return {
        "details": [
            {"name": name, "value": text_of(name, details), "url": urls[name]}
            for name in service.DETAILS
        ],
        "waiting": [each.number for each in requests if each.status == Status.PENDING],
    }


def changes_page(
    new: service.Details, old: service.Details, *, urls: dict[str, str], phone: str
) -> ChangesPage:
    return {"changes": changes(new, old, urls), "phone": mask_phone(phone)}


def changes(
    new: service.Details, old: service.Details, urls: dict[str, str] | None = None
) -> list[DetailChange]:
    """Old and new value of each detail that differs."""
    return [
        {
            "name": name,
            "old": text_of(name, old),
            "new": text_of(name, new),
            "url": (urls or {}).get(name, ""),
        }
        for name, parts in service.DETAILS.items()
        if parts[0] in new
    ]


def request(application: Application, reasons: list[str]) -> Request:
    return {
        "number": application.number,
        "submitted_at": iso(application.submitted_at),
        "status": application.status,
        "decided_at": iso(application.decided_at),
        "reasons": reasons,
        "changes": changes(application.answers, application.old_values),
    }


def detail(
    application: Application, links: RequestLinks, *, reasons: list[str], is_stale: bool
) -> Detail:
    return {
        "number": application.number,
        "code": application.code,
        "full_name": application.full_name,
        "submitted_at": iso(application.submitted_at),
        "status": application.status,
        "decided_at": iso(application.decided_at),
        "decided_by": application.decided_by or "",
        "reasons": reasons,
        "is_stale": is_stale,
        "changes": changes(application.answers, application.old_values),
        "links": links,
    }


def text_of(name: str, details: service.Details) -> str:
    """The detail as one text."""
    if name != "address":
        return details.get(name, "")
    return address_line(*(details.get(part) for part in ("address", "ward", "province")))
