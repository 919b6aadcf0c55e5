"""A draft becomes one application, under a number of its own or that of what it corrects."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from functions.accounts import service as accounts
from functions.applications import decisions, drafts
from functions.applications.errors import AlreadySubmitted, DraftChanged
from functions.applications.models import (
    HAND_IN_WITHIN,
    Application,
    Draft,
    Photo,
    QueueState,
)
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.registration import service as registration
from functions.registration.errors import NotCorrectable
from tests.applications.builders import a_declaration, an_actor, an_application, stored, submit
from tests.builders import otp_sent, sent

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)
LAN = an_actor("lan")


def rejected(**values) -> Application:
    """A registration, found inadequate."""
    application = an_application(at=TUESDAY, **values)
    decisions.reject(application, reasons=["name_differs"], note="", officer=LAN, at=TUESDAY)
    return stored(application)


def a_draft() -> Draft:
    """A filled-in form."""
    return drafts.begin(at=TUESDAY, answers=a_declaration())


def proof_for(draft: Draft) -> tuple[OneTimeCode, str]:
    """A code sent to the draft's phone: what stands for it, and its digits."""
    one_time_code = registration.send_code(draft, None, language="vi", at=TUESDAY)
    return one_time_code, otp_sent()


def press(draft: Draft, one_time_code: OneTimeCode, otp: str) -> Application:
    """Press the button below the code, as the draft was when the page opened."""
    reviewed = int(draft.version)
    return registration.submit(
        draft, one_time_code, otp, reviewed=reviewed, language="vi", at=TUESDAY
    )


def test_a_draft_has_no_number_until_it_is_submitted():
    draft = a_draft()
    assert drafts.find(draft.id, at=TUESDAY).number is None

    application = press(draft, *proof_for(draft))

    assert application.number.startswith("261124-")
    closed = drafts.find(draft.id, at=TUESDAY)
    assert (closed.number, closed.answers) == (application.number, {})


def test_fifty_submissions_at_once_make_one_application():
    draft = a_draft()
    one_time_code, otp = proof_for(draft)

    def submitted(_: int) -> bool:
        try:
            press(drafts.find(draft.id, at=TUESDAY), one_time_code, otp)
        except (AlreadySubmitted, OtpOver, DraftChanged):
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        outcomes = list(pool.map(submitted, range(50)))

    assert outcomes.count(True) == 1
    assert Application.count() == 1
    assert len(sent()) == 2, "one SMS and one email"


def test_a_draft_that_was_submitted_since_it_was_read_says_as_what():
    draft = a_draft()
    stale = drafts.find(draft.id, at=TUESDAY)
    one_time_code, otp = proof_for(draft)
    application = press(draft, one_time_code, otp)

    with pytest.raises(AlreadySubmitted) as again:
        press(stale, one_time_code, otp)

    assert again.value.details["number"] == application.number


def test_a_draft_that_was_changed_since_it_was_read_is_not_submitted():
    draft = a_draft()
    stale = drafts.find(draft.id, at=TUESDAY)
    one_time_code, otp = proof_for(draft)
    drafts.save(draft, {"full_name": "Trần Văn Bình"})

    with pytest.raises(DraftChanged):
        press(stale, one_time_code, otp)

    assert Application.count() == 0


def test_a_number_that_another_application_has_is_drawn_anew(monkeypatch):
    """Numbers are drawn at random: two of the same day may be the same."""
    taken, free = 4821035, 4821036
    draws = iter([taken, taken, taken, free])
    chance = secrets.randbelow
    monkeypatch.setattr(
        secrets, "randbelow", lambda most: next(draws) if most == 10**7 else chance(most)
    )
    stranger = an_application(at=TUESDAY, phone="+84909999999")
    draft = a_draft()
    one_time_code, otp = proof_for(draft)

    application = press(draft, one_time_code, otp)

    assert application.number.startswith(f"261124-{free}")
    assert stored(application).state == QueueState.AWAITING_PAPER
    assert stored(stranger).answers["phone"] == "+84909999999"


def test_a_rejected_application_is_corrected_under_its_number_and_accepted():
    application = rejected(paper=True, full_name="Nguyễn Minh")
    later = TUESDAY + timedelta(days=1)

    draft = registration.correct(application, None, at=later)
    drafts.save(draft, {"full_name": "Nguyễn Thị Minh Khai"})
    corrected = submit(draft, at=later)

    assert corrected.number == application.number
    assert corrected.state == QueueState.AWAITING_PAPER
    assert corrected.deadline_at == later + HAND_IN_WITHIN
    assert corrected.reasons == []
    decisions.receive_paper(corrected, officer=LAN, at=later)
    decisions.accept(stored(corrected), officer=LAN, at=later)
    assert accounts.exists(application.code)


def test_a_correction_is_not_sent_twice_from_two_drafts():
    application = rejected()
    first, second = (registration.correct(application, None, at=TUESDAY) for _ in range(2))
    submit(first, at=TUESDAY)

    with pytest.raises(NotCorrectable):
        submit(second, at=TUESDAY)


def test_a_photo_that_a_correction_leaves_out_is_deleted():
    application = rejected(photo=b"a photo")

    submit(registration.correct(application, None, at=TUESDAY), at=TUESDAY)

    assert Photo.find(application.number) is None
