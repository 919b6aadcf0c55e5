"""Officers: signed in and out, their sessions, passwords and locks."""

from dataclasses import dataclass
from datetime import datetime

from functions.audit import service as audit
from functions.credentials import attempts, own_log, passwords, sessions
from functions.credentials.devices import Device
from functions.officers import authenticator, errors
from functions.officers.models import Officer, OfficerSession
from functions.reference import agencies
from functions.storage import Action, UnitOfWork, all_or_nothing, retried

OFFICER = "officer"
SUPERVISOR = "supervisor"
ROLES = (OFFICER, SUPERVISOR)
# Whose chain records the lock of a name that no officer has: names that strangers invent are
# not stored.
NOBODY = ""


@dataclass(frozen=True)
class SignedInOfficer:
    """An officer with a live session, who acts for an agency in a role."""

    username: str
    full_name: str
    agency: str
    role: str
    session: OfficerSession

    @property
    def actor(self) -> audit.Actor:
        return audit.Actor(self.username, audit.OFFICER, agency=self.agency)

    @property
    def agency_name(self) -> str:
        agency = agencies.find(self.agency)
        return agency.name if agency else self.agency

    @property
    def is_supervisor(self) -> bool:
        return self.role == SUPERVISOR


@dataclass(frozen=True)
class Started:
    """A session's token for the cookie, and whether all it opens is the enrolment."""

    token: str
    must_enrol: bool


def sign_in(username: str, password: str, totp: str, *, device: Device, at: datetime) -> Started:
    """Start a session; with an initial password, an enrolment.

    The answer and its time are the same whether or not there is such an officer. Raises
    errors.WrongCredentials, errors.Locked, errors.InitialPasswordExpired.
    """
    officer = Officer.find(username)
    known = device.digest_if_in(officer.devices if officer else ())
    is_last_try = count_try(username, at=at, browser=known)
    is_password = passwords.matches(officer.password_hash if officer else None, password)
    step = _step(officer, totp, at)
    must_enrol = officer is not None and not officer.totp_secret
    if not is_password or not (step or must_enrol) or officer.disabled_at:
        if is_last_try:
            note_lock(username if officer else NOBODY, at=at)
        raise errors.WrongCredentials
    forget_tries(username, browser=known)
    return _start(officer, step, device, at) if step else _begin_enrolment(officer, at)


def resume(
    username: str, token: str, *, at: datetime, is_use: bool = True
) -> SignedInOfficer | None:
    """The officer of the session that this token holds, while it lives and the officer may work.

    A use of the session prolongs it.
    """
    session = sessions.live(OfficerSession, username, token, at=at, is_use=is_use)
    if session is None or session.new_secret:
        return None
    officer: Officer | None = Officer.find(username)
    if officer is None or officer.disabled_at:
        return None
    return SignedInOfficer(username, officer.full_name, officer.agency, officer.role, session)


def open_session(
    unit: UnitOfWork, username: str, *, at: datetime, new_secret: str | None = None
) -> str:
    """Start a session in the caller's transaction, and end the one before; returns the token.

    With `new_secret` it is an enrolment.
    """
    token, session = sessions.new(OfficerSession, username, at=at, new_secret=new_secret)
    unit.save(session)
    return token


def sign_out(officer: SignedInOfficer, *, at: datetime) -> None:
    """End the session everywhere."""
    with all_or_nothing(conflict=errors.OfficerChanged()) as unit:
        sessions.close(unit, OfficerSession, officer.username)
        own_log.append(unit, officer.actor, audit.SIGNED_OUT, at=at)


def change_password(
    officer: SignedInOfficer, *, old: str, new: str, totp: str, at: datetime
) -> str:
    """Set another password; returns the session's new token.

    Raises errors.Locked, errors.WrongPasswordOrCode, credentials' errors.Password...,
    errors.OfficerChanged.
    """
    stored: Officer = Officer.find(officer.username)
    browser = officer.session.token_hash
    is_last_try = count_try(officer.username, at=at, browser=browser)
    step = _step(stored, totp, at)
    if not passwords.matches(stored.password_hash, old) or step is None:
        if is_last_try:
            note_lock(officer.username, at=at)
        raise errors.WrongPasswordOrCode
    forget_tries(officer.username, browser=browser)
    check_new_password(stored, new)
    with all_or_nothing(conflict=errors.OfficerChanged()) as unit:
        unit.update(
            stored,
            actions=[
                *passwords.replacement(stored, passwords.hashed(new)),
                Officer.totp_step.set(step),
            ],
        )
        own_log.append(unit, officer.actor, audit.PASSWORD_CHANGED, at=at)
        return sessions.renew(unit, officer.session)


def check_new_password(officer: Officer, new: str) -> None:
    """Raise credentials' errors.Password... if the officer may not use this password."""
    name = "".join(letter for letter in officer.username if letter.isalnum())
    owner = passwords.Owner(name, phone="", full_name=officer.full_name)
    passwords.check(new, owner, officer)


def subject_of(username: str) -> str:
    """The subject of an officer's own chain in the access log, and of the officer's attempts."""
    return own_log.chain_of(username, audit.OFFICER)


@retried
def note_lock(username: str, *, at: datetime) -> None:
    """Record a lock, for NOBODY too: how long it takes must not tell whether a name exists."""
    subject = subject_of(username)
    with all_or_nothing() as unit:
        audit.append(unit, subject=subject, action=audit.LOCKED, actor=audit.THE_SYSTEM, at=at)


def count_try(username: str, *, at: datetime, browser: str = "") -> bool:
    """Count a try before it is looked at; return whether it locks if it is wrong.

    `browser` stands for one that has been signed in: its count is its own, so that strangers'
    tries do not lock it out. Raises errors.Locked.
    """
    refusal = errors.Locked if browser else errors.LockedForStrangers
    return attempts.count_password_try(subject_of(username), at=at, device=browser, refusal=refusal)


def forget_tries(username: str, *, browser: str = "") -> None:
    """Start the count anew: the password and the code were right, or were replaced."""
    attempts.forget_password_tries(subject_of(username), device=browser)


def actor_of(officer: Officer) -> audit.Actor:
    """The officer, as the access log names somebody who acts."""
    return audit.Actor(officer.username, audit.OFFICER, agency=officer.agency)


def _step(officer: Officer | None, totp: str, at: datetime) -> int | None:
    if officer is None:
        return authenticator.step_of(totp, None, at=at)
    return authenticator.step_of(totp, officer.totp_secret, at=at, after=int(officer.totp_step))


def _start(officer: Officer, step: int, device: Device, at: datetime) -> Started:
    with all_or_nothing(conflict=errors.WrongCredentials()) as unit:
        devices = device.added_to(officer.devices)
        actions: list[Action] = [Officer.totp_step.set(step), Officer.devices.set(devices)]
        unit.update(officer, actions=actions)
        token = open_session(unit, officer.username, at=at)
        own_log.append(unit, actor_of(officer), audit.SIGNED_IN, at=at)
    return Started(token, must_enrol=False)


def _begin_enrolment(officer: Officer, at: datetime) -> Started:
    if officer.initial_until is None or at > officer.initial_until:
        raise errors.InitialPasswordExpired
    secret = authenticator.new_secret()
    with all_or_nothing(conflict=errors.OfficerChanged()) as unit:
        token = open_session(unit, officer.username, at=at, new_secret=secret)
    return Started(token, must_enrol=True)
