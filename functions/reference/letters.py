"""The letters of names and addresses: Latin ones, with any mark."""

import functools
import unicodedata


def one_line(text: str) -> str:
    """The text composed (NFC), with one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@functools.lru_cache(1024)
def is_latin(sign: str) -> bool:
    """Whether the sign is a Latin letter."""
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN ")


@functools.lru_cache(1024)
def is_latin_or_digit(sign: str) -> bool:
    """Whether the sign is a Latin letter or one of the ten digits."""
    return is_latin(sign) or (sign.isascii() and sign.isdigit())
