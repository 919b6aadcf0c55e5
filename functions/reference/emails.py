"""Email addresses."""

import re

from functions.reference import errors

# RFC 5321, 4.5.3.1: a path has at most 256 octets, two of them its brackets.
MAX_LENGTH = 254
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,63}")


def parse(text: str) -> str:
    """The email address in `text`, or "" if there is none. Raises errors.InvalidEmail."""
    email = text.strip()
    if email and (len(email) > MAX_LENGTH or not _EMAIL.fullmatch(email)):
        raise errors.InvalidEmail
    return email
