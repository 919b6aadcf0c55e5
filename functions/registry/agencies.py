"""Social insurance agencies: where declarations are handed in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Agency:
    """One agency; the code is the province's and the number of the office in it."""

    code: str
    name: str


_AGENCIES = (
    Agency("0100", "BHXH Thành phố Hà Nội"),
    Agency("7900", "BHXH Thành phố Hồ Chí Minh"),
)


def every() -> list[Agency]:
    """All agencies."""
    return list(_AGENCIES)


def find(code: str) -> Agency | None:
    """The agency with this code, or None."""
    return next((agency for agency in _AGENCIES if agency.code == code), None)
