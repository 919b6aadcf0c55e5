"""The one browser that an officer is signed in with, or enrols with."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from functions.credentials.lifetimes import Lifetime
from functions.officers.models import OfficerSession
from functions.storage import UnitOfWork, one_write

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=8)
LIFETIME = Lifetime(IDLE, ABSOLUTE)
# The row is touched at most this often: a page view is a read, and seldom a write.
TOUCH_AFTER = timedelta(minutes=1)


class _Replaced(Exception):
    """Another sign-in took the row over."""


def open_in(unit: UnitOfWork, username: str, *, at: datetime, new_secret: str | None = None) -> str:
    """Start a session in the caller's transaction, and end the one before; returns the token.

    With `new_secret` it is an enrolment.
    """
    token = secrets.token_urlsafe(32)
    session = OfficerSession(
        username=username,
        token_hash=_hash(token),
        new_secret=new_secret,
        signed_in_at=at,
        seen_at=at,
        expires_at=at + ABSOLUTE,
    )
    unit.save(session)
    return token


def renew_in(unit: UnitOfWork, session: OfficerSession) -> str:
    """Give the session a new token in the caller's transaction; the old one stops working."""
    token = secrets.token_urlsafe(32)
    unit.update(
        session,
        actions=[OfficerSession.token_hash.set(_hash(token))],
        condition=OfficerSession.token_hash == session.token_hash,
    )
    return token


def close_in(unit: UnitOfWork, username: str) -> None:
    """End whatever session the officer has, in the caller's transaction."""
    unit.delete(OfficerSession(username))


def live(username: str, token: str, *, at: datetime, is_use: bool = True) -> OfficerSession | None:
    """The session that this token holds, if it still lives; a use of it is marked."""
    session: OfficerSession | None = OfficerSession.find(username)
    if session is None or not hmac.compare_digest(session.token_hash, _hash(token)):
        return None
    if at >= LIFETIME.end(session):
        return None
    return session if not is_use or _is_seen(session, at) else None


def _is_seen(session: OfficerSession, at: datetime) -> bool:
    """Note that the session is in use; false if another one has replaced it since it was read."""
    if at - session.seen_at < TOUCH_AFTER:
        return True
    try:
        with one_write(conflict=_Replaced()):
            session.update(
                [OfficerSession.seen_at.set(at)],
                condition=OfficerSession.token_hash == session.token_hash,
            )
    except _Replaced:
        return False
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
