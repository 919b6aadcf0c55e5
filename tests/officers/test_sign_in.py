"""S17: an officer signs in with user name, password and a code from the authenticator app."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions import clock
from functions.audit import service as audit
from functions.officers import administration, errors, service
from functions.officers.models import OfficerSession
from tests.builders import A_DEVICE
from tests.officers.builders import OFFICER_PASSWORD, an_officer, sign_in, totp

WRONG = "not the password"


def actions_of(username):
    """What the officer's own chain says, oldest first; the chain holds."""
    subject = service.subject_of(username)
    assert audit.broken_link(subject) is None
    return [entry.action for entry in audit.every(subject)]


def test_the_right_password_and_code_open_the_desk(officer):
    username, password, secret = an_officer("0100", full_name="Lê Thị Mai Hương")

    page = officer.submit("/officer/login", username=username, password=password, totp=totp(secret))

    assert officer.path == "/officer/"
    assert "Lê Thị Mai Hương" in page.select_one(".vs-officer").text
    assert "Bảo hiểm xã hội thành phố Hà Nội" in page.select_one(".vs-officer").text


def test_a_name_in_capitals_and_blanks_in_the_code_do_not_matter(officer):
    username, password, secret = an_officer()
    code = totp(secret)

    officer.submit(
        "/officer/login",
        username=f" {username.upper()} ",
        password=password,
        totp=f"{code[:3]} {code[3:]}",
    )

    assert officer.path == "/officer/"


def test_password_and_code_and_name_errors_give_one_answer(officer):
    username, password, secret = an_officer()
    new = administration.create(
        "newcomer", full_name="Lý Thu", agency="0100", role="officer", at=clock.now()
    )
    tries = [
        {"username": username, "password": WRONG, "totp": totp(secret)},
        {"username": username, "password": password, "totp": "000000"},
        {"username": username, "password": password, "totp": ""},
        {"username": "nobody", "password": password, "totp": totp(secret)},
        {"username": "newcomer", "password": new + "x", "totp": ""},
    ]

    answers = [officer.post_json("/officer/login", each, status=422) for each in tries]

    assert all(each == answers[0] for each in answers)
    assert answers[0]["errors"][0]["message"].startswith("The user name, the password or the code")


def test_a_refusal_keeps_the_name_and_shows_no_secret(officer):
    page = officer.submit(
        "/officer/login", status=422, username="hoai.thu", password=WRONG, totp="123456"
    )

    assert page.find(id="username")["value"] == "hoai.thu"
    assert not page.find(id="password").get("value")
    assert page.select_one(".govuk-error-summary")


