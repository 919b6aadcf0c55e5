"""The owner hears, at the registered phone and email, of what changes the account."""

from functions import clock
from functions.accounts import new_password, service
from tests import builders
from tests.builders import (
    A_DEVICE,
    ANOTHER_DEVICE,
    ANOTHER_PASSWORD,
    PASSWORD,
    a_person,
    an_account,
    otp_sent,
)

CHANGED = "vừa được đổi"
NEW_DEVICE = "đăng nhập trên một thiết bị mới"


def told(words):
    return [text for text in builders.sent() if words in text]


def test_of_a_changed_password_by_sms_and_email():
    at = clock.now()
    code = an_account(a_person(email="mai@vssid.example"))
    signed_in = service.resume(code, builders.sign_in(code, at=at), at=at)
    one_time_code = new_password.ask_to_change_password(
        signed_in, old=PASSWORD, new=ANOTHER_PASSWORD, language="vi", at=at
    )
    new_password.change_password(signed_in, one_time_code, otp_sent(), at=at)

    assert len(told(CHANGED)) == 2


def test_of_a_password_set_anew_with_a_code():
    at, code = clock.now(), an_account()
    one_time_code = new_password.ask_to_reset_password(code, language="vi", at=at)
    new_password.prove_phone(one_time_code, otp_sent(), at=at)
    new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=at)

    assert len(told(CHANGED)) == 1


def test_of_a_sign_in_on_a_device_that_was_never_here_and_not_of_one_that_was():
    code = an_account()

    builders.sign_in(code, device=A_DEVICE)
    assert told(NEW_DEVICE) == []
    service.sign_out(service.resume(code, builders.sign_in(code), at=clock.now()), at=clock.now())
    builders.sign_in(code, device=ANOTHER_DEVICE)

    assert len(told(NEW_DEVICE)) == 1
