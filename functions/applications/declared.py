"""What Form No. 1 declares: rules on its texts, and which answers each step of it asks for."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date

from functions.applications.errors import (
    InvalidEmail,
    InvalidName,
    InvalidText,
    IssuedOutOfRange,
)
from functions.reference import identifiers

# What a step needs before the next one; an email may stay empty.
NEEDED = {
    "identity": (
        "code",
        "full_name",
        "date_of_birth",
        "sex",
        "identity_number",
        "identity_issued_on",
        "identity_issued_by",
    ),
    "contact": ("phone", "province_code"),
    "address": ("ward_code", "address"),
    "agency": ("agency",),
}

MOST_IN_A_NAME = 100
MOST_IN_A_LINE = 200
MOST_IN_AN_EMAIL = 254

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,63}")
_NAME_SIGNS = frozenset(" '’-.")
_LINE_SIGNS = frozenset(" ,./-–()'’&#:;+")


def first_missing(answers: Mapping[str, str]) -> str | None:
    """The first step with an answer missing; None when the declaration is complete."""
    for step, names in NEEDED.items():
        if not all(answers.get(name) for name in names):
            return step
    return None


def parse_name(text: str) -> str:
    """A name in Latin letters, one space between words. Raises errors.InvalidName."""
    name = _line(text)
    fits = 2 <= len(name) <= MOST_IN_A_NAME and any(map(_is_letter, name))
    if not fits or not all(_is_letter(sign) or sign in _NAME_SIGNS for sign in name):
        raise InvalidName
    return name


def parse_line(text: str) -> str:
    """A line of an address or of an authority's name, printable as it is on the form.

    Raises errors.InvalidText.
    """
    line = _line(text)
    fits = len(line) <= MOST_IN_A_LINE and any(map(_is_letter_or_digit, line))
    if not fits or not all(_is_letter_or_digit(sign) or sign in _LINE_SIGNS for sign in line):
        raise InvalidText
    return line


def parse_email(text: str) -> str:
    """An email address, or nothing. Raises errors.InvalidEmail."""
    email = text.strip()
    if email and (len(email) > MOST_IN_AN_EMAIL or not _EMAIL.fullmatch(email)):
        raise InvalidEmail
    return email


def check_issue(issued: date, *, born: date, on: date) -> None:
    """Raise errors.IssuedOutOfRange unless the document was issued in its owner's life."""
    if not born <= issued <= on:
        raise IssuedOutOfRange


def check_identity(number: str, *, sex: str, born: date) -> None:
    """Raise reference.errors.CitizenIdDisagrees if a citizen ID says another sex or year."""
    if len(number) == 12:
        identifiers.check_citizen_id(identifiers.parse_citizen_id(number), sex=sex, born=born)


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _is_letter(sign: str) -> bool:
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN ")


def _is_letter_or_digit(sign: str) -> bool:
    return _is_letter(sign) or (sign.isascii() and sign.isdigit())
