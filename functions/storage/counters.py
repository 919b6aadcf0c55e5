"""Counters that every Lambda shares: atomic, and gone when their window is over."""

from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, TTLAttribute, UnicodeAttribute

from functions.errors import Conflict
from functions.storage.tables import Table
from functions.storage.unit import one_write


class Counter(Table):
    """How often something happened in a window of time.

    Keys      key              what is counted
    Window    from the first count to `expires_at`; expired means gone, swept or not
    Races     one ADD counts; the first count after a window's end begins the next, once
    """

    class Meta(Table.Meta):
        table_name = "counters"

    key = UnicodeAttribute(hash_key=True)
    hits = NumberAttribute(default=0)
    expires_at = TTLAttribute()


def count(key: str, *, window: timedelta, at: datetime, amount: int = 1) -> int:
    """Count `amount` more; returns the sum in the current window."""
    while True:
        counter = Counter(key)
        try:
            with one_write():
                counter.update(
                    [Counter.hits.add(amount), _end_if_new(at + window)],
                    condition=Counter.key.does_not_exist() | (Counter.expires_at > at),
                )
            return int(counter.hits)
        except Conflict:
            _begin_anew(key, at)


def current(key: str, *, at: datetime) -> tuple[int, datetime]:
    """The sum in the current window and the window's end; (0, at) where there is none."""
    counter = Counter.find(key)
    if counter is None or counter.expires_at <= at:
        return 0, at
    return int(counter.hits), counter.expires_at


def _end_if_new(ends_at: datetime):  # type: ignore[no-untyped-def]
    return Counter.expires_at.set(Counter.expires_at | ends_at)


def _begin_anew(key: str, at: datetime) -> None:
    """Remove the counter of a window that is over, unless somebody else just did."""
    try:
        with one_write():
            Counter(key).delete(condition=Counter.expires_at <= at)
    except Conflict:
        return
