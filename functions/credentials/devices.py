"""The devices that people sign in with."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

# Looked for in this order: an Android phone also says Linux, an iPad may say Mac OS X.
_KINDS = ("iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux")

# The devices of one account that are remembered; an older one is a stranger again.
MAX_KNOWN = 10


@dataclass(frozen=True)
class Device:
    """One browser: an unguessable id in a cookie of its own, and the kind of machine.

    `location` is where its network is, as far as known.
    """

    id: str
    kind: str
    location: str = ""

    @property
    def digest(self) -> str:
        """What the tables hold instead of the id."""
        return hashlib.sha256(self.id.encode()).hexdigest()

    def digest_if_in(self, known: Iterable[str]) -> str:
        """The device's digest if it is among the known ones, else ""."""
        return self.digest if self.digest in known else ""

    def added_to(self, known: Iterable[str]) -> list[str]:
        """The known digests and, as the last one, this device's; the oldest are dropped."""
        return [*(each for each in known if each != self.digest), self.digest][-MAX_KNOWN:]


def new_id() -> str:
    """An id for a browser that has none."""
    return secrets.token_urlsafe(16)


def kind(user_agent: str) -> str:
    """The kind of device that a User-Agent header names, or "" if it names none."""
    return next((kind for kind in _KINDS if kind in user_agent), "")
