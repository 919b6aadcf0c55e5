"""Requests to update details as plain data: what pages show, and what JSON says."""

from typing_extensions import TypedDict

from functions.applications import messages
from functions.applications.models import Application, Status
from functions.reference.identifiers import mask_phone
from functions.revisions import service


class Shown(TypedDict):
    """One thing, registered or new: a phone in E.164, an address in one line; empty for none."""

    name: str
    value: str
    url: str


class Current(TypedDict):
    """What can be changed, as it is registered; `waiting` are numbers of undecided requests."""

    details: list[Shown]
    waiting: list[str]


class Changed(TypedDict):
    """One thing that is to be changed; `url` is where, and empty once the request is sent."""

    name: str
    old: str
    new: str
    url: str


class Changes(TypedDict):
    """What is to be changed, before it is sent; `phone` is masked: the code goes to it."""

    changes: list[Changed]
    phone: str


class Registered(TypedDict):
    """What is registered now of the one thing that the page changes."""

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
    changes: list[Changed]


class Requests(TypedDict):
    """The person's own, newest first."""

    requests: list[Request]


class Addresses(TypedDict):
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
    changes: list[Changed]
    links: Addresses


def current(details: service.Details, requests: list[Application], urls: dict[str, str]) -> Current:
    return {
        "details": [
            {"name": name, "value": shown(name, details), "url": urls[name]}
            for name in service.DETAILS
        ],
        "waiting": [each.number for each in requests if each.status == Status.PENDING],
    }


def changes(
    new: service.Details, old: service.Details, *, urls: dict[str, str], phone: str
) -> Changes:
    return {"changes": changed(new, old, urls), "phone": mask_phone(phone)}


def changed(
    new: service.Details, old: service.Details, urls: dict[str, str] | None = None
) -> list[Changed]:
    """Old and new value of each thing that differs."""
    return [
        {
            "name": name,
            "old": shown(name, old),
            "new": shown(name, new),
            "url": (urls or {}).get(name, ""),
        }
        for name, parts in service.DETAILS.items()
        if parts[0] in new
    ]


def request(application: Application, *, language: str) -> Request:
    decided_at = application.decided_at
    return {
        "number": application.number,
        "submitted_at": application.submitted_at.isoformat(timespec="seconds"),
        "status": application.status,
        "decided_at": decided_at.isoformat(timespec="seconds") if decided_at else "",
        "reasons": messages.reasons_told(application.reasons, application.note, language),
        "changes": changed(application.declared, application.registered),
    }


def detail(application: Application, links: Addresses, *, language: str, is_stale: bool) -> Detail:
    told = request(application, language=language)
    return {
        "number": application.number,
        "code": application.code,
        "full_name": application.full_name,
        "submitted_at": told["submitted_at"],
        "status": application.status,
        "decided_at": told["decided_at"],
        "decided_by": application.decided_by or "",
        "reasons": told["reasons"],
        "is_stale": is_stale,
        "changes": told["changes"],
        "links": links,
    }


def shown(name: str, details: service.Details) -> str:
    """The thing as one text."""
    if name != "address":
        return details.get(name, "")
    parts = (details.get(part, "") for part in ("address", "ward", "province"))
    return ", ".join(part for part in parts if part)
