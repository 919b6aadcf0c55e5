"""Accounts as plain data: what pages show, and what JSON says."""

import csv
import io
from collections.abc import Iterable

from typing_extensions import TypedDict

from functions import formats
from functions.accounts.models import Account, Session
from functions.audit import service as audit
from functions.registry.service import Person


class Empty(TypedDict):
    """A page that shows nothing but its form."""


class Home(TypedDict):
    full_name: str
    code: str


class PasswordPage(TypedDict):
    must_change: bool


class OtherDevice(TypedDict):
    """The device that the account is signed in on; all are empty once it is not any more.

    `device` is its kind, such as Android; `location` is where its network is, if known; `seen_at`
    is an ISO 8601 instant.
    """

    device: str
    location: str
    seen_at: str


class Profile(TypedDict):
    """Dates are ISO 8601, the phone is E.164; what is not known is empty."""

    code: str
    full_name: str
    date_of_birth: str
    sex: str
    identity_number: str
    phone: str
    email: str
    address: str


class ActivityEntry(TypedDict):
    """One line of the access log: an ISO 8601 instant, what, by whom; the rest may be empty.

    `role` is owner, officer or system; `actor` is an officer's user name, else empty.
    """

    at: str
    action: str
    role: str
    actor: str
    agency: str
    reason: str
    device: str


class Activity(TypedDict):
    """Newest first; `older` is the url of the next page, empty on the last one."""

    entries: list[ActivityEntry]
    older: str


def activity(entries: list[audit.Entry], *, older: str) -> Activity:
    return {"entries": [activity_entry(entry) for entry in entries], "older": older}


def activity_entry(entry: audit.Entry) -> ActivityEntry:
    return {
        "at": entry.at,
        "action": entry.action,
        "role": entry.role,
        "actor": entry.actor if entry.role == audit.OFFICER else "",
        "agency": entry.agency or "",
        "reason": entry.reason or "",
        "device": entry.device or "",
    }


def activity_csv(entries: Iterable[audit.Entry]) -> str:
    """The entries as a table with a line of headings."""
    table = io.StringIO()
    rows = csv.DictWriter(table, list(ActivityEntry.__annotations__))
    rows.writeheader()
    rows.writerows(activity_entry(entry) for entry in entries)
    return table.getvalue()


def home(account: Account, person: Person | None) -> Home:
    return {"full_name": person.full_name if person else "", "code": account.code}


def other_device(session: Session | None) -> OtherDevice:
    if session is None:
        return {"device": "", "location": "", "seen_at": ""}
    return {
        "device": session.device,
        "location": session.location or "",
        "seen_at": formats.iso(session.seen_at),
    }


def profile(account: Account, person: Person | None) -> Profile:
    address = (person.address, person.ward, person.province) if person else ()
    return {
        "code": account.code,
        "full_name": person.full_name if person else "",
        "date_of_birth": person.date_of_birth if person else "",
        "sex": person.sex if person else "",
        "identity_number": (person.identity_number or "") if person else "",
        "phone": account.phone,
        "email": account.email or "",
        "address": formats.address_line(*address),
    }