@pytest.mark.parametrize(
    ("seconds", "counts"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_code_counts_one_step_before_and_after_its_own(seconds, counts):
    username, password, secret = an_officer()
    at = clock.now()
    code = totp(secret, at=at + timedelta(seconds=seconds))

    if counts:
        assert service.sign_in(username, password, code, device=A_DEVICE, at=at)
    else:
        with pytest.raises(errors.WrongCredentials):
            service.sign_in(username, password, code, device=A_DEVICE, at=at)


def test_a_code_signs_in_once():
    username, password, secret = an_officer()
    at = clock.now()
    service.sign_in(username, password, totp(secret, at=at), device=A_DEVICE, at=at)

    with pytest.raises(errors.WrongCredentials):
        service.sign_in(
            username, password, totp(secret, at=at), device=A_DEVICE, at=at + timedelta(seconds=5)
        )
    before = totp(secret, at=at - timedelta(seconds=30))
    with pytest.raises(errors.WrongCredentials):
        service.sign_in(username, password, before, device=A_DEVICE, at=at)


def test_of_ten_simultaneous_uses_of_one_code_one_signs_in():
    username, password, secret = an_officer()
    at = clock.now()
    code = totp(secret, at=at)

    def attempt(_):
        try:
            return service.sign_in(username, password, code, device=A_DEVICE, at=at).token
        except Exception as refusal:
            return refusal

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(attempt, range(10)))

    tokens = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert len(tokens) == 1
    assert service.resume(username, tokens[0], at=at)
    assert actions_of(username).count(audit.SIGNED_IN) == 1


@pytest.mark.parametrize("is_known", [True, False])
def test_five_wrong_tries_lock_growing_whether_or_not_there_is_such_an_officer(is_known):
    username = an_officer()[0] if is_known else "nobody"
    at = clock.now()

    for start, minutes in ((at, 15), (at + timedelta(minutes=16), 30)):
        for _ in range(5):
            with pytest.raises(errors.WrongCredentials):
                service.sign_in(username, WRONG, "123456", device=A_DEVICE, at=start)
        with pytest.raises(errors.Locked) as locked:
            service.sign_in(username, WRONG, "123456", device=A_DEVICE, at=start)
        assert locked.value.details["minutes"] == minutes

    noted, other = (username, service.NOBODY) if is_known else (service.NOBODY, username)
    assert actions_of(noted).count(audit.LOCKED) == 2
    assert actions_of(other) == [], "names that strangers invent are not kept"


def test_wrong_codes_with_the_right_password_lock_too_even_for_the_right_code():
    username, password, secret = an_officer()
    at = clock.now()
    for _ in range(5):
        with pytest.raises(errors.WrongCredentials):
            service.sign_in(username, password, "000000", device=A_DEVICE, at=at)

    with pytest.raises(errors.Locked):
        sign_in(username, secret, at=at + timedelta(minutes=14))
    assert sign_in(username, secret, at=at + timedelta(minutes=16))


def test_a_lock_is_told_in_minutes_over_http(officer):
    body = {"username": "nobody", "password": WRONG}
    for _ in range(5):
        officer.post_json("/officer/login", body, status=422)

    officer.post_json("/officer/login", body, status=429)

    assert 14 * 60 < int(officer.response.headers["Retry-After"]) <= 15 * 60


def test_a_disabled_officer_is_out_at_once_and_does_not_get_in():
    username, password, secret = an_officer()
    at = clock.now()
    token = sign_in(username, secret, at=at)

    administration.disable(username, at=at)

    assert service.resume(username, token, at=at) is None
    later = at + timedelta(minutes=1)
    with pytest.raises(errors.WrongCredentials):
        service.sign_in(username, password, totp(secret, at=later), device=A_DEVICE, at=later)

    administration.enable(username, at=at)
    assert sign_in(username, secret, at=later)


def test_signing_in_again_ends_the_session_before():
    username, _, secret = an_officer()
    at = clock.now()
    first = sign_in(username, secret, at=at)

    second = sign_in(username, secret, at=at + timedelta(minutes=1))

    assert service.resume(username, first, at=at + timedelta(minutes=1)) is None
    assert service.resume(username, second, at=at + timedelta(minutes=1))


def test_what_an_officer_does_with_the_account_is_in_a_chain_of_its_own(officer):
    username, password, secret = an_officer()
    officer.submit("/officer/login", username=username, password=password, totp=totp(secret))
    officer.submit("/officer/logout")

    assert actions_of(username) == [
        audit.ACCOUNT_ISSUED,
        audit.ENROLLED,
        audit.SIGNED_IN,
        audit.SIGNED_OUT,
    ]


def test_the_row_holds_a_digest_of_the_token_and_not_the_token():
    username, _, secret = an_officer()
    token = sign_in(username, secret, at=clock.now())

    assert token not in str(OfficerSession.find(username).serialize())


def test_the_password_changes_with_the_old_one_and_a_code_and_the_old_cookie_ends(officer):
    username, _, secret = an_officer()
    at = clock.now() - timedelta(minutes=2)
    token = sign_in(username, secret, at=at)
    new = "đàn cò bay lả trên đồng"

    signed_in = service.resume(username, token, at=at)
    with pytest.raises(errors.WrongPasswordOrCode):
        change(signed_in, old=WRONG, new=new, code=totp(secret), at=clock.now())
    with pytest.raises(errors.WrongPasswordOrCode):
        change(signed_in, old=OFFICER_PASSWORD, new=new, code="000000", at=clock.now())
    renewed = change(signed_in, old=OFFICER_PASSWORD, new=new, code=totp(secret), at=clock.now())

    assert service.resume(username, token, at=clock.now()) is None
    assert service.resume(username, renewed, at=clock.now())
    later = clock.now() + timedelta(minutes=1)
    assert service.sign_in(username, new, totp(secret, at=later), device=A_DEVICE, at=later)
    assert audit.PASSWORD_CHANGED in actions_of(username)


def change(signed_in, *, old, new, code, at):
    return service.change_password(signed_in, old=old, new=new, totp=code, at=at)
