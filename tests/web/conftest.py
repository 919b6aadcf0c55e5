"""Browsers in the middle of every journey, so that each page can be opened and sent."""

import pytest

from tests.builders import ANOTHER_PASSWORD, PASSWORD, a_card, a_person, an_account, otp_in
from tests.client import Client
from tests.registration import applicants


@pytest.fixture
def journeys(citizen) -> dict[str, Client]:
    return browsers(citizen)


def browsers(citizen: Client) -> dict[str, Client]:
    """For each path that not everybody can open, a browser that can; the rest under one name.

    The browser for "everything else" is signed in and has asked for a new password; each has
    the code of its account at hand as `code`.
    """
    person = a_person()
    a_card(person)
    codes = [*(an_account() for _ in range(5)), an_account(person)]
    fresh = citizen.another_device()
    fresh.code = codes[0]
    return {
        "/login": fresh,
        **_two_devices(citizen, codes[1]),
        **_forgotten(citizen.another_device(), codes[2]),
        **_applicants(citizen),
        **_revising(citizen.another_device(), codes[3]),
        "/account/revision/sent": _revised(citizen.another_device(), codes[4]),
        "everything else": _signed_in(citizen, codes[5]),
    }


def _applicants(client: Client) -> dict[str, Client]:
    """One who has declared everything, one who looks for a rejected application, its owner."""
    applicant, seeker, owner = (client.another_device() for _ in range(3))
    applicants.agree(applicants.declare(applicant))
    rejected = applicants.rejected()
    seeker.submit("/register/track", number=rejected.number)
    applicants.hold(owner, rejected.number)
    for each in (applicant, seeker, owner):
        each.code, each.number = rejected.code, rejected.number
    pages = ("", "/contact", "/address", "/agency", "/photo")
    return {
        **{f"/register/individual{page}": applicant for page in pages},
        **{path: applicant for path in ("/register", "/register/review", "/register/phone")},
        "/register/track/confirm": seeker,
        "/register/{number}": owner,
        "/register/{number}/correct": owner,
    }


def _signed_in(client: Client, code: str) -> Client:
    client.code = code
    client.submit("/login", code=code, password=PASSWORD)
    new = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}
    client.submit("/password", old_password=PASSWORD, **new)
    return client


def _forgotten(client: Client, code: str) -> dict[str, Client]:
    client.code = code
    client.submit("/password/forgot", code=code)
    return {"/password/forgot/confirm": client, "/password/forgot/new": client}


def _two_devices(client: Client, code: str) -> dict[str, Client]:
    first, second, third = (client.another_device() for _ in range(3))
    first.code = second.code = third.code = code
    first.submit("/login", code=code, password=PASSWORD)
    second.submit("/login", code=code, password=PASSWORD)
    second.submit("/login/device")
    second.submit("/login/device/confirm", otp=otp_in(second.messages()[0]["text"]))
    third.submit("/login", code=code, password=PASSWORD)
    return {"/login/ended": first, "/login/device": third, "/login/device/confirm": third}


def _revising(client: Client, code: str) -> dict[str, Client]:
    client.code = code
    client.submit("/login", code=code, password=PASSWORD)
    client.submit("/account/revision/phone", phone="0987 654 321")
    client.submit("/account/revision/check")
    return {"/account/revision/check": client, "/account/revision/confirm": client}


def _revised(client: Client, code: str) -> Client:
    _revising(client, code)
    client.submit("/account/revision/confirm", otp=otp_in(client.messages()[0]["text"]))
    return client
