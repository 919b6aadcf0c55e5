"""Units of work: what must happen together is one DynamoDB transaction."""

import contextlib
from collections.abc import Iterator

from pynamodb.exceptions import DeleteError, PutError, TransactWriteError, UpdateError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from functions.errors import Conflict
from functions.storage import connection

__all__ = ["Action", "UnitOfWork", "all_or_nothing", "one_write"]

# The handle that a service hands to every function that joins its transaction.
UnitOfWork = TransactWrite

_CONDITION_FAILED = "ConditionalCheckFailed"
_OVERTAKEN = "TransactionConflict"


@contextlib.contextmanager
def all_or_nothing(*, conflict: Exception) -> Iterator[UnitOfWork]:
    """One transaction; raises `conflict` if any write's condition fails.

    A transaction that lost the race for an item to another one raises errors.Conflict: nothing
    was written, and trying again is safe. Leaving the block by an exception writes nothing.
    This is the only code that knows DynamoDB's error names.
    """
    try:
        with TransactWrite(connection=connection.current().connection) as unit:
            yield unit
    except TransactWriteError as failure:
        codes = {reason.code for reason in failure.cancellation_reasons if reason}
        if _CONDITION_FAILED in codes:
            raise conflict from failure
        if _OVERTAKEN in codes:
            raise Conflict from failure
        raise


@contextlib.contextmanager
def one_write(*, conflict: Exception) -> Iterator[None]:
    """One conditional put, update or delete; raises `conflict` if its condition fails."""
    try:
        yield
    except (PutError, UpdateError, DeleteError) as failure:
        if failure.cause_response_code == f"{_CONDITION_FAILED}Exception":
            raise conflict from failure
        raise
