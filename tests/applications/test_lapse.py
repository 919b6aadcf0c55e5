"""S16: a declaration that is not handed in within ten days is deleted."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.applications import decisions, drafts, figures, lapse
from functions.applications.errors import NoSuchApplication
from functions.applications.models import (
    HAND_IN_WITHIN,
    SWEPT_WITHIN,
    Application,
    Kind,
    Photo,
)
from functions.audit import service as audit
from functions.desk import work_list
from tests.applications.builders import HANOI, an_actor, an_application, stored
from tests.builders import sent

TUESDAY = datetime(2026, 11, 3, 3, tzinfo=UTC)
DEADLINE = TUESDAY + HAND_IN_WITHIN
LAN = an_actor("lan")


def listed(at: datetime) -> work_list.Page:
    return work_list.page(HANOI, work_list.Search(Kind.REGISTRATION), at=at)


def test_a_second_before_the_deadline_it_can_be_handed_in_and_accepted():
    application = an_application(at=TUESDAY)
    last_second = DEADLINE - timedelta(seconds=1)

    assert [row.number for row in listed(last_second).rows] == [application.number]
    decisions.receive_paper(stored(application), officer=LAN, at=last_second)
    decisions.accept(stored(application), officer=LAN, at=last_second)


def test_at_the_deadline_it_is_gone_from_everywhere_though_nothing_was_swept():
    application = an_application(at=TUESDAY)

    with pytest.raises(NoSuchApplication):
        decisions.open_for(LAN, stored(application), at=DEADLINE)
    with pytest.raises(NoSuchApplication):
        decisions.receive_paper(stored(application), officer=LAN, at=DEADLINE)
    page = listed(DEADLINE)
    assert (page.rows, page.total) == ([], 0)
    for search in ({"number": application.number}, {"code": application.code}):
        found = work_list.page(HANOI, work_list.Search(Kind.REGISTRATION, **search), at=DEADLINE)
        assert found.rows == []


def test_the_sweep_deletes_it_with_its_photo_and_tells_the_applicant():
    application = an_application(at=TUESDAY, photo=b"a photo")
    kept = an_application(at=TUESDAY + timedelta(hours=1))
    sent()

    assert lapse.sweep(at=DEADLINE) == {"lapsed": 1, "failed": 0}

    assert Application.find(application.number) is None
    assert Photo.find(application.number) is None
    assert Application.find(kept.number) is not None
    texts = sent()
    assert len(texts) == 2, "an SMS and an email"
    assert all(application.number in text for text in texts)
    assert sum(figures.totals(HANOI, Kind.REGISTRATION).values()) == 1


def test_the_sweep_leaves_an_audit_line_without_personal_data():
    application = an_application(at=TUESDAY)

    lapse.sweep(at=DEADLINE)

    (entry,) = audit.every(f"application#{application.number}")
    assert entry.action == audit.APPLICATION_LAPSED
    content = str(entry)
    for personal in (application.code, application.full_name, application.answers["phone"]):
        assert personal not in content


def test_the_sweep_spares_what_was_handed_in():
    application = an_application(at=TUESDAY, paper=True)

    assert lapse.sweep(at=DEADLINE) == {"lapsed": 0, "failed": 0}
    assert Application.find(application.number) is not None


def test_one_that_cannot_be_deleted_keeps_no_other_from_it():
    broken = an_application(at=TUESDAY - timedelta(minutes=1))
    broken.update([Application.deadline_at.remove()])
    an_application(at=TUESDAY)

    assert lapse.sweep(at=DEADLINE) == {"lapsed": 1, "failed": 1}


def test_ttl_is_a_backstop_behind_the_sweep():
    application = an_application(at=TUESDAY, photo=b"a photo")

    assert application.expires_at == DEADLINE + SWEPT_WITHIN
    assert Photo.find(application.number).expires_at == application.expires_at


def test_a_draft_lasts_a_day():
    draft = drafts.begin(at=TUESDAY)

    assert drafts.find(draft.id, at=TUESDAY + timedelta(hours=23)).id == draft.id
    with pytest.raises(drafts.DraftGone):
        drafts.find(draft.id, at=TUESDAY + timedelta(days=1))
