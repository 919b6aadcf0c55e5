"""B2: the access log shows its owner what happened to the account."""

import csv
import io

import pytest

from functions import clock
from functions.audit import service as audit
from functions.storage import all_or_nothing
from tests.builders import PASSWORD, an_account


def sign_in(citizen):
    code = an_account()
    citizen.submit("/login", code=code, password=PASSWORD)
    return code


def test_the_log_tells_sign_ins_and_changes_newest_first(citizen):
    sign_in(citizen)

    entries = citizen.get_json("/account/activity")["entries"]

    assert [entry["action"] for entry in entries] == [
        "signed_in",
        "signed_out",
        "signed_in",
        "password_changed",
        "signed_in",
        "account_issued",
    ]
    assert entries[-1]["role"] == "system"
    page = citizen.get("/account/activity")
    assert "Password changed" in page.text
    assert "Vietnam Social Security" in page.text


def test_an_officers_look_is_told_with_agency_and_reason(citizen):
    code = sign_in(citizen)
    officer = audit.Actor("lan.nguyen", audit.OFFICER, agency="BHXH Hà Nội")
    with all_or_nothing() as unit:
        audit.append(
            unit,
            subject=code,
            action=audit.ACCOUNT_ISSUED,
            actor=officer,
            at=clock.now(),
            reason="Form No. 1",
        )

    text = citizen.get("/account/activity").text

    assert "Officer · lan.nguyen · BHXH Hà Nội · Form No. 1" in " ".join(text.split())


@pytest.mark.parametrize("before", ["9" * 60, "-" + "9" * 60, "9" * 5000, "x", "1e9"])
def test_what_is_no_place_in_the_log_is_ignored(citizen, before):
    sign_in(citizen)

    assert len(citizen.get_json(f"/account/activity?before={before}")["entries"]) == 6


def test_a_long_log_is_read_page_by_page(citizen):
    code = sign_in(citizen)
    for _ in range(30):
        with all_or_nothing() as unit:
            audit.append(
                unit,
                subject=code,
                action=audit.SIGNED_IN,
                actor=audit.owner(code),
                at=clock.now(),
            )

    first = citizen.get_json("/account/activity")
    second = citizen.get_json(first["older"])

    assert (len(first["entries"]), len(second["entries"])) == (20, 16)
    assert second["older"] == ""
    citizen.get(first["older"])


def test_the_whole_log_can_be_downloaded(citizen):
    sign_in(citizen)

    response = citizen.http.get("/account/activity?format=csv", base_url="https://vssid.test")

    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    assert len(list(csv.DictReader(io.StringIO(response.text)))) == 6


def test_a_cursor_that_is_no_number_shows_the_first_page(citizen):
    sign_in(citizen)

    assert citizen.get_json("/account/activity?before=x")["entries"]
