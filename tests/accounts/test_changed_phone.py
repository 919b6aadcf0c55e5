"""A code proves the phone that is registered: one sent to the phone before it proves nothing."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import new_password, service
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.storage import all_or_nothing
from tests import builders
from tests.builders import (
    ANOTHER_DEVICE,
    ANOTHER_PASSWORD,
    PASSWORD,
    a_person,
    an_account,
    otp_sent,
)

AT = clock.now() - timedelta(hours=1)
LATER = AT + timedelta(minutes=2)
OLD_PHONE = "+84901112223"
NEW_PHONE = "+84987654321"


@pytest.fixture
def code():
    return an_account(a_person(phone=OLD_PHONE))


def change_phone(code: str) -> list[object]:
    """Register another phone; what is stored of the account afterwards."""
    with all_or_nothing() as unit:
        service.update_contact(unit, builders.account(code), phone=NEW_PHONE)
    return builders.everything_of(code)


def test_a_reset_is_not_proved_by_the_old_phones_code(code):
    one_time_code = new_password.ask_to_reset_password(code, language="en", at=AT)
    otp = otp_sent()
    change_phone(code)

    with pytest.raises(OtpOver):
        new_password.prove_phone(one_time_code, otp, at=AT)

    stored = OneTimeCode.find(one_time_code.id)
    assert (stored.attempts, stored.proved_at) == (0, None)


def test_a_reset_that_the_old_phone_proved_sets_no_password(code):
    one_time_code = new_password.ask_to_reset_password(code, language="en", at=AT)
    new_password.prove_phone(one_time_code, otp_sent(), at=AT)
    before = change_phone(code)

    with pytest.raises(OtpOver):
        new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=AT)

    assert builders.everything_of(code) == before


def test_a_second_device_is_not_let_in_by_the_old_phones_code(code):
    builders.sign_in(code, at=AT)
    step = service.sign_in(code, PASSWORD, device=ANOTHER_DEVICE, at=AT)
    service.resend_code(step.one_time_code, language="en", at=AT)
    otp = otp_sent()
    before = change_phone(code)

    with pytest.raises(OtpOver):
        service.sign_in_on_second_device(step.one_time_code, otp, device=ANOTHER_DEVICE, at=AT)

    assert builders.everything_of(code) == before


def test_a_password_is_not_changed_by_the_old_phones_code(code):
    token = builders.sign_in(code, at=AT)
    one_time_code = new_password.ask_to_change_password(
        service.resume(code, token, at=AT),
        old=PASSWORD,
        new=ANOTHER_PASSWORD,
        language="en",
        at=AT,
    )
    otp = otp_sent()
    before = change_phone(code)

    with pytest.raises(OtpOver):
        new_password.change_password(service.resume(code, token, at=AT), one_time_code, otp, at=AT)

    assert builders.everything_of(code) == before


def test_the_next_code_goes_to_the_new_phone_and_counts(code):
    one_time_code = new_password.ask_to_reset_password(code, language="en", at=AT)
    otp_sent()
    change_phone(code)

    service.resend_code(one_time_code, language="en", at=LATER)
    new_password.prove_phone(one_time_code, otp_sent(), at=LATER)
    new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=LATER)

    assert builders.sign_in(code, ANOTHER_PASSWORD, at=LATER)
