"""Write today's provinces and wards, as vietnam-provinces knows them, for the registry.

    python -m infra.divisions_csv

The package itself is too large for a Lambda, and only its names and codes are needed.
"""

import csv
import io
from pathlib import Path

from vietnam_provinces import Province, Ward

from functions.paths import ROOT
from functions.reference import divisions


def contents() -> dict[str, str]:
    """What each file should hold, by its name; codes as the statistics office writes them."""
    provinces = [(f"{int(p.code):02}", _tidy(p.name)) for p in Province.iter_all()]
    wards = [
        (f"{int(w.code):05}", _tidy(w.name), f"{int(w.province_code):02}") for w in Ward.iter_all()
    ]
    return {
        divisions.PROVINCES.name: _csv(("code", "name"), provinces),
        divisions.WARDS.name: _csv(("code", "name", "province_code"), wards),
    }


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _csv(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *sorted(rows)])
    return text.getvalue()


def write(folder: Path = divisions.PROVINCES.parent) -> list[Path]:
    """Write the files into `folder`; returns where they are."""
    paths = []
    for name, text in contents().items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write():
        print(written.relative_to(ROOT))
