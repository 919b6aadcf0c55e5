"""Logs are JSON lines that can be counted and traced, and hold nothing personal."""

import json
import logging

import pytest

from functions import citizen_app, logs
from tests.builders import (
    ANOTHER_PASSWORD,
    PASSWORD,
    a_card,
    a_new_account,
    a_person,
    an_account,
    otp_in,
)
from tests.client import Client


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


def test_the_log_of_two_devices_and_every_refusal_holds_nothing_personal(settings, caplog):
    caplog.set_level(logging.INFO)
    citizen = Client(citizen_app.create(settings), settings)
    person = a_person(full_name="Đặng Thị Bích", email="bich@vssid.example")
    code, second = an_account(person), citizen.another_device()

    citizen.submit("/login", code=code, password=PASSWORD)
    second.submit("/login", code=code, password=PASSWORD)
    second.submit("/login/device")
    otp = otp_in(second.messages()[0]["text"])
    wrong = "654321" if otp != "654321" else "123456"
    second.submit("/login/device/confirm", status=422, otp=wrong)
    second.post_json("/login/device/confirm", {"otp": otp}, status=303)
    citizen.get("/account/profile")
    citizen.submit("/login/ended")
    for _ in range(5):
        second.post_json("/login", {"code": code, "password": "a wrong password"}, status=422)
    second.submit("/login", status=429, code=code, password=PASSWORD)
    second.post("/login", {"code": code, "password": PASSWORD}, status=400)
    second.get(f"/account/{code}?otp={otp}&phone={person.phone}", 404)
    break_at_the_next_request(citizen.app, code)
    second.get("/login", 500)

    secrets = [code, otp, wrong, PASSWORD, "a wrong password", "Bích", "bich@", person.phone[3:]]
    assert sum('"bug"' in line for line in everything_logged(caplog)) == 1
    assert [line for line in everything_logged(caplog) for each in secrets if each in line] == []


def break_at_the_next_request(app, code):
    """A bug whose message names a person, as messages of libraries can."""

    def fail():
        raise RuntimeError(f"cannot read {code} Đặng Thị Bích")

    app.before_request_funcs.setdefault(None, []).append(fail)


def everything_logged(caplog):
    """Each record as any handler could write it: message, arguments and traceback."""
    formatter = logging.Formatter("%(name)s %(message)s %(args)s")
    return [formatter.format(record) for record in caplog.records]


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
