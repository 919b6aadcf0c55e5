"""Officers as plain data: what pages show, and what JSON says."""

from typing_extensions import TypedDict

from functions.officers import authenticator
from functions.officers.enrolment import Enrolling
from functions.officers.service import SignedInOfficer


class Empty(TypedDict):
    """A page that shows nothing but its form."""


class Home(TypedDict):
    """`role` is officer or supervisor."""

    username: str
    full_name: str
    agency: str
    agency_name: str
    role: str


class EnrolApp(TypedDict):
    """What the authenticator app is given: typed (`secret`), or read as a QR code (`uri`)."""

    username: str
    secret: str
    uri: str


def home(officer: SignedInOfficer) -> Home:
    return {
        "username": officer.username,
        "full_name": officer.full_name,
        "agency": officer.agency,
        "agency_name": officer.agency_name,
        "role": officer.role,
    }


def enrol_app(enrolling: Enrolling) -> EnrolApp:
    username = enrolling.officer.username
    return {
        "username": username,
        "secret": enrolling.secret,
        "uri": authenticator.uri(enrolling.secret, username),
    }
