"""The phone and the email that an account is reached by."""

from typing import cast

from functions.accounts.models import Account
from functions.storage import Action, UnitOfWork

__all__ = ["Account", "find", "update"]


def find(code: str) -> Account | None:
    """The account of the person with this code, or None."""
    return cast(Account | None, Account.find(code))


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
