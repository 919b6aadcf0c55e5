"""The application that an officer has open, over the pages of its steps."""

from datetime import datetime

from flask import session

from functions.applications import decisions
from functions.applications.errors import NoSuchApplication
from functions.applications.models import Application, Kind
from functions.officers.guards import officer


def open_detail(number: str, *, kind: Kind, at: datetime) -> Application:
    """The application for its detail; every view of it goes to the access log.

    Raises errors.NoSuchApplication, also for another kind.
    """
    application = decisions.open_for(officer().actor, number, at=at)
    if application.type != kind:
        raise NoSuchApplication
    session["opened"] = number
    return application


def opened(number: str, *, kind: Kind, at: datetime) -> Application:
    """The application for a part or a step of its detail.

    One that is opened for the first time this way is logged like its detail: once, and not for
    each part. Raises errors.NoSuchApplication, also for another kind.
    """
    if session.get("opened") != number:
        return open_detail(number, kind=kind, at=at)
    application = decisions.find_for(officer().actor, number, at=at)
    if application.type != kind:
        raise NoSuchApplication
    return application
