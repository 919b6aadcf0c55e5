"""Live sessions: one row for each account or officer, so one device or browser at a time.

The cookie holds a random token, the row its digest: whatever writes another digest ends the
session that the cookie holds. The tables of the two apps add what is their own.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any, TypeVar

from functions.credentials.models import SessionRow
from functions.errors import Conflict
from functions.storage import UnitOfWork, one_write

Row = TypeVar("Row", bound=SessionRow)

# The row is touched at most this often: a page view is a read, and seldom a write.
TOUCH_AFTER = timedelta(minutes=1)


def new(table: type[Row], owner: str, *, at: datetime, **values: Any) -> tuple[str, Row]:
    """A session that nobody has stored yet, and the token that will hold it."""
    token = secrets.token_urlsafe(32)
    row = table(
        owner,
        token_hash=digest(token),
        signed_in_at=at,
        seen_at=at,
        expires_at=at + table.LIFETIME.absolute,
        **values,
    )
    return token, row


def live(
    table: type[Row], owner: str, token: str, *, at: datetime, is_use: bool = True
) -> Row | None:
    """The owner's session, if this token holds it and it lives; a use of it is marked."""
    session: Row | None = table.find(owner)
    if session is None or not hmac.compare_digest(session.token_hash, digest(token)):
        return None
    if at >= session.ends_at:
        return None
    return session if not is_use or touch(session, at=at) else None


def touch(session: SessionRow, *, at: datetime) -> bool:
    """Mark a use; return whether the row is still this session's, which another may take over."""
    if at - session.seen_at < TOUCH_AFTER:
        return True
    table = type(session)
    try:
        with one_write():
            is_ours = table.token_hash == session.token_hash
            session.update([table.seen_at.set(at)], condition=is_ours)
    except Conflict:
        return False
    return True


def renew(unit: UnitOfWork, session: SessionRow) -> str:
    """Give the session a new token in the caller's transaction; the old one stops working."""
    token = secrets.token_urlsafe(32)
    unit.update(
        session,
        actions=[type(session).token_hash.set(digest(token))],
        condition=type(session).token_hash == session.token_hash,
    )
    return token


def close(unit: UnitOfWork, table: type[SessionRow], owner: str) -> None:
    """End whatever session the owner has, in the caller's transaction."""
    unit.delete(table(owner))


def digest(token: str) -> str:
    """What a row holds instead of the token."""
    return hashlib.sha256(token.encode()).hexdigest()
