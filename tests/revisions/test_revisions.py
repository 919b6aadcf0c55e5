"""S24, the rules: a citizen asks for other details, an officer agrees or not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions import clock
from functions.accounts import new_password
from functions.accounts import service as accounts
from functions.applications import decisions, drafts, figures
from functions.applications.errors import AlreadyDecided, NoSuchApplication
from functions.applications.models import Application, Condition, Kind, QueueState, Status
from functions.applications.reasons import OTHER
from functions.audit import service as audit
from functions.credentials import one_time_codes
from functions.credentials.errors import OtpOver, WrongOtp
from functions.credentials.models import OneTimeCode
from functions.desk import work_list
from functions.reference import errors as registry_errors
from functions.registry.models import Person
from functions.revisions import service as revisions
from functions.revisions.errors import (
    AlreadyRequested,
    NothingChanged,
    NotInRegistry,
    StaleDetails,
)
from tests import builders
from tests.applications.builders import (
    HANOI,
    HCM_CITY,
    actions_of,
    an_actor,
    an_application,
    stored,
)
from tests.builders import otp_sent, sent
from tests.revisions.builders import (
    NEW_ADDRESS,
    NEW_EMAIL,
    NEW_PHONE,
    a_registered_person,
    a_request,
    confirm,
    details_of,
    recipients_of,
    send_code,
)

LAN = an_actor("lan")
MINH = an_actor("minh")
NOW = clock.now()
# Long enough for the next code.
EARLIER = NOW - timedelta(minutes=2)


def a_draft(code: str, at=NOW, **answers: str) -> tuple[str, OneTimeCode]:
    """A draft with these answers, and the code that would confirm it."""
    draft = revisions.save_answers(None, code, answers, at=at)
    return draft, send_code(draft, code, at=at)


def test_a_request_keeps_only_what_changes_with_what_stood_there():
    code = a_registered_person(phone="+84901112223")

    application = a_request(code, phone=NEW_PHONE, email="", identity_number="B1234567")

    assert application.answers == {"phone": NEW_PHONE, "identity_number": "B1234567"}
    assert application.old_values["phone"] == "+84901112223"
    assert set(application.old_values) == set(application.answers)
    assert (application.kind, application.condition) == (Kind.REVISION, Condition.ONLINE)
    assert application.state == QueueState.TO_ASSESS
    assert application.deadline_at is None


def test_an_address_changes_as_a_whole():
    application = a_request(address="13 Phố Huế")

    assert application.answers["address"] == "13 Phố Huế"
    assert application.answers["ward"] == application.old_values["ward"] == "Phường Ba Đình"


def test_a_request_goes_to_the_agency_of_the_province_that_is_registered():
    code = a_registered_person(**NEW_ADDRESS)

    application = a_request(code, at=NOW)

    assert application.agency == HCM_CITY
    row = work_list.page(HCM_CITY, work_list.Search(Kind.REVISION), at=NOW).rows[0]
    assert row.number == application.number
    assert figures.totals(HCM_CITY, Kind.REVISION)[QueueState.TO_ASSESS] == 1


def test_the_code_goes_to_the_phone_that_is_registered_and_so_does_the_notice():
    code = a_registered_person(phone="+84901112223", email="cu@example.com")
    draft, one_time_code = a_draft(code, phone=NEW_PHONE)

    confirm(draft, code, one_time_code, otp_sent(), at=NOW)

    assert recipients_of("Đã nhận yêu cầu") == ["+84901112223", "cu@example.com"]
    assert actions_of(code)[-1] == audit.UPDATE_REQUESTED


def test_nothing_is_asked_for_without_a_change():
    code = a_registered_person(phone="+84901112223")
    same = revisions.save_answers(None, code, {"phone": "+84901112223"}, at=NOW)

    for draft in (None, "no such draft", same):
        with pytest.raises(NothingChanged):
            send_code(draft, code, at=NOW)

    assert sent() == []


def test_a_citizen_id_of_another_sex_or_year_is_refused():
    code = a_registered_person(sex="female", date_of_birth="1990-03-05")

    with pytest.raises(registry_errors.CitizenIdDisagrees):
        revisions.save_answers(None, code, {"identity_number": "001090000001"}, at=NOW)


def test_a_code_sent_to_the_phone_before_this_one_confirms_nothing():
    code = a_registered_person(phone="+84901112223")
    waiting = a_request(code, phone=NEW_PHONE, at=EARLIER)
    draft, one_time_code = a_draft(code, email=NEW_EMAIL)
    otp = otp_sent()
    revisions.accept(stored(waiting), officer=LAN, at=NOW)

    with pytest.raises(OtpOver):
        confirm(draft, code, one_time_code, otp, at=NOW)

    assert [each.number for each in revisions.of_person(code)] == [waiting.number]


def test_a_wrong_code_sends_nothing():
    code = a_registered_person()
    draft, one_time_code = a_draft(code, phone=NEW_PHONE)
    wrong = "000000" if otp_sent() != "000000" else "111111"

    with pytest.raises(WrongOtp):
        confirm(draft, code, one_time_code, wrong, at=NOW)

    assert Application.count() == 0
    assert sent() == []


def test_an_expired_code_sends_nothing():
    code = a_registered_person()
    draft, one_time_code = a_draft(code, phone=NEW_PHONE)
    late = NOW + timedelta(minutes=5)

    with pytest.raises(OtpOver):
        confirm(draft, code, one_time_code, otp_sent(), at=late)

    assert Application.count() == 0


def test_another_persons_code_confirms_nothing():
    code, other = a_registered_person(), a_registered_person()
    draft = revisions.save_answers(None, code, {"phone": NEW_PHONE}, at=NOW)
    _, one_time_code = a_draft(other, phone=NEW_PHONE)

    with pytest.raises(OtpOver):
        confirm(draft, code, one_time_code, otp_sent(), at=NOW)

    assert Application.count() == 0


def test_another_persons_draft_is_not_there():
    code, other = a_registered_person(), a_registered_person()
    draft, _ = a_draft(other, phone=NEW_PHONE)

    assert revisions.typed_answers(draft, code, at=NOW) == {}
    assert revisions.find_draft(draft, code, at=NOW) is None


def test_a_code_for_something_else_confirms_nothing():
    code = a_registered_person()
    draft = revisions.save_answers(None, code, {"phone": NEW_PHONE}, at=NOW)
    one_time_code = new_password.ask_to_reset_password(code, language="vi", at=NOW)

    with pytest.raises(OtpOver):
        confirm(draft, code, one_time_code, otp_sent(), at=NOW)


def test_a_code_confirms_what_it_was_sent_for_and_not_what_was_typed_since():
    code = a_registered_person()
    draft, one_time_code = a_draft(code, phone=NEW_PHONE)
    revisions.save_answers(draft, code, {"phone": "+84911111111"}, at=NOW)

    with pytest.raises(OtpOver):
        confirm(draft, code, one_time_code, otp_sent(), at=NOW)

    assert Application.count() == 0


def test_a_draft_is_gone_after_a_day():
    code = a_registered_person()
    draft = revisions.save_answers(None, code, {"phone": NEW_PHONE}, at=NOW)

    assert revisions.typed_answers(draft, code, at=NOW + drafts.VALID) == {}


def test_many_presses_at_once_make_one_request():
    code = a_registered_person()
    draft, one_time_code = a_draft(code, phone=NEW_PHONE)
    otp = otp_sent()

    def press(_: int) -> bool:
        own = one_time_codes.find(one_time_code.id, one_time_codes.REVISE, at=NOW)
        try:
            return bool(own and confirm(draft, code, own, otp, at=NOW))
        except (AlreadyRequested, OtpOver):
            return False

    with ThreadPoolExecutor(4) as pool:
        pressed = list(pool.map(press, range(4)))

    assert pressed.count(True) == 1
    assert Application.count() == 1
    assert len(sent()) == 1
    with pytest.raises(AlreadyRequested):
        confirm(draft, code, one_time_code, otp, at=NOW)


def test_agreeing_updates_account_and_registry_and_tells_old_and_new():
    code = a_registered_person(phone="+84901112223", email="cu@example.com")
    new = {"identity_number": "001190000001", **NEW_ADDRESS}
    application = a_request(code, phone=NEW_PHONE, email=NEW_EMAIL, **new)

    revisions.accept(stored(application), officer=LAN, at=NOW)

    details = details_of(code)
    assert details["account phone"] == details["phone"] == NEW_PHONE
    assert details["account email"] == details["email"] == NEW_EMAIL
    assert {name: details[name] for name in new} == new
    assert recipients_of("đã được cập nhật") == [
        "+84901112223",
        NEW_PHONE,
        "cu@example.com",
        NEW_EMAIL,
    ]
    decided = decisions.find(application.number, at=NOW)
    assert (decided.status, decided.decided_by) == (Status.ACCEPTED, "lan")
    entry = list(audit.every(code))[-1]
    assert (entry.action, entry.reason) == (audit.DETAILS_UPDATED, application.number)
    counts = figures.totals(HANOI, Kind.REVISION)
    assert (counts[QueueState.TO_ASSESS], counts[QueueState.ACCEPTED]) == (0, 1)


def test_what_was_not_asked_for_stays():
    code = a_registered_person(email="cu@example.com")
    before = details_of(code)
    application = a_request(code, phone=NEW_PHONE)

    revisions.accept(stored(application), officer=LAN, at=NOW)

    changed = {"phone": NEW_PHONE, "account phone": NEW_PHONE}
    assert details_of(code) == {**before, **changed}


def test_an_email_can_be_removed_and_added():
    code = a_registered_person(email="cu@example.com")

    revisions.accept(a_request(code, email="", at=EARLIER), officer=LAN, at=EARLIER)
    assert details_of(code)["account email"] is details_of(code)["email"] is None

    revisions.accept(a_request(code, email=NEW_EMAIL), officer=LAN, at=NOW)
    assert details_of(code)["email"] == NEW_EMAIL


def test_an_update_leaves_the_person_signed_in():
    code = a_registered_person()
    token = builders.sign_in(code, at=NOW)
    application = a_request(code)

    revisions.accept(stored(application), officer=LAN, at=NOW)

    assert accounts.resume(code, token, at=NOW)
    assert accounts.find(code).phone == NEW_PHONE


@pytest.mark.parametrize(
    "new",
    [{"phone": NEW_PHONE}, {"email": NEW_EMAIL}, NEW_ADDRESS, {"identity_number": "B1234567"}],
    ids=["phone", "email", "address", "identity number"],
)
def test_when_the_old_values_no_longer_stand_nothing_is_updated(new):
    code = a_registered_person()
    first = a_request(code, at=EARLIER, **new)
    other = {
        "phone": "+84911111111",
        "email": "khac@example.com",
        "identity_number": "C1234567",
        "address": "1 Tràng Tiền",
    }
    second = a_request(code, **{name: other[name] for name in new if name in other})
    revisions.accept(stored(second), officer=LAN, at=NOW)
    before = details_of(code)
    sent()

    with pytest.raises(StaleDetails):
        revisions.accept(stored(first), officer=LAN, at=NOW)

    assert details_of(code) == before
    assert decisions.find(first.number, at=NOW).status == Status.PENDING
    assert sent() == []


def test_a_change_of_something_else_does_not_make_a_request_stale():
    code = a_registered_person()
    of_phone = a_request(code, at=EARLIER)
    of_email = a_request(code, email=NEW_EMAIL)

    for each in (of_email, of_phone):
        revisions.accept(stored(each), officer=LAN, at=NOW)

    assert (details_of(code)["phone"], details_of(code)["email"]) == (NEW_PHONE, NEW_EMAIL)


def test_fifty_confirms_at_once_update_once():
    code = a_registered_person(phone="+84901112223")
    application = a_request(code)

    def confirm(number: int) -> bool:
        try:
            revisions.accept(stored(application), officer=an_actor(f"officer{number}"), at=NOW)
        except AlreadyDecided:
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        decided = list(pool.map(confirm, range(50)))

    assert decided.count(True) == 1
    assert recipients_of("đã được cập nhật") == ["+84901112223", NEW_PHONE]
    assert actions_of(code).count(audit.DETAILS_UPDATED) == 1
    assert figures.totals(HANOI, Kind.REVISION)[QueueState.ACCEPTED] == 1


def test_of_an_agreement_and_a_rejection_at_once_one_counts():
    application = a_request()

    def decide(agrees: bool) -> bool:
        try:
            if agrees:
                revisions.accept(stored(application), officer=LAN, at=NOW)
            else:
                reject(application, officer=MINH)
        except AlreadyDecided:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        decided = list(pool.map(decide, [True, False] * 4))

    assert decided.count(True) == 1
    updated = details_of(application.code)["phone"] == NEW_PHONE
    status = decisions.find(application.number, at=NOW).status
    assert updated == (status == Status.ACCEPTED)


def reject(application: Application, *, officer: audit.Actor = LAN) -> None:
    decisions.reject(
        stored(application),
        reasons=["phone_unreachable", OTHER],
        note="Gọi không được",
        officer=officer,
        at=NOW,
    )


def test_a_rejection_changes_nothing_and_tells_the_registered_phone_why():
    code = a_registered_person(phone="+84901112223", email="cu@example.com")
    application = a_request(code, phone=NEW_PHONE, email=NEW_EMAIL)
    before = details_of(code)

    reject(application)

    assert details_of(code) == before
    assert recipients_of("Gọi không được") == ["+84901112223", "cu@example.com"]
    assert decisions.find(application.number, at=NOW).status == Status.REJECTED
    counts = figures.totals(HANOI, Kind.REVISION)
    assert (counts[QueueState.TO_ASSESS], counts[QueueState.REJECTED]) == (0, 1)


def test_the_notice_is_in_the_language_of_the_request():
    application = a_request(language="en")

    revisions.accept(stored(application), officer=LAN, at=NOW)

    assert all("details of your account were updated" in text for text in sent())


def test_an_officer_of_another_agency_changes_nothing():
    application = a_request()
    stranger = an_actor("thu", agency=HCM_CITY)

    with pytest.raises(NoSuchApplication):
        revisions.accept(stored(application), officer=stranger, at=NOW)

    assert details_of(application.code)["phone"] != NEW_PHONE


def test_a_registration_is_not_confirmed_as_an_update():
    registration = an_application(paper=True)

    with pytest.raises(NoSuchApplication):
        revisions.accept(stored(registration), officer=LAN, at=clock.now())


def test_a_person_sees_the_own_requests_and_no_others():
    code, other = a_registered_person(), a_registered_person()
    first = a_request(code, at=EARLIER)
    second = a_request(code, email=NEW_EMAIL)
    a_request(other)
    an_application(code=code)

    assert [each.number for each in revisions.of_person(code)] == [second.number, first.number]


def test_strangers_who_declare_a_code_hide_none_of_its_owners_requests(monkeypatch):
    monkeypatch.setattr(revisions, "MOST_SHOWN", 2)
    own = a_request(at=EARLIER)

    for _ in range(3):
        an_application(code=own.code, at=NOW)

    assert [each.number for each in revisions.of_person(own.code)] == [own.number]


def test_who_is_not_in_the_registry_is_sent_to_an_agency():
    code = a_registered_person()
    Person(code).delete()

    with pytest.raises(NotInRegistry):
        revisions.registered(accounts.find(code))
