"""How long a session lives: ended by being idle, and in any case after some hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Lifetime:
    """`idle` counts from a session's `seen_at`, `absolute` from its `signed_in_at`."""

    idle: timedelta
    absolute: timedelta

    def end(self, session: Any) -> datetime:
        """When it ends unless it is used: idle or absolute, whichever comes first."""
        return min(session.seen_at + self.idle, self._last(session))

    def seconds_left(self, session: Any, *, at: datetime) -> int:
        """Until it ends, unless it is used."""
        return max(0, int((self.end(session) - at).total_seconds()))

    def can_be_prolonged(self, session: Any, *, at: datetime) -> bool:
        """Whether using it now would move its end."""
        return min(at + self.idle, self._last(session)) > self.end(session)

    def _last(self, session: Any) -> datetime:
        last: datetime = session.signed_in_at + self.absolute
        return last
