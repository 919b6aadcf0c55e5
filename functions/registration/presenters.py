"""Drafts and applications as plain data: what applicants' pages show, and what JSON says."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from functions.applications import messages
from functions.applications.models import Application, Draft
from functions.clock import VIETNAM, civil_day
from functions.reference import agencies
from functions.reference.agencies import Agency

if TYPE_CHECKING:
    from functions.registration.declaration_pdf import Sheet

# The pages of the declaration, in their order.
STEPS = ("identity", "contact", "address", "agency", "photo", "review")


class Empty(TypedDict):
    """A page that shows nothing but its form."""


class Start(TypedDict):
    """`has_draft`: whether this browser has begun a declaration."""

    has_draft: bool


class Step(TypedDict):
    """Which page of how many, and the address of the one before."""

    step: int
    steps: int
    back: str


class Office(TypedDict):
    """An agency; `address` and `phone` are empty where they are not known for certain."""

    code: str
    name: str
    address: str
    phone: str
    map: str


class AgencyStep(Step):
    """The agencies that the form offers, nearest first; `is_all` when none is left out."""

    agencies: list[Office]
    is_all: bool


class PhotoStep(Step):
    """`has_photo`: whether the declaration has a photo now."""

    has_photo: bool


class Declaration(TypedDict):
    """Form No. 1 as declared: days are ISO 8601, the phone is E.164; email may be empty."""

    code: str
    full_name: str
    date_of_birth: str
    sex: str
    identity_number: str
    identity_issued_on: str
    identity_issued_by: str
    phone: str
    email: str
    address: str
    ward: str
    province: str


class Review(Step):
    """`version` goes back with the form, so that what is submitted is what was shown.

    `is_confirmed`: whether the registry has this name and date of birth under this code.
    """

    version: str
    is_confirmed: bool
    has_photo: bool
    declaration: Declaration
    agency: Office


class Status(TypedDict):
    """Where an application is. Instants are ISO 8601; `reasons` are those of a rejection.

    `deadline_at` is when the declaration is deleted, while it awaits the paper.
    """

    number: str
    state: Literal["awaiting_paper", "to_assess", "accepted", "rejected"]
    full_name: str
    submitted_at: str
    deadline_at: str
    decided_at: str
    reasons: list[str]
    agency: Office
    pdf: str


def step(name: str, *, back: str) -> Step:
    return {"step": STEPS.index(name) + 1, "steps": len(STEPS), "back": back}


def agency_step(offered: list[Agency], *, is_all: bool, back: str) -> AgencyStep:
    places = [office(agency) for agency in offered]
    return {**step("agency", back=back), "agencies": places, "is_all": is_all}


def photo_step(draft: Draft, *, back: str) -> PhotoStep:
    return {**step("photo", back=back), "has_photo": draft.photo is not None}


def review(draft: Draft, *, back: str) -> Review:
    return {
        **step("review", back=back),
        "version": str(int(draft.version)),
        "is_confirmed": draft.is_confirmed,
        "has_photo": draft.photo is not None,
        "declaration": _declaration(draft.answers),
        "agency": _office_of(draft.answers["agency"]),
    }


def office(agency: Agency) -> Office:
    return {
        "code": agency.code,
        "name": agency.name,
        "address": agency.address,
        "phone": agency.phone,
        "map": agencies.map_url(agency),
    }


def status(application: Application, *, language: str, pdf: str) -> Status:
    decided_at = application.decided_at
    reasons = messages.reasons_told(application.reasons, application.note, language)
    return {
        "number": application.number,
        "state": application.state.value,
        "full_name": application.full_name,
        "submitted_at": application.submitted_at.isoformat(timespec="seconds"),
        "deadline_at": application.deadline_at.isoformat(timespec="seconds"),
        "decided_at": decided_at.isoformat(timespec="seconds") if decided_at else "",
        "reasons": reasons,
        "agency": _office_of(application.agency),
        "pdf": pdf,
    }


def sheet(application: Application) -> "Sheet":
    """What the printed form says."""
    agency = _office_of(application.agency)
    return {
        "number": application.number,
        "submitted_on": str(civil_day(application.submitted_at)),
        "deadline": _written(application.deadline_at),
        "agency_name": agency["name"],
        "agency_address": agency["address"],
        **_declaration(application.declared),
    }


def _declaration(answers: dict[str, str]) -> Declaration:
    values = {name: answers.get(name, "") for name in Declaration.__annotations__}
    return Declaration(**values)  # type: ignore[typeddict-item]


def _written(at: datetime) -> str:
    """An instant as the Vietnamese form has it: after that minute the declaration is gone."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def _office_of(code: str) -> Office:
    agency = agencies.find(code)
    if agency is None:
        return {"code": code, "name": "", "address": "", "phone": "", "map": ""}
    return office(agency)
