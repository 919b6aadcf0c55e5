"""S2: the password changes only with the old one and a code to the registered phone."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import errors, new_password, service
from functions.credentials.errors import OtpOver, OtpTooOften, OtpTooSoon, PasswordReused, WrongOtp
from tests import builders
from tests.builders import (
    ANOTHER_PASSWORD,
    PASSWORD,
    a_new_account,
    a_person,
    an_account,
    otp_in,
    otp_sent,
)

NEW = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}


def asked(code, *, new=ANOTHER_PASSWORD, password=PASSWORD, at=None):
    """A session, and the code that changes its password."""
    at = at or clock.now()
    signed_in = service.resume(code, builders.sign_in(code, password, at=at), at=at)
    one_time_code = new_password.ask_to_change_password(
        signed_in, old=password, new=new, language="en", at=at
    )
    return signed_in, one_time_code


def test_the_first_sign_in_leads_to_the_change_and_nowhere_else(citizen):
    code, first = a_new_account()

    citizen.submit("/login", code=code, password=first)
    assert citizen.path == "/password"

    citizen.get("/account/profile")
    assert citizen.path == "/password"
    assert citizen.get_json("/account", 403)["detail"] == ("Change your password before you go on")


def test_the_whole_change_from_the_first_password_to_the_next_sign_in(citizen):
    code, first = a_new_account()
    citizen.submit("/login", code=code, password=first)

    citizen.submit("/password", old_password=first, **NEW)
    assert citizen.path == "/password/confirm"
    otp = otp_in(citizen.messages()[0]["text"])
    page = citizen.submit("/password/confirm", otp=otp)

    assert citizen.path == "/account"
    assert "Your password has been changed" in page.text
    citizen.submit("/logout")
    citizen.submit("/login", code=code, password=ANOTHER_PASSWORD)
    assert citizen.path == "/account"


def test_the_password_stays_until_the_code_is_right():
    code = an_account()
    signed_in, one_time_code = asked(code)
    before = builders.account(code).password_hash

    with pytest.raises(WrongOtp) as wrong:
        new_password.change_password(signed_in, one_time_code, "000000", at=clock.now())

    assert wrong.value.details == {"left": 4}
    assert builders.account(code).password_hash == before


def test_five_wrong_guesses_end_a_code_even_for_the_right_one():
    signed_in, one_time_code = asked(an_account())
    otp = otp_sent()
    wrong = "000000" if otp != "000000" else "111111"
    for _ in range(4):
        with pytest.raises(WrongOtp):
            new_password.change_password(signed_in, one_time_code, wrong, at=clock.now())
    with pytest.raises(OtpOver):
        new_password.change_password(signed_in, one_time_code, wrong, at=clock.now())

    with pytest.raises(OtpOver):
        new_password.change_password(signed_in, one_time_code, otp, at=clock.now())


def test_a_code_is_valid_for_five_minutes():
    at = clock.now()
    signed_in, one_time_code = asked(an_account(), at=at)
    otp = otp_sent()

    with pytest.raises(OtpOver):
        new_password.change_password(signed_in, one_time_code, otp, at=at + timedelta(minutes=5))

    assert new_password.change_password(
        signed_in, one_time_code, otp, at=at + timedelta(minutes=5, seconds=-1)
    )


def test_a_code_works_once():
    signed_in, one_time_code = asked(an_account())
    otp = otp_sent()
    new_password.change_password(signed_in, one_time_code, otp, at=clock.now())

    with pytest.raises(OtpOver):
        new_password.change_password(signed_in, one_time_code, otp, at=clock.now())


def test_a_change_that_starts_from_what_was_changed_since_changes_nothing():
    code, at = an_account(), clock.now() - timedelta(minutes=5)
    token = builders.sign_in(code, at=at)
    signed_in, stale = (service.resume(code, token, at=at) for _ in range(2))
    one_time_code = new_password.ask_to_change_password(
        signed_in, old=PASSWORD, new=ANOTHER_PASSWORD, language="en", at=at
    )
    new_password.change_password(signed_in, one_time_code, otp_sent(), at=at)
    later = at + timedelta(minutes=1)
    other = new_password.ask_to_change_password(
        stale, old=PASSWORD, new="một mật khẩu khác nữa", language="en", at=later
    )
    after = builders.account(code).password_hash

    with pytest.raises(errors.AccountChanged):
        new_password.change_password(stale, other, otp_sent(), at=later)

    assert builders.account(code).password_hash == after


def test_a_code_for_one_purpose_opens_nothing_else():
    code = an_account()
    _, one_time_code = asked(code)

    with pytest.raises(OtpOver):
        new_password.prove_phone(one_time_code, otp_sent(), at=clock.now())


def test_somebody_elses_code_is_no_use():
    _, one_time_code = asked(an_account())
    otp = otp_sent()
    thief = an_account()
    at = clock.now()
    signed_in = service.resume(thief, builders.sign_in(thief), at=at)

    with pytest.raises(OtpOver):
        new_password.change_password(signed_in, one_time_code, otp, at=at)


def test_another_code_can_be_sent_after_a_minute_and_replaces_the_first():
    at = clock.now() - timedelta(hours=1)
    code = an_account(changed_at=at - timedelta(days=1))
    signed_in, one_time_code = asked(code, at=at)
    first = otp_sent()

    with pytest.raises(OtpTooSoon) as soon:
        service.resend_code(one_time_code, language="en", at=at + timedelta(seconds=50))
    assert soon.value.details["retry_after"] == 10

    later = at + timedelta(seconds=60)
    service.resend_code(one_time_code, language="en", at=later)
    second = otp_sent()
    if first != second:
        with pytest.raises(WrongOtp):
            new_password.change_password(signed_in, one_time_code, first, at=later)
    assert new_password.change_password(signed_in, one_time_code, second, at=later)


def test_at_most_five_codes_are_sent_in_an_hour():
    at = clock.now()
    code = an_account(changed_at=at - timedelta(days=2))
    _, one_time_code = asked(code, at=at)
    for minute in range(1, 5):
        service.resend_code(one_time_code, language="en", at=at + timedelta(minutes=minute))

    with pytest.raises(OtpTooOften) as often:
        service.resend_code(one_time_code, language="en", at=at + timedelta(minutes=5))
    assert often.value.details["minutes"] == 55


def test_the_resend_button_says_how_long_to_wait(citizen):
    code = an_account(changed_at=clock.now() - timedelta(days=2))
    citizen.submit("/login", code=code, password=PASSWORD)
    citizen.submit("/password", old_password=PASSWORD, **NEW)

    page = citizen.submit("/password/confirm", status=429, resend="Send another code")

    assert "You can ask for another in" in page.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"old_password": "wrong one"}, "The old password is wrong"),
        ({"new_password_again": "different"}, "The two new passwords are not the same"),
        ({"new_password": "short1"}, "Use at least 8 characters"),
        ({"new_password": "p" * 129}, "Use at most 128 characters"),
        ({"new_password": "password123"}, "This password is easy to guess"),
        ({"new_password": "12345678"}, "This password is easy to guess"),
        ({"new_password": PASSWORD}, "Choose a password that is not one of your last 5"),
        ({"new_password": "xin chào Nguyễn ạ"}, "Leave your name, code, phone number"),
        ({"new_password": "ngay 05.03.1990 nhe"}, "Leave your name, code, phone number"),
        ({"new_password": ""}, "Enter a new password"),
        ({"new_password": "x" * 1001}, "This is too long"),
    ],
)
def test_a_change_that_breaks_a_rule_says_which_and_sends_nothing(citizen, fields, message):
    code = an_account(a_person(full_name="Nguyễn An", date_of_birth="1990-03-05"))
    citizen.submit("/login", code=code, password=PASSWORD)
    before = len(citizen.messages())
    values = {"old_password": PASSWORD, **NEW, **fields}
    if "new_password_again" not in fields:
        values["new_password_again"] = values["new_password"]

    page = citizen.submit("/password", status=422, **values)

    assert message in page.select_one(".govuk-error-summary").text
    assert len(citizen.messages()) == before


def test_the_last_five_passwords_are_not_used_again():
    at = clock.now() - timedelta(days=30)
    code, password = an_account(changed_at=at), PASSWORD
    history = [PASSWORD]
    for number in range(5):
        at += timedelta(days=1)
        new = f"{ANOTHER_PASSWORD} {'abcde'[number] * 3}"
        signed_in, one_time_code = asked(code, password=password, new=new, at=at)
        new_password.change_password(signed_in, one_time_code, otp_sent(), at=at)
        history.append(new)
        password = new

    for refused in history[1:]:
        with pytest.raises(PasswordReused):
            asked(code, password=password, new=refused, at=at + timedelta(days=1))
    assert asked(code, password=password, new=history[0], at=at + timedelta(days=1))


def test_a_password_six_months_old_must_be_changed(citizen):
    code = an_account(changed_at=clock.now() - timedelta(days=190))

    citizen.submit("/login", code=code, password=PASSWORD)

    assert citizen.path == "/password"


def test_a_password_under_six_months_old_is_in_force(citizen):
    code = an_account(changed_at=clock.now() - timedelta(days=178))

    citizen.submit("/login", code=code, password=PASSWORD)

    assert citizen.path == "/account"


def test_the_owner_is_told_of_the_change_by_sms_and_email(citizen):
    code = an_account(a_person(email="khai@vssid.example"))
    signed_in, one_time_code = asked(code)
    otp = otp_sent()

    new_password.change_password(signed_in, one_time_code, otp, at=clock.now())

    told = citizen.messages()
    assert {message["channel"] for message in told} == {"sms", "email"}
    assert all("1900 9068" in message["text"] for message in told)


def test_a_change_gives_the_session_a_new_token():
    code = an_account()
    at = clock.now()
    old_token = builders.sign_in(code, at=at)
    signed_in = service.resume(code, old_token, at=at)
    one_time_code = new_password.ask_to_change_password(
        signed_in, old=PASSWORD, new=ANOTHER_PASSWORD, language="en", at=at
    )

    new_token = new_password.change_password(signed_in, one_time_code, otp_sent(), at=at)

    assert service.resume(code, old_token, at=at) is None
    assert service.resume(code, new_token, at=at)
