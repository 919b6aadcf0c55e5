"""Lines of a postal address, and of the names of authorities and facilities beside them."""

import functools

from functions.reference import errors
from functions.reference.letters import is_latin_or_digit, one_line

MAX_LENGTH = 200
_SIGNS = frozenset(" ,./-–()'’&#:;+")


def parse_line(text: str) -> str:
    """A line with one space between words, printable as it is on Form No. 1.

    Raises errors.InvalidText.
    """
    line = one_line(text)
    fits = len(line) <= MAX_LENGTH and any(map(is_latin_or_digit, line))
    if not fits or not all(map(_is_of_lines, line)):
        raise errors.InvalidText
    return line


@functools.lru_cache(1024)
def _is_of_lines(sign: str) -> bool:
    return is_latin_or_digit(sign) or sign in _SIGNS
