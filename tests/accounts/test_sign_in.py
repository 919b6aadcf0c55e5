"""S1: sign in with the social security code and the password."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import errors, service
from functions.credentials.errors import Locked
from tests import builders
from tests.builders import A_DEVICE, PASSWORD, a_new_account, a_person, an_account

WRONG = "not the password"


def test_the_right_password_opens_the_account(citizen):
    code = an_account(a_person(full_name="Trần Văn Bảy"))

    page = citizen.submit("/login", code=code, password=PASSWORD)

    assert citizen.path == "/account"
    assert "Trần Văn Bảy" in page.text


def test_blanks_typed_in_a_code_do_not_matter(citizen):
    code = an_account()

    citizen.submit("/login", code=f" {code[:4]} {code[4:]} ", password=PASSWORD)

    assert citizen.path == "/account"


def test_a_wrong_password_keeps_the_code_and_says_what_is_wrong(citizen):
    code = an_account()

    page = citizen.submit("/login", status=422, code=code, password=WRONG)

    assert (
        "The social security code or the password is wrong"
        in page.select_one(".govuk-error-summary").text
    )
    assert page.find(id="code")["value"] == code
    assert not page.find(id="password").get("value")
    assert citizen.get_json("/account", 401)


def test_a_code_without_an_account_gets_the_same_answer_as_a_wrong_password(citizen):
    code = an_account()

    known = citizen.post_json("/login", {"code": code, "password": WRONG}, status=422)
    unknown = citizen.post_json("/login", {"code": "0000000000", "password": WRONG}, status=422)

    assert known == unknown


@pytest.mark.parametrize(("tries", "status"), [(1, 422), (6, 429)], ids=["wrong", "locked"])
def test_the_whole_page_is_the_same_with_and_without_an_account(citizen, tries, status):
    def page_of(code):
        browser = citizen.another_device()
        for _ in range(tries - 1):
            browser.post_json("/login", {"code": code, "password": WRONG}, status=422)
        page = browser.submit("/login", status=status, code=code, password=WRONG)
        page.find("input", attrs={"name": "csrf_token"}).decompose()
        return str(page).replace(code, "the code"), dict(browser.response.headers).keys()

    assert page_of(an_account()) == page_of("0000000000")


@pytest.mark.parametrize(
    "code",
    ["", "123", "12345678901", "12345abcde", "１２３４５６７８９０", "<script>", "' OR 1=1 --"],
)
def test_a_code_that_is_not_ten_digits_is_refused_beside_its_field(citizen, code):
    page = citizen.submit("/login", status=422, code=code, password=PASSWORD)

    assert page.find(id="code-error")
    assert page.title.text.startswith("Error: ")


def test_a_missing_password_is_asked_for(citizen):
    page = citizen.submit("/login", status=422, code="0123456789", password="")

    assert "Enter your password" in page.find(id="password-error").text


def test_five_wrong_passwords_lock_for_fifteen_minutes_even_for_the_right_one():
    code, at = an_account(), clock.now()
    for second in range(5):
        with pytest.raises(errors.WrongCredentials):
            service.sign_in(code, WRONG, device=A_DEVICE, at=at + timedelta(seconds=second))

    with pytest.raises(Locked) as locked:
        builders.sign_in(code, at=at + timedelta(minutes=14))
    assert locked.value.details["retry_after"] == 64

    assert builders.sign_in(code, at=at + timedelta(minutes=16))


def test_the_second_lock_is_twice_as_long():
    code, at = an_account(), clock.now()
    for start in (at, at + timedelta(minutes=16)):
        for _ in range(5):
            with pytest.raises(errors.WrongCredentials):
                service.sign_in(code, WRONG, device=A_DEVICE, at=start)

    with pytest.raises(Locked):
        builders.sign_in(code, at=at + timedelta(minutes=16 + 29))
    assert builders.sign_in(code, at=at + timedelta(minutes=16 + 31))


def test_a_code_without_an_account_locks_like_any_other():
    at = clock.now()
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            service.sign_in("9999999999", WRONG, device=A_DEVICE, at=at)

    with pytest.raises(Locked):
        service.sign_in("9999999999", WRONG, device=A_DEVICE, at=at)


def test_the_right_password_starts_the_count_anew():
    code, at = an_account(), clock.now()
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(errors.WrongCredentials):
                service.sign_in(code, WRONG, device=A_DEVICE, at=at)
        builders.sign_in(code, at=at)


def test_a_locked_account_is_told_how_long_over_http(citizen):
    code = an_account()
    for _ in range(5):
        citizen.post_json("/login", {"code": code, "password": WRONG}, status=422)

    page = citizen.submit("/login", status=429, code=code, password=PASSWORD)

    assert "Try again in 15 minutes" in page.text
    assert 14 * 60 < int(citizen.response.headers["Retry-After"]) <= 15 * 60


def test_a_first_password_signs_in_once():
    code, first = a_new_account()
    builders.sign_in(code, first)

    with pytest.raises(errors.InitialPasswordUsed):
        builders.sign_in(code, first)


def test_the_first_password_goes_by_sms_and_never_by_email(citizen):
    _, first = a_new_account(a_person(email="mai@vssid.example"))

    texts = {message["channel"]: message["text"] for message in citizen.messages()}

    assert first in texts["sms"]
    assert first not in texts["email"]


def test_a_first_password_is_gone_after_seven_days():
    issued = clock.now()
    code, first = a_new_account(at=issued)

    with pytest.raises(errors.InitialPasswordUsed):
        builders.sign_in(code, first, at=issued + timedelta(days=7, seconds=1))


def test_who_was_sent_to_sign_in_lands_on_the_page_wanted(citizen):
    code = an_account()
    citizen.get("/account/profile")
    assert citizen.path == "/login"

    citizen.submit("/login", code=code, password=PASSWORD)

    assert citizen.path == "/account/profile"


@pytest.mark.parametrize(
    ("query", "kept"), [("before=3", {"before": "3"}), (f"before={'9' * 3000}", {})]
)
def test_the_query_of_the_page_wanted_survives_unless_it_is_too_long(citizen, query, kept):
    code = an_account()
    citizen.get(f"/account/activity?{query}")

    citizen.submit("/login", code=code, password=PASSWORD)

    assert citizen.path == "/account/activity"
    assert citizen.response.request.args.to_dict() == kept


def test_nobody_who_signs_in_wants_to_be_at_the_sessions_end(citizen):
    code = an_account()
    for path in ("/logout", "/account/session"):
        citizen.get(path)

    citizen.submit("/login", code=code, password=PASSWORD)

    assert citizen.path == "/account"
