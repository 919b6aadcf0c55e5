"""Where the picture in a file ends, and what else lies in the file: read without decoding it.

A picture followed by an archive, or with a web page in its comment, is two files in one: what
shows a picture to us may run as a program elsewhere. We store neither, but we tell its sender.
Cameras append things of their own, and those are known here.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

JPEG, PNG, WEBP = "JPEG", "PNG", "WEBP"

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_END_OF_IMAGE, _START_OF_SCAN = 0xD9, 0xDA
# Markers without a length: fill, TEM, RST0 to RST7, SOI.
_BARE = frozenset([0x01, *range(0xD0, 0xD9)])

# How files of other kinds begin; lower case, as they are compared.
_FOREIGN = (
    b"%pdf-",
    b"pk\x03\x04",
    b"rar!\x1a",
    b"7z\xbc\xaf",
    b"\x7felf",
    b"<!doctype",
    b"<html",
    b"<script",
    b"<svg",
    b"<?php",
    b"gif87a",
    b"gif89a",
    b"ftyp",
)


class BrokenFile(Exception):
    """The file ends before its picture does, or has not the structure of its kind."""


@dataclass(frozen=True)
class Structure:
    """What a file is made of.

    kind         JPEG, PNG or WEBP
    is_animated  whether it holds a film instead of one picture
    has_more     whether something else lies behind the picture or inside its remarks
    """

    kind: str
    is_animated: bool
    has_more: bool


def structure_of(data: bytes) -> Structure | None:
    """The structure of a JPEG, PNG or WebP file; None for any other. Raises BrokenFile."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(_PNG_SIGNATURE):
            return _png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError) as too_short:
        raise BrokenFile from too_short
    return None


def _jpeg(data: bytes) -> Structure:
    remarks, end = _jpeg_picture(data, 0)
    # Phones append the same picture in other exposures, and list them in an MPF remark.
    if any(remark.startswith(b"MPF\0") for remark in remarks):
        while data.startswith(b"\xff\xd8\xff", end):
            more, end = _jpeg_picture(data, end)
            remarks += more
    rest = data[end:]
    foreign = any(map(_is_foreign, remarks)) or not _is_harmless(rest)
    return Structure(JPEG, is_animated=False, has_more=foreign)


def _jpeg_picture(data: bytes, start: int) -> tuple[list[bytes], int]:
    """The segments of the picture at `start`, and where it ends."""
    segments: list[bytes] = []
    at = start + 2
    while True:
        if data[at] != 0xFF:
            raise BrokenFile
        marker = data[at + 1]
        if marker == _END_OF_IMAGE:
            return segments, at + 2
        if marker == 0xFF:
            at += 1
        elif marker in _BARE:
            at += 2
        else:
            (length,) = struct.unpack_from(">H", data, at + 2)
            segments.append(data[at + 4 : at + 2 + length])
            at += 2 + length
            if marker == _START_OF_SCAN:
                at = _end_of_scan(data, at)


def _end_of_scan(data: bytes, at: int) -> int:
    """The next marker that is not part of the compressed picture."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise BrokenFile
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return at
        at += 2


def _png(data: bytes) -> Structure:
    chunks = list(_png_chunks(data))
    end = len(_PNG_SIGNATURE) + sum(12 + len(content) for _, content in chunks)
    names = {name for name, _ in chunks}
    remarks = [content for name, content in chunks if name != b"IDAT"]
    foreign = any(map(_is_foreign, remarks)) or not _is_harmless(data[end:])
    return Structure(PNG, is_animated=b"acTL" in names, has_more=foreign)


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, name = len(_PNG_SIGNATURE), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        if at + 12 + length > len(data):
            raise BrokenFile
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def _webp(data: bytes) -> Structure:
    (length,) = struct.unpack_from("<I", data, 4)
    end = 8 + length + length % 2
    if 8 + length > len(data):
        raise BrokenFile
    at, names, foreign = 12, set(), not _is_harmless(data[end:])
    while at + 8 <= end:
        name, size = struct.unpack_from("<4sI", data, at)
        names.add(name)
        if name not in (b"VP8 ", b"VP8L", b"ALPH", b"ANMF"):
            foreign = foreign or _is_foreign(data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    return Structure(WEBP, is_animated=b"ANIM" in names, has_more=foreign)


def _is_foreign(remark: bytes) -> bool:
    text = remark.lower()
    return any(beginning in text for beginning in _FOREIGN)


def _is_harmless(rest: bytes) -> bool:
    """Whether what follows the picture is padding, or a Samsung camera's own notes."""
    is_notes = rest.endswith(b"SEFT") and b"SEFH" in rest
    return not rest.strip(b"\0\r\n ") or (is_notes and not _is_foreign(rest))
