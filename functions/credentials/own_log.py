"""What citizens and officers do with their own accounts, in the access log."""

from datetime import datetime

from functions.audit import service as audit
from functions.storage import UnitOfWork


def append(
    unit: UnitOfWork, actor: audit.Actor, action: str, *, at: datetime, reason: str | None = None
) -> None:
    """Append what somebody did to the chain of the own account, in the caller's transaction."""
    audit.append(
        unit,
        subject=chain_of(actor.name, actor.role),
        action=action,
        actor=actor,
        reason=reason,
        at=at,
    )


def chain_of(name: str, role: str) -> str:
    """The subject of an account's chain; an officer's differs from every citizen's."""
    return f"officer#{name}" if role == audit.OFFICER else name
