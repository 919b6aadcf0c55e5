"""What must be true of an account's sessions and codes: the model beside the real thing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from functions.credentials import one_time_codes
from functions.credentials.devices import Device
from functions.credentials.errors import OtpOver
from functions.errors import VssidError

RIGHT, WRONG, REPLACED = "right", "wrong", "replaced by a resend"


@dataclass(frozen=True)
class Signed:
    """A session that was started: on what device, by what token, when."""

    device: Device
    token: str
    at: datetime


@dataclass(eq=False)
class Sent:
    """A one-time code: the digits that count, those before them, and what became of them."""

    id: str
    purpose: str
    password: str = ""
    otp: str | None = None
    replaced: str | None = None
    until: datetime | None = None
    guesses: int = 0
    proved_at: datetime | None = None
    used: list[str | None] = field(default_factory=list)

    def typed(self, kind: str) -> str:
        """What somebody types: another code than the one that counts, unless it is right."""
        if kind == RIGHT and self.otp:
            return self.otp
        if kind == REPLACED and self.replaced and self.replaced != self.otp:
            return self.replaced
        return f"{(int(self.otp or 0) + 1) % 10**6:06d}"

    def takes(self, otp: str, at: datetime) -> bool:
        """Whether the code must be accepted now."""
        return otp == self.otp and self.is_open(at)

    def is_open(self, at: datetime) -> bool:
        """Whether a guess is looked at now."""
        is_done = self.used or self.proved_at or self.guesses >= one_time_codes.GUESSES
        return not is_done and self.until is not None and at < self.until


def entered(step: Any, each: Sent, *values: Any, at: datetime, **named: Any) -> Any:
    """What the step makes of the code as a request finds it, or the kind of its refusal."""
    one_time_code = one_time_codes.find(each.id, each.purpose, at=at)
    if one_time_code is None:
        return OtpOver
    return outcome(step, one_time_code, *values, at=at, **named)


def outcome(step: Any, *values: Any, **named: Any) -> Any:
    """What the step returned, or the kind of its refusal."""
    try:
        return step(*values, **named)
    except VssidError as refused:
        return type(refused)
