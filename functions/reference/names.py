"""People's names: as documents write them, and as we compare them."""

import functools
import unicodedata

from functions.reference import errors
from functions.reference.letters import is_latin, one_line

MAX_LENGTH = 100
_SIGNS = frozenset(" '’-.")


def parse(text: str) -> str:
    """A name in Latin letters, one space between words. Raises errors.InvalidName."""
    name = one_line(text)
    fits = 2 <= len(name) <= MAX_LENGTH and any(map(is_latin, name))
    if not fits or not all(map(_is_of_names, name)):
        raise errors.InvalidName
    return name


@functools.lru_cache(1024)
def _is_of_names(sign: str) -> bool:
    return is_latin(sign) or sign in _SIGNS


def normalise(name: str) -> str:
    """A name without accents and case, one space between words: equal for equal names."""
    folded = _without_marks(_without_marks(name).casefold())
    return " ".join(folded.replace("đ", "d").split())


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
