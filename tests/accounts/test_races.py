"""Many at once, against the real engine: limits hold and nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor

from functions import clock
from functions.accounts import challenges, errors, service
from functions.accounts.models import Challenge
from functions.errors import TooMany, VssidError
from tests import builders
from tests.builders import A_DEVICE, ANOTHER_PASSWORD, PASSWORD, an_account, otp_sent


def outcomes(calls):
    """What each call returned or refused, all started together."""

    def attempt(call):
        try:
            return call()
        except VssidError as refused:
            return type(refused)

    with ThreadPoolExecutor(max_workers=16) as pool:
        return list(pool.map(attempt, calls))


def test_of_many_guesses_at_once_five_are_evaluated():
    at = clock.now()
    code = an_account()
    challenge = service.ask_to_reset_password(code, language="en", at=at)
    otp = otp_sent()
    wrong = "000000" if otp != "000000" else "111111"

    guesses = [lambda: service.prove_phone(challenge, wrong, at=at)] * 60
    found = outcomes(guesses)

    assert found.count(errors.WrongOtp) == challenges.GUESSES - 1
    assert found.count(errors.OtpOver) == 60 - challenges.GUESSES + 1
    assert Challenge.find(challenge).attempts == challenges.GUESSES


def test_of_many_wrong_passwords_at_once_five_are_evaluated():
    at = clock.now()
    code = an_account()

    found = outcomes([lambda: service.sign_in(code, "wrong", device=A_DEVICE, at=at)] * 40)

    assert found.count(errors.WrongCredentials) <= 5
    assert set(found) <= {errors.WrongCredentials, errors.Locked, TooMany}


def test_one_code_entered_twice_at_once_changes_the_password_once():
    at = clock.now()
    code = an_account()
    signed_in = service.resume(code, builders.sign_in(code, at=at), at=at)
    challenge = service.ask_to_change_password(
        signed_in, old=PASSWORD, new=ANOTHER_PASSWORD, language="en", at=at
    )
    otp = otp_sent()

    found = outcomes([lambda: service.change_password(signed_in, challenge, otp, at=at)] * 4)

    assert sum(isinstance(each, str) for each in found) == 1
    assert builders.sign_in(code, ANOTHER_PASSWORD, at=at)


def test_many_sign_ins_at_once_leave_one_session():
    at = clock.now()
    code = an_account()

    tokens = outcomes([lambda: builders.sign_in(code, at=at)] * 16)

    live = [
        token for token in tokens if isinstance(token, str) and service.resume(code, token, at=at)
    ]
    assert len(live) == 1


def test_a_first_password_used_twice_at_once_signs_in_once():
    code, first = builders.a_new_account()

    found = outcomes([lambda: builders.sign_in(code, first)] * 4)

    assert sum(isinstance(each, str) for each in found) == 1
