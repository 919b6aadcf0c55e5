"""Officers for tests, each with one call."""

import itertools
from datetime import datetime, timedelta

import pyotp

from functions import clock
from functions.officers import administration, enrolment, service
from tests.builders import A_DEVICE
from tests.client import Client

OFFICER_PASSWORD = "thuyền xuôi mái nước song song"

_serial = itertools.count(1)


def a_new_officer(
    agency: str = "0100", role: str = "officer", *, at: datetime | None = None, **values: str
) -> tuple[str, str]:
    """An officer who has not signed in yet: user name and initial password."""
    username = values.get("username", f"officer-{next(_serial)}")
    password = administration.create(
        username,
        full_name=values.get("full_name", "Phạm Thị Hoài Thu"),
        agency=agency,
        role=role,
        at=at or clock.now(),
    )
    return username, password


def an_officer(
    agency: str = "0100", role: str = "officer", *, at: datetime | None = None, **values: str
) -> tuple[str, str, str]:
    """An officer who enrolled an hour before `at`: user name, password, TOTP secret."""
    at = (at or clock.now()) - timedelta(hours=1)
    username, initial = a_new_officer(agency, role, at=at, **values)
    started = service.sign_in(username, initial, "", device=A_DEVICE, at=at)
    enrolment.choose_password(enrolment.resume(username, started.token, at=at), OFFICER_PASSWORD)
    enrolling = enrolment.resume(username, started.token, at=at)
    enrolment.confirm(enrolling, totp(enrolling.secret, at=at), device=A_DEVICE, at=at)
    return username, OFFICER_PASSWORD, enrolling.secret


def signed_in_officer(client: Client, agency: str = "0100", role: str = "officer") -> Client:
    """Sign the browser in as a new officer; it then knows `username` and `secret`."""
    client.username, password, client.secret = an_officer(agency, role)
    client.submit(
        "/officer/login", username=client.username, password=password, totp=totp(client.secret)
    )
    assert client.path == "/officer/"
    return client


def totp(secret: str, *, at: datetime | None = None) -> str:
    """What the authenticator app shows."""
    return pyotp.TOTP(secret).at(at or clock.now())


def sign_in(username: str, secret: str, *, at: datetime) -> str:
    """A session; its token."""
    return service.sign_in(
        username, OFFICER_PASSWORD, totp(secret, at=at), device=A_DEVICE, at=at
    ).token
