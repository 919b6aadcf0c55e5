"""What the pages of sign-in and codes cost at the database: requests and capacity units."""

import pytest

from tests.builders import ANOTHER_PASSWORD, PASSWORD, an_account, otp_in
from tests.capacity import Bill, billed
from tests.client import Client


def send(client: Client, path: str, **fields: str) -> Bill:
    """The bill of one POST; what follows it is not fetched."""
    data = {"csrf_token": client.token(path), **fields}
    with billed() as bill:
        answer = client.http.post(path, data=data, base_url="https://vssid.test")
    assert answer.status_code == 303, answer.text
    return bill


def cost(bill: Bill) -> tuple[int, float]:
    return bill.requests, bill.units


@pytest.fixture
def signed_in(citizen):
    citizen.code = an_account()
    citizen.submit("/login", code=citizen.code, password=PASSWORD)
    return citizen


@pytest.fixture
def second(signed_in):
    """Another device, at the warning."""
    other = signed_in.another_device()
    other.submit("/login", code=signed_in.code, password=PASSWORD)
    return other


def otp(client: Client) -> str:
    return otp_in(client.messages()[0]["text"])


def test_the_code_of_a_second_device(second):
    second.submit("/login/device")

    bill = send(second, "/login/device/confirm", otp=otp(second))

    # The code, the account, the guess, the other session, the log's last entry; one transaction.
    assert cost(bill) == (6, 16)


def test_sending_a_code_to_a_second_devices_owner(second):
    assert cost(send(second, "/login/device")) == (5, 9)


def test_a_new_password(signed_in):
    new = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}

    sent = send(signed_in, "/password", old_password=PASSWORD, **new)
    confirmed = send(signed_in, "/password/confirm", otp=otp(signed_in))

    assert (cost(sent), cost(confirmed)) == ((9, 13), (6, 16))


def test_a_forgotten_password(citizen):
    code = an_account()
    new = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}

    sent = send(citizen, "/password/forgot", code=code)
    proved = send(citizen, "/password/forgot/confirm", otp=otp(citizen))
    changed = send(citizen, "/password/forgot/new", **new)

    assert [cost(each) for each in (sent, proved, changed)] == [(5, 9), (4, 4), (7, 17)]


def test_a_sign_in(citizen):
    assert cost(send(citizen, "/login", code=an_account(), password=PASSWORD)) == (9, 17)


def test_a_page_of_somebody_signed_in(signed_in):
    with billed() as bill:
        signed_in.get("/account")

    assert cost(bill) == (3, 3)
