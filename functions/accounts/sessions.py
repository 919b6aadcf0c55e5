"""The one device that an account is signed in on."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from functions.accounts.models import Session
from functions.credentials.devices import Device
from functions.credentials.lifetimes import Lifetime
from functions.storage import UnitOfWork

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
LIFETIME = Lifetime(IDLE, ABSOLUTE)
# The row is touched at most this often: a page view is a read, and seldom a write.
TOUCH_AFTER = timedelta(minutes=1)


def open_in(unit: UnitOfWork, code: str, *, device: Device, at: datetime) -> str:
    """Start a session in the caller's transaction; returns the token for the cookie.

    The caller's conflict tells that the account is signed in on another device.
    """
    token, session = _new(code, device, at)
    unit.save(
        session,
        condition=Session.code.does_not_exist()
        | (Session.seen_at <= at - IDLE)
        | (Session.signed_in_at <= at - ABSOLUTE)
        | (Session.device_hash == device.digest),
    )
    return token


def take_over_in(unit: UnitOfWork, code: str, *, device: Device, at: datetime) -> str:
    """Start a session in the caller's transaction whatever device is signed in; that one is out.

    Only for who has proved to hold the registered phone.
    """
    token, session = _new(code, device, at)
    ousted = Session.find(code)
    session.ousted_hash = ousted.token_hash if ousted else None
    unit.save(session)
    return token


def elsewhere(code: str, device: Device, *, at: datetime) -> Session | None:
    """The account's live session, if it is on another device than this one."""
    session = Session.find(code)
    if session is None or at >= LIFETIME.end(session) or session.device_hash == device.digest:
        return None
    return session


def that_ousted(code: str, token: str) -> Session | None:
    """The session of another device that ended the one with this token."""
    session = Session.find(code)
    if session is None or not session.ousted_hash:
        return None
    return session if hmac.compare_digest(session.ousted_hash, _hash(token)) else None


def renew_in(unit: UnitOfWork, session: Session) -> str:
    """Give the session a new token in the caller's transaction; the old one stops working."""
    token = secrets.token_urlsafe(32)
    unit.update(
        session,
        actions=[Session.token_hash.set(_hash(token))],
        condition=Session.token_hash == session.token_hash,
    )
    return token


def close_in(unit: UnitOfWork, code: str) -> None:
    """End whatever session the account has, in the caller's transaction."""
    unit.delete(Session(code))


def live(code: str, token: str, *, at: datetime, is_use: bool = True) -> Session | None:
    """The session that this token holds, if it still lives; a use of it is marked."""
    session = Session.find(code)
    if session is None or not hmac.compare_digest(session.token_hash, _hash(token)):
        return None
    if at >= LIFETIME.end(session):
        return None
    if is_use and at - session.seen_at >= TOUCH_AFTER:
        _touch(session, at)
    return session


def _touch(session: Session, at: datetime) -> None:
    from pynamodb.exceptions import UpdateError

    try:
        session.update(
            [Session.seen_at.set(at)], condition=Session.token_hash == session.token_hash
        )
    except UpdateError:
        # Another device took the row over since it was read; this request was the last.
        return


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _new(code: str, device: Device, at: datetime) -> tuple[str, Session]:
    token = secrets.token_urlsafe(32)
    session = Session(
        code=code,
        token_hash=_hash(token),
        device=device.kind,
        device_hash=device.digest,
        place=device.place or None,
        signed_in_at=at,
        seen_at=at,
        expires_at=at + ABSOLUTE,
    )
    return token, session
