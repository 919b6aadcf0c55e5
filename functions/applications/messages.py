"""The messages to applicants, by SMS and, if they gave an address, by email."""

from collections.abc import Mapping
from datetime import datetime

from functions.accounts import service as accounts
from functions.applications.models import Application, Kind
from functions.applications.reasons import texts_of
from functions.formats import minute
from functions.notifications import service as notifications
from functions.storage import UnitOfWork


def submitted(unit: UnitOfWork, application: Application, at: datetime) -> None:
    """Send the number, and the day until which the paper must be handed in."""
    _send(unit, application, "application-submitted", _deadline(application), at)


def rejected(
    unit: UnitOfWork, application: Application, reasons: list[str], note: str, at: datetime
) -> None:
    """Send the reasons, in the applicant's language, and what can be done.

    A registration's go where its form says, an update's to the account's phone and email.
    """
    why = "; ".join(texts_of(reasons, note, application.language)).rstrip(".")
    if application.kind == Kind.REGISTRATION:
        _send(unit, application, "application-rejected", {"reasons": why}, at)
        return
    account = accounts.find(application.code)
    contact = _contact(account) if account else {}
    _send(unit, application, "revision-rejected", {"reasons": why}, at, to=contact)


def lapsed(unit: UnitOfWork, application: Application, at: datetime) -> None:
    """Say that the declaration was deleted because the paper did not come."""
    _send(unit, application, "application-lapsed", _deadline(application), at)


def revision_submitted(
    unit: UnitOfWork, application: Application, account: accounts.Contact, at: datetime
) -> None:
    """Say that the request is there, to the phone and email that are registered."""
    _send(unit, application, "revision-submitted", {}, at, to=_contact(account))


def revision_accepted(
    unit: UnitOfWork, application: Application, account: accounts.Contact, at: datetime
) -> None:
    """Say that the details were updated, to the old and the new phone, the old and the new email.

    `account` is as it was before the update.
    """
    new = {name: application.answers.get(name) for name in ("phone", "email")}
    for contact in (_contact(account), new):
        _send(unit, application, "revision-accepted", {}, at, to=contact)


def _send(
    unit: UnitOfWork,
    application: Application,
    message: str,
    values: dict[str, str],
    at: datetime,
    *,
    to: Mapping[str, str | None] | None = None,
) -> None:
    """Write the message to the phone and email in `to`, by default those in the form."""
    contact = application.answers if to is None else to
    notifications.notify(
        unit,
        message,
        phone=contact.get("phone"),
        email=contact.get("email"),
        language=application.language,
        values={"number": application.number, **values},
        at=at,
    )


def _contact(account: accounts.Contact) -> dict[str, str | None]:
    return {"phone": account.phone, "email": account.email}


def _deadline(application: Application) -> dict[str, str]:
    return {"deadline": minute(application.deadline_at)}
