"""CSV files for the import; what a test does not name is right."""

from pathlib import Path

from functions.registry.loading.csv_rows import CARDS, PERSONS

PERSON = {
    "code": "0123456789",
    "full_name": "Nguyễn Thị Minh Khai",
    "sex": "female",
    "date_of_birth": "1990-03-05",
    "identity_number": "001190000001",
    "phone": "0912345678",
    "email": "khai@vssid.example",
    "address": "12 Phố Huế",
    "ward_code": "4",
    "province_code": "1",
}
CARD = {
    "code": "0123456789",
    "card_number": "DN4010123456789",
    "benefit_level": "4",
    "facility_code": "01901",
    "facility_name": "Bệnh viện Đa khoa Sao Mai",
    "valid_from": "2026-01-01",
    "valid_to": "",
    "five_year_from": "2028-05-01",
    "area": "K1",
    "issued_on": "2025-12-20",
}


def a_person_row(**values: str) -> list[str]:
    return list({**PERSON, **values}.values())


def a_card_row(**values: str) -> list[str]:
    return list({**CARD, **values}.values())


def persons_file(path: Path, lines: list[str]) -> Path:
    """A file of persons with these lines after its header."""
    return _written(path, PERSONS.columns, lines)


def cards_file(path: Path, lines: list[str]) -> Path:
    return _written(path, CARDS.columns, lines)


def person_line(**values: str) -> str:
    return ",".join(a_person_row(**values))


def card_line(**values: str) -> str:
    return ",".join(a_card_row(**values))


def _written(path: Path, columns: dict[str, object], lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\r\n" for line in [",".join(columns), *lines]), newline="")
    return path
