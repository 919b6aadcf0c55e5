"""An officer's steps: each happens once, whole, and is told to the applicant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from functions.accounts import service as accounts
from functions.applications import decisions, lapse
from functions.applications.errors import (
    AccountExists,
    AlreadyDecided,
    AlreadyReceived,
    CodeNotConfirmed,
    NoSuchApplication,
    NoteMissing,
    PaperFirst,
    ReasonMissing,
)
from functions.applications.models import HAND_IN_WITHIN, Application, Photo, QueueState, Status
from functions.audit import service as audit
from functions.registry import service as registry
from functions.registry.errors import SystemUnavailable
from tests.applications.builders import (
    HANOI,
    HCM_CITY,
    actions_of,
    an_actor,
    an_application,
    stored,
)
from tests.builders import a_card, a_person, an_account, sent
from tests.registry.dead_systems import without_household

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)
LAN = an_actor("lan")
MINH = an_actor("minh")


def test_an_adequate_application_becomes_an_account_and_its_owner_is_told():
    application = an_application(paper=True, at=TUESDAY)
    sent()

    decisions.accept(stored(application), officer=LAN, at=TUESDAY)

    decided = decisions.find(application.number, at=TUESDAY)
    assert (decided.status, decided.decided_by) == (Status.ACCEPTED, "lan")
    assert accounts.exists(application.code)
    texts = sent()
    assert sum(application.code in text and "mật khẩu" in text.lower() for text in texts) >= 1
    assert len(texts) == 2, "an SMS and an email"
    entry = list(audit.every(application.code))[-1]
    assert (entry.action, entry.actor, entry.agency) == (audit.ACCOUNT_ISSUED, "lan", HANOI)
    assert entry.reason == application.number


def test_the_second_officer_is_told_who_decided_and_when():
    application = an_application(paper=True, at=TUESDAY)
    decisions.reject(
        stored(application), reasons=["photo_unclear"], note="", officer=LAN, at=TUESDAY
    )

    with pytest.raises(AlreadyDecided) as refused:
        decisions.accept(stored(application), officer=MINH, at=TUESDAY)

    assert "lan" in refused.value.text()
    assert "10:00 24/11/2026" in refused.value.text()
    assert not accounts.exists(application.code)


def test_who_has_read_it_before_it_was_decided_is_told_too_and_sees_the_decision():
    application = an_application(paper=True, at=TUESDAY)
    stale = stored(application)
    decisions.accept(application, officer=LAN, at=TUESDAY)

    with pytest.raises(AlreadyDecided) as refused:
        decisions.reject(stale, reasons=["photo_unclear"], note="", officer=MINH, at=TUESDAY)

    assert "lan" in refused.value.text()
    assert (stale.status, stale.decided_by) == (Status.ACCEPTED, "lan")


def test_a_row_that_was_changed_is_read_again_before_the_next_step():
    application = an_application(at=TUESDAY)
    decisions.receive_paper(application, officer=LAN, at=TUESDAY)

    with pytest.raises(AlreadyReceived):
        decisions.receive_paper(application, officer=MINH, at=TUESDAY)

    assert application.state == QueueState.TO_ASSESS
    assert actions_of(application.code) == [audit.PAPER_RECEIVED]


def test_what_was_swept_while_an_officer_had_it_open_is_not_there():
    stale = an_application(at=TUESDAY)
    lapse.sweep(at=TUESDAY + HAND_IN_WITHIN)

    with pytest.raises(NoSuchApplication):
        decisions.receive_paper(stale, officer=LAN, at=TUESDAY)

    assert Application.find(stale.number) is None


def test_fifty_confirms_at_once_decide_once():
    application = an_application(paper=True, at=TUESDAY)
    sent()

    def confirm(number: int) -> bool:
        try:
            decisions.accept(stored(application), officer=an_actor(f"officer{number}"), at=TUESDAY)
        except AlreadyDecided:
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        decided = list(pool.map(confirm, range(50)))

    assert decided.count(True) == 1
    assert len(sent()) == 2, "one SMS and one email"
    assert actions_of(application.code).count(audit.ACCOUNT_ISSUED) == 1


def test_adequate_needs_the_paper():
    application = an_application(at=TUESDAY)

    with pytest.raises(PaperFirst):
        decisions.accept(stored(application), officer=LAN, at=TUESDAY)

    assert not accounts.exists(application.code)


@pytest.mark.parametrize(
    "declared",
    [{"code": "7900000000"}, {"full_name": "Trần Văn Bình"}],
    ids=["no such code", "another name"],
)
def test_a_code_or_name_that_is_not_confirmed_issues_nothing_and_stays_pending(declared):
    application = an_application(paper=True, at=TUESDAY, **declared)

    with pytest.raises(CodeNotConfirmed):
        decisions.accept(stored(application), officer=LAN, at=TUESDAY)

    assert decisions.find(application.number, at=TUESDAY).state == QueueState.TO_ASSESS
    assert not accounts.exists(application.code)


def test_a_code_that_household_insurance_does_not_know_issues_nothing():
    stranger = a_person()
    application = an_application(paper=True, at=TUESDAY, code=stranger.code)

    with pytest.raises(CodeNotConfirmed):
        decisions.accept(stored(application), officer=LAN, at=TUESDAY)


def test_the_way_a_name_is_written_does_not_matter():
    application = an_application(paper=True, at=TUESDAY, full_name="NGUYEN THI  MINH KHAI")

    decisions.accept(stored(application), officer=LAN, at=TUESDAY)

    assert accounts.exists(application.code)


def test_a_system_that_does_not_answer_leaves_the_application_pending():
    application = an_application(paper=True, at=TUESDAY)
    registry.use(without_household())

    with pytest.raises(SystemUnavailable):
        decisions.accept(stored(application), officer=LAN, at=TUESDAY)

    assert decisions.find(application.number, at=TUESDAY).state == QueueState.TO_ASSESS
    assert not accounts.exists(application.code)


def test_a_person_who_has_an_account_gets_no_second_one():
    person = a_person()
    a_card(person)
    an_account(person)
    application = an_application(paper=True, at=TUESDAY, code=person.code)

    with pytest.raises(AccountExists):
        decisions.accept(stored(application), officer=LAN, at=TUESDAY)


def test_a_rejection_tells_the_reasons_in_the_applicants_language():
    application = an_application(at=TUESDAY)
    sent()

    decisions.reject(
        stored(application),
        reasons=["form_unsigned", "other"],
        note="Thiếu trang 2",
        officer=LAN,
        at=TUESDAY,
    )

    assert decisions.find(application.number, at=TUESDAY).status == Status.REJECTED
    for text in sent():
        assert application.number in text
        assert "Thiếu trang 2" in text
    assert actions_of(application.code)[-1] == audit.APPLICATION_REJECTED


@pytest.mark.parametrize(
    ("reasons", "error"), [([], ReasonMissing), (["other"], NoteMissing)], ids=["none", "no words"]
)
def test_a_rejection_without_a_reason_changes_nothing(reasons, error):
    application = an_application(at=TUESDAY)

    with pytest.raises(error):
        decisions.reject(stored(application), reasons=reasons, note=" ", officer=LAN, at=TUESDAY)

    assert decisions.find(application.number, at=TUESDAY).status == Status.PENDING


def test_the_paper_is_recorded_once():
    application = an_application(paper=True, at=TUESDAY, officer=LAN)

    with pytest.raises(AlreadyReceived):
        decisions.receive_paper(stored(application), officer=MINH, at=TUESDAY)

    assert actions_of(application.code) == [audit.PAPER_RECEIVED]


def test_an_officer_of_another_agency_sees_and_does_nothing():
    application = an_application(paper=True, at=TUESDAY)
    stranger = an_actor("thu", agency=HCM_CITY)

    for act in (
        lambda: decisions.open_for(stranger, stored(application), at=TUESDAY),
        lambda: decisions.accept(stored(application), officer=stranger, at=TUESDAY),
        lambda: decisions.receive_paper(stored(application), officer=stranger, at=TUESDAY),
        lambda: decisions.change_photo(stored(application), b"", officer=stranger, at=TUESDAY),
    ):
        with pytest.raises(NoSuchApplication):
            act()

    assert actions_of(application.code) == [audit.PAPER_RECEIVED]


def test_every_view_of_a_detail_is_in_the_access_log():
    application = an_application(at=TUESDAY)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: decisions.open_for(LAN, stored(application), at=TUESDAY), range(4)))

    assert actions_of(application.code) == [audit.APPLICATION_VIEWED] * 4
    assert audit.broken_link(application.code) is None


def test_a_changed_photo_replaces_the_first():
    application = an_application(at=TUESDAY, photo=b"first")

    decisions.change_photo(stored(application), b"second", officer=LAN, at=TUESDAY)

    assert decisions.find_photo(decisions.find(application.number, at=TUESDAY)) == b"second"


def test_a_declaration_with_the_paper_lasts_beyond_the_deadline():
    application = an_application(paper=True, at=TUESDAY, photo=b"a photo")

    stored = decisions.find(application.number, at=TUESDAY + timedelta(days=11))

    assert stored.expires_at is None
    assert Photo.find(application.number).expires_at is None
    assert Application.find(application.number).state == QueueState.TO_ASSESS


def test_a_rejected_declaration_keeps_its_photo_although_no_paper_came():
    application = an_application(at=TUESDAY, photo=b"a photo")

    decisions.reject(
        stored(application), reasons=["form_unsigned"], note="", officer=LAN, at=TUESDAY
    )

    assert Application.find(application.number).expires_at is None
    assert Photo.find(application.number).expires_at is None
