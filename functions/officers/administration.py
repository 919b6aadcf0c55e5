"""Making, resetting and disabling officers: what the command does."""

import re
from collections.abc import Iterable
from datetime import datetime

from functions.audit import service as audit
from functions.credentials import passwords, sessions
from functions.officers import errors, service
from functions.officers.models import Officer, OfficerSession
from functions.reference import agencies
from functions.storage import Action, UnitOfWork, all_or_nothing

MAX_NAME_LENGTH = 100
_USERNAME = re.compile(r"[a-z][a-z0-9.-]{2,31}")


def create(username: str, *, full_name: str, agency: str, role: str, at: datetime) -> str:
    """Make an officer; returns the initial password.

    Raises errors.UsernameMalformed, errors.NameMissing, errors.NoSuchAgency,
    errors.RoleUnknown, errors.UsernameTaken.
    """
    full_name = " ".join(full_name.split())
    if not _USERNAME.fullmatch(username):
        raise errors.UsernameMalformed
    if not 0 < len(full_name) <= MAX_NAME_LENGTH or not full_name.isprintable():
        raise errors.NameMissing
    if agencies.find(agency) is None:
        raise errors.NoSuchAgency
    if role not in service.ROLES:
        raise errors.RoleUnknown
    password = passwords.initial()
    officer = Officer(
        username=username,
        full_name=full_name,
        agency=agency,
        role=role,
        password_hash=passwords.hashed(password),
        initial_until=at + passwords.INITIAL_VALID,
        created_at=at,
    )
    with all_or_nothing(conflict=errors.UsernameTaken()) as unit:
        unit.save(officer, condition=Officer.username.does_not_exist())
        _note(unit, username, audit.ACCOUNT_ISSUED, at)
    return password


def of_agency(agency: str) -> Iterable[Officer]:
    """The officers of an agency, by user name."""
    for row in Officer.by_agency.query(agency):
        yield _find(row.username)


def reset_password(username: str, *, at: datetime) -> str:
    """Give the officer a new initial password, with which everything is enrolled anew.

    It is for a lost password or a lost authenticator app, and ends the session. Raises
    errors.NoSuchOfficer, errors.OfficerChanged.
    """
    officer, password = _find(username), passwords.initial()
    actions: list[Action] = [
        *passwords.replacement(officer, passwords.hashed(password)),
        Officer.initial_until.set(at + passwords.INITIAL_VALID),
        Officer.totp_secret.remove(),
    ]
    _change(officer, actions, audit.PASSWORD_RESET, at)
    for browser in ("", *officer.devices):
        service.forget_tries(username, browser=browser)
    return password


def disable(username: str, *, at: datetime) -> None:
    """End the officer's session and refuse every other. Raises errors.NoSuchOfficer."""
    _change(_find(username), [Officer.disabled_at.set(at)], audit.DISABLED, at)


def enable(username: str, *, at: datetime) -> None:
    """Let a disabled officer in again. Raises errors.NoSuchOfficer."""
    _change(_find(username), [Officer.disabled_at.remove()], audit.ENABLED, at)


def _find(username: str) -> Officer:
    officer: Officer | None = Officer.find(username)
    if officer is None:
        raise errors.NoSuchOfficer
    return officer


def _change(officer: Officer, actions: list[Action], action: str, at: datetime) -> None:
    with all_or_nothing(conflict=errors.OfficerChanged()) as unit:
        unit.update(officer, actions=actions)
        sessions.close(unit, OfficerSession, officer.username)
        _note(unit, officer.username, action, at)


def _note(unit: UnitOfWork, username: str, action: str, at: datetime) -> None:
    subject = service.subject_of(username)
    audit.append(unit, subject=subject, action=action, actor=audit.THE_SYSTEM, at=at)
