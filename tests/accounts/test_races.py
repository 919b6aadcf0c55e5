"""Many at once, against the real engine: limits hold and nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import errors, new_password, service
from functions.credentials import one_time_codes
from functions.credentials.devices import Device
from functions.credentials.errors import Locked, OtpOver, WrongOtp
from functions.credentials.models import OneTimeCode
from functions.errors import Conflict, TooMany, VssidError
from tests import builders
from tests.builders import (
    A_DEVICE,
    ANOTHER_DEVICE,
    ANOTHER_PASSWORD,
    PASSWORD,
    an_account,
    otp_sent,
)


def read_again(one_time_code):
    """The code as another request finds it."""
    found = OneTimeCode.find(one_time_code.id)
    if found is None:
        raise OtpOver
    return found


def outcomes(calls):
    """What each call returned or refused, all started together."""

    def attempt(call):
        try:
            return call()
        except VssidError as refused:
            return type(refused)

    with ThreadPoolExecutor(max_workers=64) as pool:
        return list(pool.map(attempt, calls))


def test_of_a_thousand_guesses_at_once_five_are_evaluated():
    at = clock.now()
    code = an_account()
    one_time_code = new_password.ask_to_reset_password(code, language="en", at=at)
    otp = otp_sent()
    wrong = [f"{number:06d}" for number in range(1001) if number != int(otp)][:1000]

    found = outcomes(
        [
            lambda guess=guess: new_password.prove_phone(read_again(one_time_code), guess, at=at)
            for guess in wrong
        ]
    )

    assert found.count(WrongOtp) == one_time_codes.GUESSES - 1
    assert found.count(OtpOver) == 1000 - one_time_codes.GUESSES + 1
    assert OneTimeCode.find(one_time_code.id).attempts == one_time_codes.GUESSES
    assert outcomes([lambda: new_password.prove_phone(one_time_code, otp, at=at)]) == [OtpOver]


def test_of_many_wrong_passwords_at_once_five_are_evaluated():
    at = clock.now()
    code = an_account()

    found = outcomes([lambda: service.sign_in(code, "wrong", device=A_DEVICE, at=at)] * 40)

    assert found.count(errors.WrongCredentials) <= 5
    assert set(found) <= {errors.WrongCredentials, Locked, TooMany}


def test_one_code_entered_twice_at_once_changes_the_password_once():
    at = clock.now()
    code = an_account()
    signed_in = service.resume(code, builders.sign_in(code, at=at), at=at)
    one_time_code = new_password.ask_to_change_password(
        signed_in, old=PASSWORD, new=ANOTHER_PASSWORD, language="en", at=at
    )
    otp = otp_sent()

    found = outcomes(
        [lambda: new_password.change_password(signed_in, read_again(one_time_code), otp, at=at)] * 4
    )

    assert sum(isinstance(each, str) for each in found) == 1
    assert builders.sign_in(code, ANOTHER_PASSWORD, at=at)


@pytest.mark.parametrize("kinds", [1, 2, 10], ids=["one device", "two devices", "ten devices"])
def test_a_hundred_sign_ins_at_once_leave_one_session(kinds):
    at = clock.now()
    code = an_account()
    browsers = [Device(f"device-{number % kinds}", "Android") for number in range(100)]

    steps = outcomes(
        [
            lambda device=device: service.sign_in(code, PASSWORD, device=device, at=at)
            for device in browsers
        ]
    )

    tokens = [step.token for step in steps if isinstance(step, service.Started)]
    assert sum(bool(service.resume(code, token, at=at)) for token in tokens) == 1
    refused = {step for step in steps if isinstance(step, type)}
    assert refused <= {Locked, errors.AccountChanged, Conflict, TooMany}


def test_of_two_devices_that_enter_their_codes_at_once_one_is_signed_in():
    at = clock.now() - timedelta(hours=1)
    code = an_account()
    first = builders.sign_in(code, device=Device("the first", "Android"), at=at)
    waiting = []
    for minute, device in enumerate([A_DEVICE, ANOTHER_DEVICE]):
        later = at + timedelta(minutes=minute)
        step = service.sign_in(code, PASSWORD, device=device, at=later)
        service.resend_code(step.one_time_code, language="en", at=later)
        waiting.append((step.one_time_code, otp_sent(), device))
    later = at + timedelta(minutes=2)

    found = outcomes(
        [
            lambda each=each: service.sign_in_on_second_device(
                read_again(each[0]), each[1], device=each[2], at=later
            )
            for each in waiting * 4
        ]
    )

    tokens = [step for step in found if isinstance(step, str)]
    assert 1 <= len(tokens) <= 2
    assert sum(bool(service.resume(code, token, at=later)) for token in [first, *tokens]) == 1
    assert service.resume(code, first, at=later) is None


def test_a_first_password_used_twice_at_once_signs_in_once():
    code, first = builders.a_new_account()

    found = outcomes([lambda: builders.sign_in(code, first)] * 4)

    assert sum(isinstance(each, str) for each in found) == 1
