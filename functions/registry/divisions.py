"""Today's two levels of administrative units, by code.

Only the import and the generator ask: vietnam_provinces is not on the Lambdas.
"""

import functools
from typing import Any, NamedTuple

from functions.registry import rejections


class Unit(NamedTuple):
    """A province, or a ward with the code of its province. Codes have no leading zeros."""

    code: str
    name: str
    province_code: str


def province(text: str) -> Unit:
    """The province with this code, leading zeros or not. Raises rejections.UnknownProvince."""
    try:
        return provinces()[text.lstrip("0")]
    except KeyError:
        raise rejections.UnknownProvince from None


def ward(text: str) -> Unit:
    """The ward, commune or special zone with this code. Raises rejections.UnknownWard."""
    try:
        return wards()[text.lstrip("0")]
    except KeyError:
        raise rejections.UnknownWard from None


@functools.cache
def provinces() -> dict[str, Unit]:
    """Every province by code."""
    from vietnam_provinces import Province

    return {str(int(p.code)): _unit(p, p.code) for p in Province.iter_all()}


@functools.cache
def wards() -> dict[str, Unit]:
    """Every ward by code."""
    from vietnam_provinces import Ward

    return {str(int(w.code)): _unit(w, w.province_code) for w in Ward.iter_all()}


def _unit(division: Any, province_code: int) -> Unit:
    return Unit(str(int(division.code)), division.name, str(int(province_code)))
