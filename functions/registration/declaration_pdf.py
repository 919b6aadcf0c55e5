"""Form No. 1 on paper: one A4 page to sign, tagged for screen readers (PDF/UA-1).

Values reach the typesetter as data beside the template, never as part of it, so that no name
can be read as markup. The same sheet gives the same bytes on every machine: no system fonts,
no clock, no network.
"""

import io
import json
import unicodedata
from datetime import date, datetime, time

import segno
from typing_extensions import TypedDict

from functions.clock import VIETNAM
from functions.paths import TEMPLATES

FOLDER = TEMPLATES / "registration"
# Latin letters with every mark, and the punctuation of names and addresses: the form's typeface
# has all of these. Emoji come from a second typeface; other scripts have none.
LATIN = (range(0x20, 0x7F), range(0xA1, 0x250), range(0x1E00, 0x1F00), range(0x2010, 0x2028))


class Sheet(TypedDict):
    """What the form says; days are ISO dates, the phone is in E.164, "" leaves a line to fill.

    `deadline` is the moment as it is printed: 10:00 ngày 04/12/2026.
    """

    number: str
    submitted_on: str
    deadline: str
    agency_name: str
    agency_address: str
    full_name: str
    code: str
    date_of_birth: str
    sex: str
    identity_number: str
    identity_issued_on: str
    identity_issued_by: str
    phone: str
    email: str
    address: str
    ward: str
    province: str


def render(sheet: Sheet, *, photo: bytes | None = None) -> bytes:
    """The form as a PDF; `photo` is a JPEG or PNG that has passed the checks of uploads."""
    # Its shared library is 80 MB: only who asks for the form waits for it.
    import typst

    values = {name: unicodedata.normalize("NFC", str(text)) for name, text in sheet.items()}
    try:
        return _typeset(values, photo)
    except typst.TypstError:
        # PDF/UA refuses a character that no typeface has. Its code point is better on paper
        # than nothing; a cause other than that is raised again.
        return _typeset({name: _spelled_out(text) for name, text in values.items()}, photo)


def _typeset(values: dict[str, str], photo: bytes | None) -> bytes:
    import typst

    # The files must be text: the photo goes as the list of its bytes.
    data = {**values, "photo": list(photo) if photo else None}
    files = {
        "main.typ": (FOLDER / "declaration.typ").read_bytes(),
        "sheet.json": json.dumps(data).encode(),
        "number.svg": _qr(values["number"]),
    }
    submitted_on = date.fromisoformat(values["submitted_on"])
    # Its stub knows one file only.
    return typst.compile(  # type: ignore[call-overload]
        files,
        font_paths=[FOLDER / "fonts"],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(datetime.combine(submitted_on, time(), VIETNAM).timestamp()),
    )


def _spelled_out(text: str) -> str:
    return "".join(
        sign if any(ord(sign) in signs for signs in LATIN) else f"[U+{ord(sign):04X}]"
        for sign in text
    )


def _qr(number: str) -> bytes:
    out = io.BytesIO()
    segno.make(number, error="m", micro=False).save(out, kind="svg", border=4, light="#fff")
    return out.getvalue()
