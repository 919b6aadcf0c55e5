"""Drafts and applications as plain data: what applicants' pages show, and what JSON says."""

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from functions.applications.models import Application, Draft
from functions.clock import VIETNAM, civil_day
from functions.formats import iso
from functions.reference import agencies
from functions.reference.agencies import Agency
from functions.registration import form_pages

if TYPE_CHECKING:
    from functions.registration.declaration_pdf import Sheet


class Empty(TypedDict):
    """A page that shows nothing but its form."""


class Start(TypedDict):
    """`has_draft`: whether this browser has begun a declaration."""

    has_draft: bool


class FormPage(TypedDict):
    """A page of the form: its number, the number of all pages, and the url of the one before."""

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


class AgencyPage(FormPage):
    """The agencies that the form offers, nearest first; `is_all` when none is left out."""

    agencies: list[Office]
    is_all: bool


class PhotoPage(FormPage):
    """`has_photo`: whether the declaration has a photo now."""

    has_photo: bool


class Declaration(TypedDict):
    """The answers of Form No. 1: days are ISO 8601, the phone is E.164; email may be empty."""

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


class Review(FormPage):
    """`version` goes back with the form, so that what is submitted is what was shown.

    `is_confirmed`: whether the registry has this name and date of birth under this code.
    """

    version: str
    is_confirmed: bool
    has_photo: bool
    declaration: Declaration
    agency: Office


class Tracking(TypedDict):
    """What has become of an application. Instants are ISO 8601; `reasons` are a rejection's.

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


def form_page(name: str, *, back: str) -> FormPage:
    order = form_pages.ORDER
    return {"step": order.index(name) + 1, "steps": len(order), "back": back}


def agency_page(offered: list[Agency], *, is_all: bool, back: str) -> AgencyPage:
    offices = [office(agency.code, agency) for agency in offered]
    return {**form_page("agency", back=back), "agencies": offices, "is_all": is_all}


def photo_page(draft: Draft, *, back: str) -> PhotoPage:
    return {**form_page(form_pages.PHOTO, back=back), "has_photo": draft.photo is not None}


def review(draft: Draft, agency: Agency | None, *, back: str) -> Review:
    return {
        **form_page(form_pages.REVIEW, back=back),
        "version": str(int(draft.version)),
        "is_confirmed": draft.is_confirmed,
        "has_photo": draft.photo is not None,
        "declaration": _declaration(draft.answers),
        "agency": office(draft.answers["agency"], agency),
    }


def office(code: str, agency: Agency | None) -> Office:
    """The agency with this code; only the code of one that is not on the list of agencies."""
    if agency is None:
        return {"code": code, "name": "", "address": "", "phone": "", "map": ""}
    return {
        "code": agency.code,
        "name": agency.name,
        "address": agency.address,
        "phone": agency.phone,
        "map": agencies.map_url(agency),
    }


def tracking(
    application: Application, agency: Agency | None, *, reasons: list[str], pdf: str
) -> Tracking:
    return {
        "number": application.number,
        "state": application.state.value,
        "full_name": application.full_name,
        "submitted_at": iso(application.submitted_at),
        "deadline_at": iso(application.deadline_at),
        "decided_at": iso(application.decided_at),
        "reasons": reasons,
        "agency": office(application.agency, agency),
        "pdf": pdf,
    }


def sheet(application: Application, agency: Agency | None) -> "Sheet":
    """What the printed form says."""
    office_ = office(application.agency, agency)
    return {
        "number": application.number,
        "submitted_on": str(civil_day(application.submitted_at)),
        "deadline": _on_paper(application.deadline_at),
        "agency_name": office_["name"],
        "agency_address": office_["address"],
        **_declaration(application.answers),
    }


def _declaration(answers: dict[str, str]) -> Declaration:
    values = {name: answers.get(name, "") for name in Declaration.__annotations__}
    return Declaration(**values)  # type: ignore[typeddict-item]


def _on_paper(at: datetime) -> str:
    """An instant as the Vietnamese form has it: after that minute the declaration is gone."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
