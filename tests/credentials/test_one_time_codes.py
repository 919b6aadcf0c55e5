"""A one-time code is good once, for its purpose, its phone and the row as it was found."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions import clock
from functions.credentials import one_time_codes
from functions.credentials.errors import OtpOver, WrongOtp
from functions.credentials.models import OneTimeCode
from functions.errors import Conflict
from functions.storage import all_or_nothing
from tests.builders import otp_sent, sent

AT = clock.now() - timedelta(minutes=10)
PHONE = "+84901112223"
TRACK = {"purpose": one_time_codes.TRACK, "phone": PHONE, "at": AT}


def a_code(purpose=one_time_codes.TRACK, phone=PHONE):
    """A code on its way, and its digits."""
    one_time_code = one_time_codes.start(purpose, "a subject", phone, language="en", at=AT)
    return one_time_code, otp_sent() if phone else ""


def found(one_time_code, at=AT):
    return one_time_codes.find(one_time_code.id, one_time_codes.TRACK, at=at)


def use_up(one_time_code):
    with all_or_nothing() as unit:
        one_time_codes.use_up(unit, one_time_code)


def test_the_right_digits_are_accepted_and_the_code_is_gone_when_used():
    one_time_code, otp = a_code()

    one_time_codes.check(found(one_time_code), otp, **TRACK)
    use_up(one_time_code)

    assert found(one_time_code) is None


def test_a_code_that_two_have_entered_is_used_up_by_one():
    one_time_code, otp = a_code()
    first, second = found(one_time_code), found(one_time_code)
    for each in (first, second):
        one_time_codes.check(each, otp, **TRACK)
    use_up(first)

    with pytest.raises(Conflict):
        use_up(second)


@pytest.mark.parametrize(
    "other",
    [{"purpose": one_time_codes.REVISE}, {"phone": "+84987654321"}, {"phone": None}],
    ids=["another purpose", "another phone", "no phone"],
)
def test_a_code_is_bound_to_its_purpose_and_its_phone(other):
    one_time_code, otp = a_code()

    with pytest.raises(OtpOver):
        one_time_codes.check(one_time_code, otp, **TRACK | other)

    assert found(one_time_code).attempts == 0, "not even a guess"


def test_a_code_is_found_for_its_purpose_only_and_not_after_an_hour():
    one_time_code, _ = a_code()

    assert found(one_time_code).subject == "a subject"
    assert one_time_codes.find(one_time_code.id, one_time_codes.REVISE, at=AT) is None
    assert one_time_codes.find(None, one_time_codes.TRACK, at=AT) is None
    assert found(one_time_code, AT + timedelta(hours=1)) is None


def test_a_row_found_before_the_next_code_was_sent_accepts_neither():
    one_time_code, old = a_code()
    stale, later = found(one_time_code), AT + timedelta(minutes=1)
    one_time_codes.resend(found(one_time_code), PHONE, language="en", at=later)
    new = otp_sent()

    for otp in (old, new):
        with pytest.raises(OtpOver):
            one_time_codes.check(stale, otp, **TRACK | {"at": later})
    one_time_codes.check(found(one_time_code), new, **TRACK | {"at": later})


def test_of_two_resends_at_once_one_sends():
    one_time_code, _ = a_code()
    later = AT + timedelta(minutes=1)

    def resend(each):
        try:
            one_time_codes.resend(each, PHONE, language="en", at=later)
        except Exception as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(resend, [found(one_time_code), found(one_time_code)]))

    assert outcomes.count(None) == 1
    assert len(sent()) == 1


def test_without_a_phone_no_digits_are_right_and_nothing_is_sent():
    one_time_code, _ = a_code(phone=None)

    with pytest.raises(WrongOtp):
        one_time_codes.check(one_time_code, "123456", **TRACK | {"phone": None})

    assert sent() == []


def test_a_proof_waits_for_ten_minutes_for_the_phone_that_gave_it():
    one_time_code, otp = a_code()
    with pytest.raises(OtpOver):
        one_time_codes.check_proved(one_time_code, **TRACK)
    one_time_codes.check(one_time_code, otp, **TRACK)
    one_time_codes.mark_proved(one_time_code, at=AT)

    proved, in_time = found(one_time_code), {"at": AT + one_time_codes.PROOF_VALID}
    one_time_codes.check_proved(proved, **TRACK | in_time)
    for wrong in (
        {"at": AT + one_time_codes.PROOF_VALID + timedelta(seconds=1)},
        {"phone": "+84987654321"},
        {"purpose": one_time_codes.REVISE},
    ):
        with pytest.raises(OtpOver):
            one_time_codes.check_proved(proved, **TRACK | wrong)


def test_a_prepared_code_is_sent_when_the_person_agrees():
    one_time_code = one_time_codes.prepare(one_time_codes.TRACK, "a subject", at=AT)
    assert sent() == []

    one_time_codes.resend(one_time_code, PHONE, language="en", at=AT)

    one_time_codes.check(found(one_time_code), otp_sent(), **TRACK)


def test_the_row_holds_no_phone_number():
    one_time_code, _ = a_code()

    assert PHONE[1:] not in str(OneTimeCode.find(one_time_code.id).serialize())
