"""A forgotten password: a code to the registered phone, then a new password."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import errors, new_password, service
from functions.credentials.errors import OtpOver, PasswordCommon
from functions.credentials.models import OneTimeCode
from tests import builders
from tests.builders import (
    A_DEVICE,
    ANOTHER_PASSWORD,
    PASSWORD,
    a_new_account,
    an_account,
    otp_in,
    otp_sent,
)

NEW = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}


def proved(code, *, at):
    """A code that was entered."""
    one_time_code = new_password.ask_to_reset_password(code, language="en", at=at)
    new_password.prove_phone(one_time_code, otp_sent(), at=at)
    return one_time_code


def test_the_whole_journey_ends_at_sign_in_with_the_new_password(citizen):
    code = an_account()

    citizen.submit("/password/forgot", code=code)
    assert citizen.path == "/password/forgot/confirm"
    citizen.submit("/password/forgot/confirm", otp=otp_in(citizen.messages()[0]["text"]))
    assert citizen.path == "/password/forgot/new"
    page = citizen.submit("/password/forgot/new", **NEW)

    assert citizen.path == "/login"
    assert "Your password has been changed" in page.text
    citizen.submit("/login", code=code, password=ANOTHER_PASSWORD)
    assert citizen.path == "/account"


def test_a_code_without_an_account_sees_the_same_pages_and_gets_no_sms(citizen):
    page = citizen.submit("/password/forgot", code="9999999999")

    assert citizen.path == "/password/forgot/confirm"
    assert "If this social security code has an account" in page.text
    assert citizen.messages() == []
    page = citizen.submit("/password/forgot/confirm", status=422, otp="123456")
    assert "Tries left: 4" in page.text


def test_the_new_password_needs_the_code_first(citizen):
    code = an_account()
    citizen.submit("/password/forgot", code=code)

    page = citizen.submit("/password/forgot/new", status=422, **NEW)

    assert "This code can no longer be used" in page.text
    assert builders.sign_in(code, PASSWORD)


def test_the_proof_lasts_ten_minutes():
    at = clock.now()
    one_time_code = proved(an_account(), at=at)

    with pytest.raises(OtpOver):
        new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=at + timedelta(minutes=11))


def test_a_proof_sets_one_password():
    at = clock.now()
    one_time_code = proved(an_account(), at=at)
    new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=at)

    with pytest.raises(errors.AccountChanged):
        new_password.reset_password(one_time_code, "một mật khẩu khác nữa", at=at)
    assert OneTimeCode.find(one_time_code.id) is None


def test_a_refused_new_password_leaves_the_proof_for_another_try():
    at = clock.now()
    one_time_code = proved(an_account(), at=at)
    with pytest.raises(PasswordCommon):
        new_password.reset_password(one_time_code, "password1", at=at)

    new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=at)


def test_a_reset_signs_every_device_out():
    code, at = an_account(), clock.now()
    token = builders.sign_in(code, at=at)

    new_password.reset_password(proved(code, at=at), ANOTHER_PASSWORD, at=at)

    assert service.resume(code, token, at=at) is None


def test_a_reset_opens_a_locked_account():
    code, at = an_account(), clock.now()
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            service.sign_in(code, "wrong", device=A_DEVICE, at=at)

    new_password.reset_password(proved(code, at=at), ANOTHER_PASSWORD, at=at)

    assert builders.sign_in(code, ANOTHER_PASSWORD, at=at)


def test_a_lost_first_password_can_be_replaced():
    at = clock.now()
    code, _ = a_new_account()
    builders.sent()

    new_password.reset_password(proved(code, at=at), ANOTHER_PASSWORD, at=at)

    signed_in = service.resume(code, builders.sign_in(code, ANOTHER_PASSWORD, at=at), at=at)
    assert not signed_in.must_change_password


def test_asking_twice_in_a_minute_says_to_wait(citizen):
    code = an_account()
    citizen.submit("/password/forgot", code=code)

    page = citizen.submit("/password/forgot", status=429, code=code)

    assert "A code was sent a moment ago" in page.text


@pytest.mark.parametrize("path", ["/password/forgot/confirm", "/password/forgot/new"])
def test_a_later_step_without_the_first_leads_back_to_it(citizen, path):
    citizen.get(path)

    assert citizen.path == "/password/forgot"
