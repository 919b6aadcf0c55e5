"""The phone and the email that an account is reached by."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from functions.accounts.models import Account
from functions.notifications import service as notifications
from functions.storage import Action, UnitOfWork

__all__ = ["Account", "find", "phone_of", "tell", "update"]


def find(code: str) -> Account | None:
    """The account of the person with this code, or None."""
    return cast(Account | None, Account.find(code))


def phone_of(code: str) -> str | None:
    """The registered phone of the person with this code, or None without an account."""
    account = find(code)
    return account.phone if account else None


def tell(
    unit: UnitOfWork,
    account: Account,
    message: str,
    *,
    values: Mapping[str, str],
    language: str,
    at: datetime,
) -> None:
    """Tell the account's owner; a first password is among the values, and goes by SMS alone."""
    notifications.tell(
        unit,
        message,
        phone=account.phone,
        email=account.email,
        language=language,
        values=values,
        at=at,
        is_secret=True,
    )


def update(
    unit: UnitOfWork, account: Account, *, phone: str | None = None, email: str | None = None
) -> None:
    """Set another phone or email, in the caller's transaction; None leaves it, "" removes it.

    The caller's conflict tells that the account was changed since it was read. Sessions stay.
    """
    actions: list[Action] = []
    if phone:
        actions.append(Account.phone.set(phone))
    if email is not None:
        actions.append(Account.email.set(email) if email else Account.email.remove())
    if actions:
        unit.update(account, actions=actions)
