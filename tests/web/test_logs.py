"""Logs are JSON lines that can be counted and traced, and hold nothing personal."""

import json
import logging

import pytest

from functions.web import logs
from tests.builders import ANOTHER_PASSWORD, PASSWORD, a_card, a_new_account, a_person, otp_in


def test_the_log_of_a_whole_journey_holds_nothing_personal(citizen, caplog):
    caplog.set_level(logging.DEBUG)
    person = a_person(full_name="Đặng Thị Bích", email="bich@vssid.example")
    a_card(person)
    code, first = a_new_account(person)

    citizen.submit("/login", status=422, code=code, password="a wrong password")
    citizen.submit("/login", code=code, password=first)
    new = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}
    citizen.submit("/password", old_password=first, **new)
    otp = otp_in(citizen.messages()[0]["text"])
    citizen.submit("/password/confirm", otp=otp)
    for path in ("/account/profile", "/account/card", "/account/activity"):
        citizen.get(path)
    citizen.get(f"/nobody/{code}?name=Bích", 404)
    citizen.submit("/logout")
    citizen.submit("/password/forgot", code=code)

    secrets = [code, first, otp, PASSWORD, ANOTHER_PASSWORD, "a wrong password"]
    secrets += ["Bích", "Bich", person.phone[3:], person.identity_number, "bich@", "1990-03-05"]
    assert len(caplog.records) > 20
    for record in caplog.records:
        for secret in secrets:
            assert secret not in record.getMessage()


def test_a_request_is_one_line_with_its_route_and_the_id_of_its_answer(citizen, caplog):
    caplog.set_level(logging.INFO)
    citizen.get("/login")

    line = json.loads(caplog.records[-1].getMessage())

    assert (line["event"], line["route"], line["status"]) == ("request", "/login", 200)
    assert line["request"] == citizen.response.headers["X-Request-Id"]
    assert line["milliseconds"] > 0


@pytest.mark.parametrize(
    "value",
    ["Nguyễn Văn A", "nguyen van a", "0912345678", "123456", "a@b.example", "x" * 201, 912345678],
)
def test_what_may_be_personal_is_refused(caplog, value):
    caplog.set_level(logging.INFO)

    logs.event("test", field=value)

    assert json.loads(caplog.records[-1].getMessage())["field"] == "[refused]"
