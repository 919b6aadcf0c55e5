"""What applicants are told, by SMS and, if they have one, by email."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import force_locale

from functions.accounts import service as accounts
from functions.applications.models import Application, Kind
from functions.applications.reasons import EVERY, OTHER
from functions.clock import VIETNAM
from functions.notifications import service as notifications
from functions.storage import UnitOfWork


def submitted_in(unit: UnitOfWork, application: Application, at: datetime) -> None:
    """The number, and until when the paper must be handed in."""
    _tell(unit, application, "application-submitted", {"deadline": _day(application)}, at)


def rejected_in(
    unit: UnitOfWork, application: Application, reasons: list[str], note: str, at: datetime
) -> None:
    """Why, in the applicant's language, and what can be done."""
    words = reasons_told(reasons, note, application.language)
    kind = "revision" if application.type == Kind.REVISION else "application"
    _tell(unit, application, f"{kind}-rejected", {"reasons": "; ".join(words).rstrip(".")}, at)


def lapsed_in(unit: UnitOfWork, application: Application, at: datetime) -> None:
    """That the declaration was deleted because the paper did not come."""
    _tell(unit, application, "application-lapsed", {"deadline": _day(application)}, at)


def revision_submitted_in(
    unit: UnitOfWork, application: Application, account: accounts.Contact, at: datetime
) -> None:
    """That the request is there, to the phone and email that are registered."""
    contact = {"phone": account.phone, "email": account.email}
    _send(unit, application, "revision-submitted", {}, at, to=contact)


def revision_accepted_in(unit: UnitOfWork, application: Application, at: datetime) -> None:
    """That the details were updated: to the old and the new phone, the old and the new email."""
    _tell(unit, application, "revision-accepted", {}, at)
    new = {name: application.declared.get(name) for name in ("phone", "email")}
    _send(unit, application, "revision-accepted", {}, at, to=new)


def reasons_told(reasons: list[str], note: str | None, language: str) -> list[str]:
    """Reasons by code, then the officer's own words, as the applicant reads them."""
    with force_locale(language):
        words = [str(EVERY[reason]) for reason in reasons if reason != OTHER]
    return [*words, *([note] if note else [])]


def _tell(
    unit: UnitOfWork,
    application: Application,
    message: str,
    values: dict[str, str],
    at: datetime,
) -> None:
    """Tell the applicant: as declared for a registration, as registered for an update."""
    contact = application.declared
    if application.type == Kind.REVISION:
        account = accounts.find(application.code)
        contact = {"phone": account.phone, "email": account.email} if account else {}
    _send(unit, application, message, values, at, to=contact)


def _send(
    unit: UnitOfWork,
    application: Application,
    message: str,
    values: dict[str, str],
    at: datetime,
    *,
    to: Mapping[str, str | None],
) -> None:
    notifications.notify(
        unit,
        message,
        phone=to.get("phone"),
        email=to.get("email"),
        language=application.language,
        values={"number": application.number, **values},
        at=at,
    )


def _day(application: Application) -> str:
    return f"{application.deadline_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
