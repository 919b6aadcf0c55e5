"""Demo data: a synthetic registry, and an account in each state that a visitor may want to try.

All of it is made as real data is: people by the import of CSV files, accounts by the services at
chosen moments, codes and passwords by way of the outbox.
"""

import contextlib
import csv
import json
import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from functions import clock
from functions.accounts import new_password, service
from functions.credentials import devices, passwords
from functions.credentials.devices import Device
from functions.notifications import inbox, jobs
from functions.notifications.channels import local as local_channels
from functions.officers import administration, authenticator, enrolment
from functions.officers import service as officers
from functions.reference.identifiers import parse_phone
from functions.registry.loading import importing
from functions.registry.synthetic import generator
from functions.storage import all_or_nothing
from infra.local import demo_applications

PEOPLE = 1000
SEED = 2020
FILE = "demo-accounts.json"
REGISTRY = "registry"

NEW = "new: must change the password"
ACTIVE = "active"
OUTDATED = "password over 6 months old"
OFFICERS = (
    ("hoai.thu", "Phạm Thị Hoài Thu", "0100", officers.OFFICER),
    ("quang.minh", "Đỗ Quang Minh", "0100", officers.OFFICER),
    ("thanh.ha", "Vũ Thị Thanh Hà", "0100", officers.SUPERVISOR),
    ("bao.chau", "Huỳnh Lê Bảo Châu", "7900", officers.OFFICER),
)
NEW_OFFICERS = (
    ("duc.anh", "Ngô Đức Anh", "0100", officers.OFFICER),
    ("kim.ngan", "Trương Kim Ngân", "0100", officers.OFFICER),
    ("hai.dang", "Mai Hải Đăng", "7900", officers.SUPERVISOR),
)
STATES = (NEW,) * 10 + (ACTIVE,) * 5 + (OUTDATED,) * 2


def load(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Fill the connected tables once; returns the demo accounts that `FILE` lists."""
    file = folder / FILE
    if not file.exists():
        with _quick_hashes():
            _registry(folder / REGISTRY)
            demo_applications.load(folder / REGISTRY)
            accounts = {
                "citizens": list(_citizens(folder)),
                "officers": list(_officers()),
                "new_officers": list(_new_officers()),
            }
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps(accounts, ensure_ascii=False, indent=2) + "\n")
        draft.rename(file)
    return json.loads(file.read_text())


@contextlib.contextmanager
def _quick_hashes() -> Iterator[None]:
    """Hash as weakly as argon2id can: whoever has these hashes has their passwords beside them."""
    hasher = passwords.HASHER
    passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    try:
        yield
    finally:
        passwords.HASHER = hasher


def forget(folder: Path) -> None:
    """Remove what an unfinished load left beside the database."""
    shutil.rmtree(folder / REGISTRY, ignore_errors=True)
    (folder / FILE).unlink(missing_ok=True)


def _registry(folder: Path) -> None:
    generator.write_files(folder, count=PEOPLE, seed=SEED)
    for kind in ("persons", "cards"):
        outcome = importing.import_file(kind, folder / f"{kind}.csv", on=clock.today())
        if outcome.loaded != PEOPLE:
            raise RuntimeError(f"{outcome.rejected} {kind} were rejected: see {outcome.rejects}")


def _citizens(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / REGISTRY / "persons.csv").open(newline="") as file:
        reachable = (person for person in csv.DictReader(file) if person["phone"])
        for state, person in zip(STATES, reachable, strict=False):
            yield {
                "code": person["code"],
                "password": _account(folder, person, state),
                "phone": person["phone"],
                "full_name": person["full_name"],
                "state": state,
            }


def _new_officers() -> Iterator[dict[str, str]]:
    at = clock.now()
    for username, full_name, agency, role in NEW_OFFICERS:
        values = {"full_name": full_name, "agency": agency, "role": role}
        password = administration.create(username, **values, at=at)
        yield {"username": username, "password": password, **values}


def _officers() -> Iterator[dict[str, str]]:
    # A day ago: the app's code of then is used up, today's are not.
    at = clock.now() - timedelta(days=1)
    for username, full_name, agency, role in OFFICERS:
        values = {"full_name": full_name, "agency": agency, "role": role}
        initial = administration.create(username, **values, at=at)
        password, secret = _enrol(username, initial, at)
        yield {"username": username, "password": password, "totp_secret": secret, **values}


def _enrol(username: str, initial: str, at: datetime) -> tuple[str, str]:
    """Do what an officer does first: sign in, choose a password, set the app up, sign out."""
    password, device = passwords.initial(), Device(devices.new_id(), "")
    token = officers.sign_in(username, initial, "", device=device, at=at).token
    enrolment.choose_password(_enrolling(username, token, at), password)
    enrolling = _enrolling(username, token, at)
    code = authenticator.code(enrolling.secret, at=at)
    token = enrolment.confirm(enrolling, code, device=device, at=at)
    signed_in = officers.resume(username, token, at=at)
    if signed_in is None:
        raise RuntimeError("a demo officer could not sign in")
    officers.sign_out(signed_in, at=at)
    return password, enrolling.secret


def _enrolling(username: str, token: str, at: datetime) -> enrolment.Enrolling:
    enrolling = enrolment.resume(username, token, at=at)
    if enrolling is None:
        raise RuntimeError("a demo officer could not enrol")
    return enrolling


def _account(folder: Path, person: dict[str, str], state: str) -> str:
    """Issue the account and bring it into `state`; returns the password that opens it."""
    at = clock.now()
    if state == NEW:
        return _issue(person, at)
    changed_at = at - timedelta(days=200 if state == OUTDATED else 1)
    first = _issue(person, changed_at)
    new = passwords.initial()
    _change_password(folder, person["code"], first, new, changed_at)
    return new


def _issue(person: dict[str, str], at: datetime) -> str:
    password = passwords.initial()
    with all_or_nothing() as unit:
        service.issue(
            unit,
            person["code"],
            phone=parse_phone(person["phone"]),
            email=person["email"] or None,
            password=password,
            at=at,
        )
    return password


def _change_password(folder: Path, code: str, old: str, new: str, at: datetime) -> None:
    """Do what the owner does: sign in, give a new password, confirm with the SMS, sign out."""
    step = service.sign_in(code, old, device=Device(devices.new_id(), ""), at=at)
    if not isinstance(step, service.Started):
        raise RuntimeError("a demo account is signed in already")
    signed_in = _signed_in(code, step.token, at)
    one_time_code = new_password.ask_to_change_password(
        signed_in, old=old, new=new, language="vi", at=at
    )
    token = new_password.change_password(signed_in, one_time_code, _otp(folder), at=at)
    service.sign_out(_signed_in(code, token, at), at=at)


def _signed_in(code: str, token: str, at: datetime) -> service.SignedIn:
    signed_in = service.resume(code, token, at=at)
    if signed_in is None:
        raise RuntimeError("a demo account could not sign in")
    return signed_in


def _otp(folder: Path) -> str:
    """The one-time code in the newest SMS of the local inbox."""
    jobs.deliver_due(local_channels(folder))
    codes = (re.match(r"VssID: (\d{6}) ", sent["text"]) for sent in inbox.newest_first(folder))
    return next(code[1] for code in codes if code)
