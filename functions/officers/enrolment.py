"""The first sign-in: an own password and an authenticator app, together or not at all."""

from dataclasses import dataclass
from datetime import datetime

from functions.audit import service as audit
from functions.credentials import own_log, passwords, sessions
from functions.credentials.devices import Device
from functions.officers import authenticator, errors, service
from functions.officers.models import Officer, OfficerSession
from functions.storage import all_or_nothing, one_write


@dataclass(frozen=True)
class Enrolling:
    """An officer in the middle of the first sign-in."""

    officer: Officer
    session: OfficerSession

    @property
    def secret(self) -> str:
        """What the authenticator app is given."""
        return self.session.new_secret or ""

    @property
    def has_password(self) -> bool:
        """Whether the own password is chosen, so that the app comes next."""
        return self.session.new_hash is not None


def resume(username: str, token: str, *, at: datetime) -> Enrolling | None:
    """The officer who enrols with this token, if the enrolment is still under way."""
    session = sessions.live(OfficerSession, username, token, at=at)
    if session is None or not session.new_secret:
        return None
    officer: Officer | None = Officer.find(username)
    if officer is None or officer.disabled_at or officer.totp_secret:
        return None
    return Enrolling(officer, session)


def choose_password(enrolling: Enrolling, new: str) -> None:
    """Store the own password until `confirm`.

    Raises credentials' errors.Password..., errors.EnrolmentOver.
    """
    service.check_new_password(enrolling.officer, new)
    session = enrolling.session
    with one_write(conflict=errors.EnrolmentOver()):
        session.update(
            [OfficerSession.new_hash.set(passwords.hashed(new))],
            condition=OfficerSession.token_hash == session.token_hash,
        )


def confirm(enrolling: Enrolling, totp: str, *, device: Device, at: datetime) -> str:
    """Put the password and the app in force, and sign the officer in; returns the token.

    The code proves that the app has the secret. Raises errors.WrongCode, errors.EnrolmentOver.
    """
    officer, session = enrolling.officer, enrolling.session
    step = authenticator.step_of(totp, enrolling.secret, at=at)
    if step is None:
        raise errors.WrongCode
    if session.new_hash is None:
        raise errors.EnrolmentOver
    with all_or_nothing(conflict=errors.EnrolmentOver()) as unit:
        unit.update(
            officer,
            actions=[
                *passwords.replacement(officer, session.new_hash),
                Officer.totp_secret.set(enrolling.secret),
                Officer.totp_step.set(step),
                Officer.devices.set(device.added_to(officer.devices)),
                Officer.initial_until.remove(),
            ],
        )
        own_log.append(unit, service.actor_of(officer), audit.ENROLLED, at=at)
        return service.open_session(unit, officer.username, at=at)
