"""The social insurance agencies: the office of each of the 34 provinces, and some below them.

From data/agencies.csv. `address` is the house and street, without the ward. `address`,
`ward_code` and `phone` are empty where no public source says them: many offices moved and all
wards changed with the mergers of 2025, and a wrong address costs a citizen a day. Sources: for
the grassroots offices the agencies' own notices
(1521/BHXH-TCCB of 2025, Cần Thơ; 600/TB-BHXH of 2025, Đồng Tháp; 425/TB-BHXH of 2025, Đắk Lắk);
for Nghệ An the sender on its letters and for Hồ Chí Minh City a notice of 2020, both older than
today's wards, and not confirmed since.

The coordinates are those of the town (GeoNames), to a hundredth of a degree, about a kilometre:
they order offices by distance and open a map of the town, and do not point at a door.
"""

import csv
import functools
import math
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).with_name("data") / "agencies.csv"

# The office number of a provincial office; the others are those below it.
PROVINCIAL = "00"

_EARTH_RADIUS_KM = 6371.0
# A town and its surroundings.
_ZOOM = 13


@dataclass(frozen=True)
class Agency:
    """An office. `code` is its province's two digits and two of its own, "00" the provincial one.

    `ward_code` and `province_code` are those of `divisions`, without leading zeros.
    """

    code: str
    name: str
    address: str
    ward_code: str
    province_code: str
    phone: str
    latitude: float
    longitude: float


def find(code: str) -> Agency | None:
    """The agency with this code, or None."""
    return _by_code().get(code)


def every() -> list[Agency]:
    """Every agency, by code."""
    return list(_by_code().values())


def nearest(province_code: str, ward_code: str = "") -> list[Agency]:
    """Every agency: those in the ward, those in the province, the others by distance from its seat.

    Both codes may have leading zeros. Agencies that are equally near come by code, and so do all
    if there is no such province.
    """
    province, ward = province_code.lstrip("0"), ward_code.lstrip("0")
    seat = find(f"{province:0>2}{PROVINCIAL}")

    def sort_key(agency: Agency) -> tuple[bool, bool, float, str]:
        return (
            agency.province_code != province,
            not ward or agency.ward_code != ward,
            _kilometres(seat, agency) if seat else 0.0,
            agency.code,
        )

    return sorted(every(), key=sort_key)


def map_url(agency: Agency) -> str:
    """A map of the agency's town, on OpenStreetMap."""
    latitude, longitude = f"{agency.latitude:.4f}", f"{agency.longitude:.4f}"
    marker = f"?mlat={latitude}&mlon={longitude}"
    return f"https://www.openstreetmap.org/{marker}#map={_ZOOM}/{latitude}/{longitude}"


@functools.cache
def _by_code() -> dict[str, Agency]:
    with FILE.open(encoding="utf-8", newline="") as file:
        agencies = [_agency(row) for row in csv.DictReader(file)]
    return {agency.code: agency for agency in sorted(agencies, key=lambda agency: agency.code)}


def _agency(row: dict[str, str]) -> Agency:
    return Agency(
        code=row["code"],
        name=row["name"],
        address=row["address"],
        ward_code=row["ward_code"].lstrip("0"),
        province_code=row["province_code"].lstrip("0"),
        phone=row["phone"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


def _kilometres(one: Agency, other: Agency) -> float:
    """The great-circle distance, by the haversine formula."""
    latitudes = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    half_chord = (
        math.sin((latitudes[1] - latitudes[0]) / 2) ** 2
        + math.cos(latitudes[0]) * math.cos(latitudes[1]) * math.sin(across / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(half_chord))
