"""S5: an account is signed in on one device at a time."""

import hmac
from datetime import datetime

from functions.accounts.models import Session
from functions.credentials import sessions
from functions.credentials.devices import Device
from functions.storage import UnitOfWork


def start(unit: UnitOfWork, code: str, device: Device, *, at: datetime) -> str:
    """Start a session in the caller's transaction; returns the token for the cookie.

    The caller's conflict tells that the account is signed in on another device.
    """
    token, session = _new(code, device, at)
    lifetime = Session.LIFETIME
    unit.save(
        session,
        condition=Session.code.does_not_exist()
        | (Session.seen_at <= at - lifetime.idle)
        | (Session.signed_in_at <= at - lifetime.absolute)
        | (Session.device_hash == device.digest),
    )
    return token


def take_over(unit: UnitOfWork, code: str, device: Device, *, at: datetime) -> str:
    """Start a session in the caller's transaction whatever device is signed in; that one is out.

    Only for somebody who has proved to hold the registered phone.
    """
    token, session = _new(code, device, at)
    ousted = Session.find(code)
    session.ousted_hash = ousted.token_hash if ousted else None
    unit.save(session)
    return token


def elsewhere(code: str, device: Device, *, at: datetime) -> Session | None:
    """The account's live session, if it is on another device than this one."""
    session: Session | None = Session.find(code)
    if session is None or at >= session.ends_at or session.device_hash == device.digest:
        return None
    return session


def ousted_by(code: str, token: str) -> Session | None:
    """The session of another device that ended the one with this token."""
    session: Session | None = Session.find(code)
    if session is None or not session.ousted_hash:
        return None
    return session if hmac.compare_digest(session.ousted_hash, sessions.digest(token)) else None


def _new(code: str, device: Device, at: datetime) -> tuple[str, Session]:
    return sessions.new(
        Session,
        code,
        at=at,
        device=device.kind,
        device_hash=device.digest,
        location=device.location or None,
    )
