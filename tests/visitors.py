"""Browsers in the middle of every journey, so that each page can be opened and sent."""

import functools
from collections.abc import Callable

import pytest

from tests.builders import ANOTHER_PASSWORD, PASSWORD, a_card, a_person, an_account, otp_in
from tests.client import Client
from tests.registration import applicants


@pytest.fixture
def visitor(citizen) -> Callable[[str], Client]:
    """For each path, a browser that can open it, with the code of its account as `code`.

    It is led there when the test first asks for it, and only then.
    """

    @functools.cache
    def led(way: Callable[[Client], Client]) -> Client:
        client = citizen.another_device()
        # What waits in the outbox is of those led before.
        client.messages()
        return way(client)

    return lambda path: led(_WAYS.get(path, _signed_in))


def _fresh(client: Client) -> Client:
    client.code = an_account()
    return client


def _signed_in(client: Client) -> Client:
    """Signed in, with a password change and its code on the way."""
    person = a_person()
    a_card(person)
    client.code = an_account(person)
    client.submit("/login", code=client.code, password=PASSWORD)
    new = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}
    client.submit("/password", old_password=PASSWORD, **new)
    return client


def _forgetful(client: Client) -> Client:
    client.code = an_account()
    client.submit("/password/forgot", code=client.code)
    return client


def _signed_out_by_another(client: Client) -> Client:
    other = _on_a_second_device(client.another_device(), first=client)
    other.submit("/login/device")
    other.submit("/login/device/confirm", otp=otp_in(other.messages()[0]["text"]))
    return client


def _on_a_second_device(client: Client, first: Client | None = None) -> Client:
    """Before the warning that the account is signed in on the first device."""
    first = first or client.another_device()
    first.code = client.code = an_account()
    first.submit("/login", code=client.code, password=PASSWORD)
    client.submit("/login", code=client.code, password=PASSWORD)
    return client


def _revising(client: Client) -> Client:
    client.code = an_account()
    client.submit("/login", code=client.code, password=PASSWORD)
    client.submit("/account/revision/phone", phone="0987 654 321")
    client.submit("/account/revision/check")
    return client


def _revised(client: Client) -> Client:
    _revising(client)
    client.submit("/account/revision/confirm", otp=otp_in(client.messages()[0]["text"]))
    return client


def _applicant(client: Client) -> Client:
    """Who has declared everything and agreed to it."""
    client.code = applicants.PAGES["/register/individual"]["code"]
    applicants.agree(applicants.declare(client))
    return client


def _seeker(client: Client) -> Client:
    """Who looks for a rejected application."""
    rejected = applicants.rejected()
    client.code, client.number = rejected.code, rejected.number
    client.submit("/register/track", number=client.number)
    return client


def _owner(client: Client) -> Client:
    """Whose application was rejected."""
    rejected = applicants.rejected()
    client.code, client.number = rejected.code, rejected.number
    applicants.hold(client, client.number)
    return client


# What nobody reaches who is merely signed in.
_WAYS = {
    "/login": _fresh,
    "/login/ended": _signed_out_by_another,
    **dict.fromkeys(("/login/device", "/login/device/confirm"), _on_a_second_device),
    **dict.fromkeys(("/password/forgot/confirm", "/password/forgot/new"), _forgetful),
    **dict.fromkeys(("/account/revision/check", "/account/revision/confirm"), _revising),
    "/account/revision/sent": _revised,
    **dict.fromkeys(("/register", "/register/review", "/register/phone"), _applicant),
    **{
        f"/register/individual{page}": _applicant
        for page in ("", "/contact", "/address", "/agency", "/photo")
    },
    "/register/track/confirm": _seeker,
    **dict.fromkeys(("/register/{number}", "/register/{number}/correct"), _owner),
}
