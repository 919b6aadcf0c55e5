"""Synthetic health insurance cards: group, level, facility and validity plausible by age."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from functions.registry.synthetic.names import Weighted

# (group, benefit level), by the age that they begin at. Decision 1351/QD-BHXH, article 2.
_GROUPS = {
    60: Weighted({("HT", 3): 50, ("GD", 4): 30, ("HN", 2): 8, ("BT", 2): 6, ("CC", 1): 3}),
    23: Weighted({("DN", 4): 50, ("GD", 4): 34, ("HC", 4): 6, ("CH", 4): 5, ("HN", 2): 5}),
    18: Weighted({("SV", 4): 50, ("DN", 4): 30, ("GD", 4): 16, ("HN", 2): 4}),
    6: Weighted({("HS", 4): 92, ("HN", 2): 5, ("DT", 2): 3}),
    0: Weighted({("TE", 1): 1}),
}
# Invented houses, all with a serial of the nine hundreds after the province.
_FACILITIES = Weighted(
    {
        ("901", "Bệnh viện Đa khoa Sao Mai"): 5,
        ("902", "Bệnh viện Đa khoa Bình Minh"): 4,
        ("903", "Trung tâm Y tế An Hòa"): 6,
        ("904", "Trung tâm Y tế Phúc Lộc"): 5,
        ("905", "Phòng khám Đa khoa Hướng Dương"): 4,
        ("906", "Phòng khám Đa khoa Hoa Sen"): 3,
        ("907", "Trạm Y tế Tân Thành"): 6,
        ("908", "Trạm Y tế Đồng Tâm"): 6,
    }
)
_AREAS = Weighted({"": 84, "K1": 9, "K2": 5, "K3": 2})


class Card(NamedTuple):
    """One row of cards.csv, in the order of its columns."""

    code: str
    card_number: str
    benefit_level: int
    facility_code: str
    facility_name: str
    valid_from: date
    valid_to: date | str
    five_year_from: date | str
    area: str
    issued_on: date


class Holder(Protocol):
    """What a card says of its holder."""

    @property
    def code(self) -> str: ...
    @property
    def date_of_birth(self) -> date: ...
    @property
    def province_code(self) -> str: ...


def card(holder: Holder, *, on: date, chance: Callable[[], float]) -> Card:
    """The card that the holder has around the day `on`."""
    born = holder.date_of_birth
    province = f"{int(holder.province_code):02d}"
    age = max(0, (on - born).days // 365)
    group, level = next(groups for begin, groups in _GROUPS.items() if age >= begin).at(chance())
    is_short = chance() < 0.6
    serial, facility = _FACILITIES.at(chance())
    start, end = _validity(group, born, on, chance)
    return Card(
        code=holder.code,
        card_number=holder.code if is_short else f"{group}{level}{province}{holder.code}",
        benefit_level=level,
        facility_code=f"{province}{serial}",
        facility_name=facility,
        valid_from=start,
        valid_to=end or "",
        five_year_from="" if group == "TE" else _five_years(born, on, chance),
        area=_AREAS.at(chance()),
        issued_on=start - timedelta(days=int(chance() * 20)) if group != "TE" else start,
    )


def _validity(
    group: str, born: date, on: date, chance: Callable[[], float]
) -> tuple[date, date | None]:
    """First and last day; 3 in 100 have run out on `on`, which holds for dated cards only."""
    if group == "TE":
        return born, _end_of_childhood(born)
    first = on - timedelta(days=int(chance() * 330))
    if group in {"GD", "HS", "SV"}:
        if chance() < 0.03:
            first -= timedelta(days=400)
        return first, first + timedelta(days=364)
    first = max(born, date(on.year - int(chance() * 5), 1, 1))
    return first, None if chance() < 0.6 else date(on.year + 1, 12, 31)


def _end_of_childhood(born: date) -> date:
    """Law on Health Insurance, article 16.3: 72 months of age, or that year's 30 September."""
    sixth_birthday = date(born.year + 6, born.month, min(born.day, 28))
    return max(sixth_birthday, date(born.year + 6, 9, 30))


def _five_years(born: date, on: date, chance: Callable[[], float]) -> date:
    """The first of a month from 2015 up to five years ahead, after five years of life."""
    earliest = max(2015, born.year + 6)
    span = max(1, on.year + 5 - earliest)
    return date(earliest + int(chance() * span), 1 + int(chance() * 12), 1)
