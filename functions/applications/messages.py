"""What applicants are told, by SMS and, if they have one, by email."""

from datetime import datetime

from flask_babel import force_locale

from functions.applications.models import Application
from functions.applications.reasons import OTHER, REASONS
from functions.clock import VIETNAM
from functions.notifications import service as notifications
from functions.storage import UnitOfWork


def submitted_in(unit: UnitOfWork, application: Application, at: datetime) -> None:
    """The number, and until when the paper must be handed in."""
    _tell(unit, application, "application-submitted", {"deadline": _day(application)}, at)


def rejected_in(
    unit: UnitOfWork, application: Application, reasons: list[str], note: str, at: datetime
) -> None:
    """Why, in the applicant's language, and that it can be corrected."""
    words = reasons_told(reasons, note, application.language)
    _tell(unit, application, "application-rejected", {"reasons": "; ".join(words)}, at)


def lapsed_in(unit: UnitOfWork, application: Application, at: datetime) -> None:
    """That the declaration was deleted because the paper did not come."""
    _tell(unit, application, "application-lapsed", {"deadline": _day(application)}, at)


def reasons_told(reasons: list[str], note: str | None, language: str) -> list[str]:
    """Reasons by code, then the officer's own words, as the applicant reads them."""
    with force_locale(language):
        words = [str(REASONS[reason]) for reason in reasons if reason != OTHER]
    return [*words, *([note] if note else [])]


def _tell(
    unit: UnitOfWork,
    application: Application,
    message: str,
    values: dict[str, str],
    at: datetime,
) -> None:
    declared = application.declared
    addresses = {
        notifications.SMS: declared.get("phone"),
        notifications.EMAIL: declared.get("email"),
    }
    for channel, address in addresses.items():
        if address:
            notifications.enqueue(
                unit,
                message,
                channel=channel,
                address=address,
                language=application.language,
                values={"number": application.number, **values},
                at=at,
            )


def _day(application: Application) -> str:
    return f"{application.deadline_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
