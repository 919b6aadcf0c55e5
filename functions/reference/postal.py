"""Lines of a postal address."""

from functions.reference import errors
from functions.reference.letters import is_latin_or_digit, one_line

MAX_LENGTH = 200
_SIGNS = frozenset(" ,./-–()'’&#:;+")


def parse_line(text: str) -> str:
    """A line of an address or of an authority's name, printable as it is on the form.

    Raises errors.InvalidText.
    """
    line = one_line(text)
    fits = len(line) <= MAX_LENGTH and any(map(is_latin_or_digit, line))
    if not fits or not all(is_latin_or_digit(sign) or sign in _SIGNS for sign in line):
        raise errors.InvalidText
    return line
