"""The application that an officer has open, over the pages of its steps."""

from datetime import datetime

from flask import session

from functions.applications import decisions
from functions.applications.models import Application, Kind
from functions.officers.guards import officer


def open_detail(application: Application, *, at: datetime) -> None:
    """Note that the officer opens the detail: each view of it is in the access log."""
    decisions.open_for(officer().actor, application, at=at)
    session["opened"] = application.number


def opened(number: str, *, kind: Kind, at: datetime) -> Application:
    """The application, for a part or a step of its detail.

    Only when the officer has not opened the detail before is this a view in the access log.
    Raises errors.NoSuchApplication, also for another kind or another agency.
    """
    application = decisions.find(number, at=at, agency=officer().agency, kind=kind)
    if session.get("opened") != number:
        open_detail(application, at=at)
    return application
