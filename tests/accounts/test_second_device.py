"""S5: one device at a time. A second one warns, and goes on only with a code to the phone."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import errors, new_password, one_device, service
from functions.accounts.models import Session
from functions.credentials.errors import Locked, OtpOver
from tests import builders
from tests.builders import (
    A_DEVICE,
    ANOTHER_DEVICE,
    ANOTHER_PASSWORD,
    PASSWORD,
    an_account,
    otp_in,
    otp_sent,
)

AT = clock.now() - timedelta(hours=1)


@pytest.fixture
def code():
    return an_account(changed_at=AT - timedelta(days=1))


def waiting(code, *, at=AT):
    """The code of a second device whose password was right, before it is sent."""
    step = service.sign_in(code, PASSWORD, device=ANOTHER_DEVICE, at=at)
    assert isinstance(step, service.Elsewhere)
    return step.one_time_code


def agreed(code, *, at=AT):
    """The code after Continue; it is on its way."""
    one_time_code = waiting(code, at=at)
    service.resend_code(one_time_code, language="en", at=at)
    return one_time_code


def test_the_right_password_on_a_second_device_starts_no_session(code):
    token = builders.sign_in(code, at=AT)

    waiting(code)

    assert service.resume(code, token, at=AT)
    assert Session.find(code).device_hash == A_DEVICE.digest


def test_the_code_lets_the_second_device_in_and_puts_the_first_out(code):
    first = builders.sign_in(code, at=AT)

    second = service.sign_in_on_second_device(
        agreed(code), otp_sent(), device=ANOTHER_DEVICE, at=AT
    )

    assert service.resume(code, first, at=AT) is None
    assert service.resume(code, second, at=AT)
    assert one_device.ousted_by(code, first).device == "iPhone"


def test_the_same_device_signs_in_again_without_a_code(code):
    builders.sign_in(code, at=AT)

    assert builders.sign_in(code, at=AT)


def test_a_session_that_has_ended_is_in_nobodys_way(code):
    builders.sign_in(code, at=AT - timedelta(minutes=31))

    assert builders.sign_in(code, device=ANOTHER_DEVICE, at=AT)


def test_before_going_on_no_code_is_sent_and_no_guess_is_looked_at(code):
    builders.sign_in(code, at=AT)
    one_time_code = waiting(code)

    assert builders.sent() == []
    with pytest.raises(OtpOver):
        service.sign_in_on_second_device(one_time_code, "123456", device=ANOTHER_DEVICE, at=AT)


def test_the_warning_can_be_answered_for_ten_minutes(code):
    builders.sign_in(code, at=AT)
    one_time_code = waiting(code)

    with pytest.raises(OtpOver):
        service.resend_code(one_time_code, language="en", at=AT + timedelta(minutes=10))


def test_a_code_used_by_one_device_is_no_use_to_a_third(code):
    builders.sign_in(code, at=AT)
    one_time_code, otp = agreed(code), otp_sent()
    service.sign_in_on_second_device(one_time_code, otp, device=ANOTHER_DEVICE, at=AT)

    with pytest.raises(OtpOver):
        service.sign_in_on_second_device(one_time_code, otp, device=A_DEVICE, at=AT)


def test_the_owner_hears_of_a_new_device(code):
    builders.sign_in(code, at=AT)

    service.sign_in_on_second_device(agreed(code), otp_sent(), device=ANOTHER_DEVICE, at=AT)

    assert any("đăng nhập trên một thiết bị mới" in text for text in builders.sent())


def test_a_strangers_wrong_passwords_do_not_lock_out_a_device_that_was_here_before(code):
    builders.sign_in(code, at=AT)
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            service.sign_in(code, "wrong", device=ANOTHER_DEVICE, at=AT)

    with pytest.raises(Locked):
        service.sign_in(code, PASSWORD, device=ANOTHER_DEVICE, at=AT)
    assert builders.sign_in(code, at=AT)


def test_the_device_put_out_can_lock_the_account_and_a_new_password_opens_it(code):
    first = builders.sign_in(code, at=AT)
    service.sign_in_on_second_device(agreed(code), otp_sent(), device=ANOTHER_DEVICE, at=AT)

    service.lock(code, first, at=AT)

    assert Session.find(code) is None
    for device in (A_DEVICE, ANOTHER_DEVICE):
        with pytest.raises(errors.LockedByOwner):
            service.sign_in(code, PASSWORD, device=device, at=AT)
    assert any("đã bị khóa" in text for text in builders.sent())

    one_time_code = new_password.ask_to_reset_password(code, language="en", at=AT)
    new_password.prove_phone(one_time_code, otp_sent(), at=AT)
    new_password.reset_password(one_time_code, ANOTHER_PASSWORD, at=AT)
    assert builders.sign_in(code, ANOTHER_PASSWORD, at=AT)


def test_nobody_else_can_lock_the_account(code):
    builders.sign_in(code, at=AT)

    with pytest.raises(errors.NotYours):
        service.lock(code, "not the token", at=AT)


def test_a_lock_while_the_code_is_on_its_way_holds(code):
    first = builders.sign_in(code, at=AT)
    service.sign_in_on_second_device(agreed(code), otp_sent(), device=ANOTHER_DEVICE, at=AT)
    later = AT + timedelta(minutes=2)
    third = service.sign_in(code, PASSWORD, device=A_DEVICE, at=later).one_time_code
    service.resend_code(third, language="en", at=later)
    otp = otp_sent()
    service.lock(code, first, at=later)

    with pytest.raises(errors.LockedByOwner):
        service.sign_in_on_second_device(third, otp, device=A_DEVICE, at=later)


@pytest.fixture
def at_the_warning(citizen):
    """A browser signed in, and a second one at the warning."""
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    second = citizen.another_device()
    second.submit("/login", code=code, password=PASSWORD)
    assert second.path == "/login/device"
    return citizen, second


def test_cancelling_leaves_the_first_device_signed_in(at_the_warning):
    first, second = at_the_warning

    cancel = second.get("/login/device").find("a", string=lambda text: text and "Cancel" in text)

    assert cancel["href"] == "/en/"
    assert first.get_json("/account")
    assert second.get_json("/account", 401)


def test_the_whole_journey_of_two_browsers(at_the_warning):
    first, second = at_the_warning

    second.submit("/login/device")
    second.submit("/login/device/confirm", otp=otp_in(second.messages()[0]["text"]))
    assert second.path == "/account"

    page = first.get("/account/profile")
    assert first.path == "/login/ended"
    assert "signed in on another device" in page.text
    assert first.get_json("/account", 401)["detail"] == (
        "You were signed out, because the account was signed in on another device"
    )
    first.submit("/login/ended")
    assert first.path == "/password/forgot"
    assert second.get_json("/account", 401)


@pytest.mark.parametrize("path", ["/account", "/account/profile", "/account/card", "/password"])
def test_a_second_device_reads_nothing_before_the_code_is_right(at_the_warning, path):
    _, second = at_the_warning

    second.get_json(path, 401)
    second.submit("/login/device")
    second.submit("/login/device/confirm", status=422, otp="000000")
    second.get_json(path, 401)


@pytest.mark.parametrize("path", ["/login/device", "/login/device/confirm", "/login/ended"])
def test_a_step_out_of_turn_leads_to_sign_in(citizen, path):
    citizen.get(path)

    assert citizen.path == "/login"
