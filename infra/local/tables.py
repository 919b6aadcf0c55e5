"""Every table of the product, created where it is missing."""

from collections.abc import Iterable

from functions.accounts.models import Account, Session
from functions.applications.models import Application, Draft, Figure, Photo
from functions.audit.models import Entry
from functions.credentials.models import Attempts, OneTimeCode
from functions.notifications.models import Message
from functions.officers.models import Officer, OfficerSession
from functions.registry.models import Card, Person
from functions.storage import Table

TABLES: tuple[type[Table], ...] = (
    Account,
    Session,
    OneTimeCode,
    Attempts,
    Entry,
    Message,
    Officer,
    OfficerSession,
    Person,
    Card,
    Application,
    Photo,
    Draft,
    Figure,
)


def create(tables: Iterable[type[Table]] = TABLES) -> None:
    """Create those of the tables that the connected engine does not have yet."""
    for table in tables:
        # A local engine has a table when it has answered: there is nothing to wait for.
        table.create_table(wait=False)
