"""Units of work: what must happen together is one DynamoDB transaction."""

import contextlib
import functools
import random
import time
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

from pynamodb.exceptions import DeleteError, PutError, TransactWriteError, UpdateError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from functions.errors import Conflict
from functions.storage import connection
from functions.storage.tables import Table

__all__ = [
    "Action",
    "UnitOfWork",
    "all_or_nothing",
    "change_of",
    "one_write",
    "retried",
]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

# The handle that a service hands to every function that joins its transaction.
UnitOfWork = TransactWrite

_CONDITION_FAILED = "ConditionalCheckFailed"
_OVERTAKEN = "TransactionConflict"
TRIES = 10
_LONGEST_WAIT_SECONDS = 0.05


@contextlib.contextmanager
def all_or_nothing(*, conflict: Exception | None = None) -> Iterator[UnitOfWork]:
    """One transaction; raises `conflict`, or errors.Conflict, if any write's condition fails.

    A transaction that lost the race for an item to another one raises errors.Conflict: nothing
    was written, and the service may be tried again. An exception that leaves the block writes
    nothing either. No other code knows DynamoDB's error names.
    """
    try:
        with TransactWrite(connection=connection.current().connection) as unit:
            yield unit
    except TransactWriteError as failure:
        codes = {reason.code for reason in failure.cancellation_reasons if reason}
        if _CONDITION_FAILED in codes:
            raise conflict or Conflict() from failure
        if _OVERTAKEN in codes:
            raise Conflict from failure
        raise


@contextlib.contextmanager
def change_of(row: Table, *, gone: Exception) -> Iterator[UnitOfWork]:
    """One transaction that changes `row` as its caller has read it.

    If another change was faster, errors.Conflict is raised and `row` is read again, so that a
    service which is tried again sees what has become of it; `gone` is raised if it is deleted.
    A row that was changed is out of date: who changes it again without reading is overtaken.
    """
    try:
        with all_or_nothing() as unit:
            yield unit
        row.outdate()
    except Conflict:
        try:
            row.refresh(consistent_read=True)
        except row.DoesNotExist:
            raise gone from None
        raise


@contextlib.contextmanager
def one_write(*, conflict: Exception | None = None) -> Iterator[None]:
    """One conditional put, update or delete.

    Raises `conflict`, or errors.Conflict, if its condition fails.
    """
    try:
        yield
    except (PutError, UpdateError, DeleteError) as failure:
        if failure.cause_response_code == f"{_CONDITION_FAILED}Exception":
            raise conflict or Conflict() from failure
        raise


def retried(service: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Do a service again, from its first read on, when it lost the race for an item.

    That is a plain errors.Conflict, and the last of ten tries raises it. A subclass of Conflict
    says what happened: it is raised at once, like anything else.
    """

    @functools.wraps(service)
    def attempt(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        for _ in range(TRIES - 1):
            try:
                return service(*args, **kwargs)
            except Conflict as conflict:
                if type(conflict) is not Conflict:
                    raise
                time.sleep(random.uniform(0, _LONGEST_WAIT_SECONDS))  # noqa: S311 - spreads tries
        return service(*args, **kwargs)

    return attempt
