"""Application numbers: the day, seven random digits and a check digit, as `261124-4821035-7`.

People read them from paper, say them on the phone and type them, so there are digits only, and
a mistyped one is noticed. They open nothing: tracking asks for a code from the phone as well.
"""

import re
import secrets
from datetime import date

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_10

_DIGITS = re.compile(r"[0-9]{14}")
_SEPARATORS = re.compile(r"[\s\-–]")


def new(on: date) -> str:
    """A number for an application of the day `on`; unique once a conditional write says so."""
    digits = f"{on:%y%m%d}{secrets.randbelow(10**7):07d}"
    return written(digits + mod_11_10.calc_check_digit(digits))


def parse(text: str) -> str | None:
    """The number as it is written, however it was typed; None if it is not one."""
    digits = _SEPARATORS.sub("", text)
    if not _DIGITS.fullmatch(digits):
        return None
    try:
        mod_11_10.validate(digits)
    except ValidationError:
        return None
    return written(digits)


def written(digits: str) -> str:
    """Fourteen digits in their three groups."""
    return f"{digits[:6]}-{digits[6:13]}-{digits[13:]}"
