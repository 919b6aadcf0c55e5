"""Wrong passwords from one network, on whatever codes, lock the network for growing times."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import errors, new_password, service
from functions.credentials import attempts
from functions.credentials.errors import NetworkLocked
from tests import builders
from tests.builders import (
    A_DEVICE,
    ANOTHER_DEVICE,
    ANOTHER_PASSWORD,
    PASSWORD,
    an_account,
    otp_sent,
)

AT = clock.now().replace(microsecond=0)
HERE, THERE = "a network", "another network"


def sign_in(code, *, network=HERE, device=ANOTHER_DEVICE, at=AT, password=PASSWORD):
    return service.sign_in(code, password, device=device, network=network, at=at)


def spray(*, at=AT, times=attempts.NETWORK.tries):
    """One password on many codes, so that no code's own lock is in the way."""
    for number in range(times):
        with pytest.raises(errors.WrongCredentials):
            sign_in(f"55{number:08d}", at=at)


def test_a_network_with_a_few_slips_is_not_locked():
    spray(times=attempts.NETWORK.tries - 1)

    assert sign_in(an_account())


def test_a_hundred_wrong_passwords_lock_the_network_and_no_other():
    code = an_account()
    spray()

    with pytest.raises(NetworkLocked) as locked:
        sign_in(code)
    assert locked.value.details == {"minutes": 5, "retry_after": 300}
    assert sign_in(code, network=THERE)


def test_the_lock_ends_and_the_next_one_is_twice_as_long():
    code = an_account()
    spray()
    later = AT + timedelta(minutes=11)
    spray(at=later)

    with pytest.raises(NetworkLocked):
        sign_in(code, at=later + timedelta(minutes=9, seconds=59))
    assert sign_in(code, at=later + timedelta(minutes=10))


def test_a_device_that_was_here_before_is_not_asked_where_it_is():
    code = an_account()
    spray()

    assert sign_in(code, device=A_DEVICE)


def test_a_new_password_by_code_can_be_set_from_a_locked_network():
    code = an_account()
    spray()

    one_time_code = new_password.ask_to_reset_password(code, language="en", at=AT)
    new_password.prove_phone(one_time_code, otp_sent(), at=AT)
    new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=AT)

    assert builders.account(code).password_changed_at == AT


def test_a_right_password_does_not_count():
    code = an_account()
    for _ in range(3):
        spray(times=attempts.NETWORK.tries // 4)
        sign_in(code)

    assert sign_in(code)


def test_the_person_is_told_how_long_and_what_helps(citizen):
    body = {"csrf_token": citizen.get_json("/login")["form"]["csrf_token"], "password": "wrong"}
    for number in range(attempts.NETWORK.tries):
        answer = citizen.http.post(
            "/login", json={**body, "code": f"55{number:08d}"}, base_url="https://vssid.test"
        )
        assert answer.status_code == 422

    page = citizen.submit("/login", status=429, code=an_account(), password=PASSWORD)

    assert "Try again in 5 minutes, use a device" in page.select_one(".govuk-error-summary").text
    assert 290 < int(citizen.response.headers["Retry-After"]) <= 300
