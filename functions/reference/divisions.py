"""Today's two levels of administrative units, by code.

From data/provinces.csv and data/wards.csv, which `python -m infra.divisions_csv` writes.
"""

import csv
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from functions.reference import errors, names

PROVINCES = Path(__file__).with_name("data") / "provinces.csv"
WARDS = PROVINCES.with_name("wards.csv")


class Unit(NamedTuple):
    """A province, or a ward with the code of its province. Codes have no leading zeros."""

    code: str
    name: str
    province_code: str


def province(text: str) -> Unit:
    """The province with this code, with or without leading zeros.

    Raises errors.UnknownProvince.
    """
    try:
        return provinces()[text.lstrip("0")]
    except KeyError:
        raise errors.UnknownProvince from None


def ward(text: str) -> Unit:
    """The ward, commune or special zone with this code. Raises errors.UnknownWard."""
    try:
        return wards()[text.lstrip("0")]
    except KeyError:
        raise errors.UnknownWard from None


@functools.cache
def provinces() -> dict[str, Unit]:
    """Every province by code."""
    return {unit.code: unit for unit in _units(PROVINCES)}


@functools.cache
def wards() -> dict[str, Unit]:
    """Every ward by code."""
    return {unit.code: unit for unit in _units(WARDS)}


def provinces_in_order() -> list[Unit]:
    """Every province, in the order of the alphabet without accents."""
    return sorted(provinces().values(), key=lambda unit: names.normalise(unit.name))


def wards_of(province_code: str) -> list[Unit]:
    """The wards of a province, in the order of the alphabet without accents.

    The code may have leading zeros.
    """
    code = province_code.lstrip("0")
    units = [unit for unit in wards().values() if unit.province_code == code]
    return sorted(units, key=lambda unit: (names.normalise(unit.name), unit.code))


def _units(path: Path) -> Iterator[Unit]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["code"].lstrip("0")
            # A province has no other province above it.
            province_code = row.get("province_code", code).lstrip("0")
            yield Unit(code, row["name"], province_code)
