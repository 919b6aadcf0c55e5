"""The only reader of the clock.

Instants are aware UTC datetimes; civil days are dates in Viet Nam. Views and jobs read the
clock and hand services `at` (an instant) or `on` (a day), so that every rule can be tried at
any moment without waiting for it.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This instant, in UTC, to the microsecond."""
    return datetime.now(UTC)


def civil_day(at: datetime) -> date:
    """The calendar day in Viet Nam at the instant `at`."""
    return at.astimezone(VIETNAM).date()


def today() -> date:
    """The calendar day in Viet Nam now."""
    return civil_day(now())
