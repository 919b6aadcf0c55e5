"""A filled-in Form No. 1, and the tools that people and scanners read it with."""

import io
import re
import subprocess

import zxingcpp
from PIL import Image

from functions.registration.declaration_pdf import Sheet

NUMBER = "261124-7K3M-9"


def a_sheet(**changes: str) -> Sheet:
    sheet = Sheet(
        number=NUMBER,
        submitted_on="2026-11-24",
        deadline="10:00 ngày 04/12/2026",
        agency_name="Bảo hiểm xã hội cơ sở Ba Đình",
        agency_address="Số 142 phố Đội Cấn, phường Ba Đình, thành phố Hà Nội",
        full_name="Nguyễn Thị Thùy Dương",
        code="0123456789",
        date_of_birth="1985-12-01",
        sex="female",
        identity_number="001185012345",
        identity_issued_on="2021-08-15",
        identity_issued_by="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        phone="+84912345678",
        email="thuyduong@example.vn",
        address="Số 5, ngõ 12, phố Kim Mã Thượng",
        ward="Phường Ngọc Hà",
        province="Thành phố Hà Nội",
    )
    return {**sheet, **changes}  # type: ignore[typeddict-item]


def run(tool: str, *options: str, pdf: bytes) -> bytes:
    return subprocess.run([tool, *options], input=pdf, capture_output=True, check=True).stdout


def text(pdf: bytes) -> str:
    """What a reader copies from the form, in the order in which it is laid out."""
    return run("pdftotext", "-layout", "-", "-", pdf=pdf).decode()


def squeezed(value: str) -> str:
    """Without spaces and line ends, which depend on where a line was full."""
    return re.sub(r"\s", "", value)


def between(label: str, following: str, pdf: bytes) -> str:
    """What is printed from a label to the next, squeezed."""
    # Raw: otherwise a hyphen at the end of a line is taken for a parted word's.
    printed = squeezed(run("pdftotext", "-raw", "-", "-", pdf=pdf).decode())
    return printed.partition(squeezed(label))[2].partition(squeezed(following))[0]


def name_on(pdf: bytes) -> str:
    return between("1. Họ và tên:", "2. Mã số BHXH:", pdf)


def info(pdf: bytes) -> dict[str, str]:
    lines = run("pdfinfo", "-", pdf=pdf).decode().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def pages(pdf: bytes) -> list[Image.Image]:
    """Each page as a scanner at 150 dots per inch sees it."""
    stream = run("pdftoppm", "-r", "150", "-gray", "-", pdf=pdf)
    found = []
    while stream:
        width, height = map(int, stream.split(b"\n", 2)[1].split())
        header = len(f"P5\n{width} {height}\n255\n")
        found.append(Image.open(io.BytesIO(stream[: header + width * height])))
        stream = stream[header + width * height :]
    return found


def codes(page: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(page)]


def alternatives(pdf: bytes) -> list[str]:
    """What a screen reader says for each picture."""
    return [
        bytes.fromhex(found.decode()).decode("utf-16")
        for found in re.findall(rb"/Alt<([0-9A-F]+)>", pdf)
    ]


def typefaces(pdf: bytes) -> set[str]:
    """The names of the fonts inside, without a subset's prefix and the encoding."""
    lines = run("pdffonts", "-", pdf=pdf).decode().splitlines()[2:]
    return {line.split()[0].partition("+")[2].removesuffix("-Identity-H") for line in lines}
