"""Synthetic people and cards in the import's formats: plausible, never anybody's.

One person at a time from one stream of random numbers: the same seed gives the same bytes, and
the first rows of a longer file are those of a shorter one. Marks of a synthetic person, all of
which real ones lack: a code that starts with 99 (real ones start with a province, up to 96), a
citizen ID whose last six digits start with 9, a mobile number with 00 after its prefix of three
digits, an address at `vssid.example`.
"""

import csv
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from functions.reference import divisions
from functions.reference.identifiers import FEMALE, MALE, PROVINCES_OF_BIRTH
from functions.reference.names import normalise
from functions.registry.loading.csv_rows import CARDS, PERSONS
from functions.registry.synthetic import cards, names
from functions.registry.synthetic.names import Weighted

# Cards are in force around this day, unless the caller names another.
DAY = date(2026, 11, 1)
# Codes, citizen IDs and phones follow from the number of the row, without a memory of those
# before it; up to this many people, no two share a code or a citizen ID.
MAX_COUNT = 6_300_000

_PROVINCES_OF_BIRTH = sorted(PROVINCES_OF_BIRTH)
_MOBILE_PREFIXES = (
    "032 033 034 035 036 037 038 039 052 056 058 059 070 076 077 078 079 081 082 083 084 085 086 "
    "088 089 090 091 092 093 094 096 097 098 099"
).split()
_STREETS = (
    "Trần Hưng Đạo,Lê Lợi,Nguyễn Huệ,Hai Bà Trưng,Lý Thường Kiệt,Quang Trung,Nguyễn Trãi,"
    "Phan Chu Trinh,Hùng Vương,Lê Duẩn,Điện Biên Phủ,Cách Mạng Tháng Tám,Hoàng Hoa Thám,"
    "Ngô Quyền,Bà Triệu,Phan Đình Phùng,Nguyễn Du,Trần Phú,Lê Hồng Phong,Võ Thị Sáu"
).split(",")
# How many were born in a year of the decade, relative to one another.
_BORN = {1945: 3, 1955: 7, 1965: 10, 1975: 13, 1985: 16, 1995: 15, 2005: 14, 2015: 14}


class Person(NamedTuple):
    """One row of persons.csv, in the order of its columns."""

    code: str
    full_name: str
    sex: str
    date_of_birth: date
    identity_number: str
    phone: str
    email: str
    address: str
    ward_code: str
    province_code: str


def write_files(
    folder: Path,
    *,
    count: int,
    seed: int,
    on: date = DAY,
    report: Callable[[int], Any] = lambda done: None,
) -> None:
    """Write `count` people to persons.csv and their cards to cards.csv in `folder`.

    Raises OSError, ValueError for more than MAX_COUNT.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _create(folder / "persons.csv") as persons, _create(folder / "cards.csv") as cards:
        person_rows, card_rows = csv.writer(persons), csv.writer(cards)
        person_rows.writerow(PERSONS.columns)
        card_rows.writerow(CARDS.columns)
        for done, (person, card) in enumerate(people(count, seed=seed, on=on), start=1):
            person_rows.writerow(person)
            card_rows.writerow(card)
            report(done)


def people(count: int, *, seed: int, on: date = DAY) -> Iterator[tuple[Person, cards.Card]]:
    """`count` people, each with a card. Raises ValueError for more than MAX_COUNT."""
    if count > MAX_COUNT:
        raise ValueError(f"at most {MAX_COUNT} people can be told apart")
    chance = random.Random(seed).random  # noqa: S311 - to be repeated, not to be secret
    shift = int(chance() * 10**8)
    homes = _homes()
    for index in range(count):
        person = _person(index, shift, homes.at(chance()), chance)
        yield person, cards.card(person, on=on, chance=chance)


def _person(index: int, shift: int, home: divisions.Unit, chance: Callable[[], float]) -> Person:
    sex = MALE if chance() < 0.498 else FEMALE
    family = names.FAMILY.at(chance())
    middle = names.MIDDLE[sex].at(chance())
    given = names.GIVEN[sex].at(chance())
    born = _birth(chance)
    is_adult = born.year <= 2008
    return Person(
        code=f"99{_scattered(index + shift, 61_803_399, 10**8):08d}",
        full_name=f"{family} {middle} {given}",
        sex=sex,
        date_of_birth=born,
        identity_number=_citizen_id(index, shift, sex, born),
        phone=_phone(index, shift) if chance() < 0.95 and is_adult else "",
        email=_email(given, family, index) if chance() < 0.4 and is_adult else "",
        address=_address(home, chance),
        ward_code=home.code,
        province_code=home.province_code,
    )


def _scattered(number: int, step: int, size: int) -> int:
    """`number`, one of those below `size`, exchanged for another of them, each for its own.

    `size` is a power of ten and `step` has no factor in common with it.
    """
    return number * step % size


def _citizen_id(index: int, shift: int, sex: str, born: date) -> str:
    """Unique: people with equal serials have other provinces of birth."""
    turn, rest = divmod(index, 10**5)
    serial = _scattered(rest + shift, 41_421, 10**5)
    province = _PROVINCES_OF_BIRTH[(serial + turn) % len(_PROVINCES_OF_BIRTH)]
    century_and_sex = (born.year // 100 - 19) * 2 + (sex == FEMALE)
    return f"{province}{century_and_sex}{born.year % 100:02d}9{serial:05d}"


def _phone(index: int, shift: int) -> str:
    turn, rest = divmod(index, 10**5)
    serial = _scattered(rest + shift, 73_207, 10**5)
    prefix = _MOBILE_PREFIXES[(serial + turn) % len(_MOBILE_PREFIXES)]
    return f"{prefix}00{serial:05d}"


def _email(given: str, family: str, index: int) -> str:
    return f"{normalise(given)}.{normalise(family)}.{index}@vssid.example"


def _birth(chance: Callable[[], float]) -> date:
    year = _DECADES.at(chance()) + int(chance() * 10)
    return date(year, 1, 1) + timedelta(days=int(chance() * 365))


def _address(home: divisions.Unit, chance: Callable[[], float]) -> str:
    number = 1 + int(chance() * 300)
    if home.name.startswith("Phường"):
        return f"{number} {_STREETS[int(chance() * len(_STREETS))]}"
    return f"Số {number}, thôn {1 + int(chance() * 12)}"


def _homes() -> Weighted[divisions.Unit]:
    """Wards by code; one in a town counts for four elsewhere."""
    wards = sorted(divisions.wards().values(), key=lambda ward: int(ward.code))
    return Weighted({ward: 4 if ward.name.startswith("Phường") else 1 for ward in wards})


def _create(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


_DECADES = Weighted(_BORN)
