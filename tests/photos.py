"""Photos as applicants and officers send them, made when a test wants one."""

import io
import random

from PIL import Image


def a_photo(
    width: int = 600, height: int = 800, kind: str = "JPEG", *, colour: str = "green"
) -> bytes:
    """A plain picture as a file of this kind."""
    return a_file(Image.new("RGB", (width, height), colour), kind)


def a_detailed_photo() -> bytes:
    """A photo of 1.5 MB, with every byte that a camera's file may hold, line breaks among them."""
    size = (1200, 1600)
    noise = random.Random(1).randbytes(size[0] * size[1])
    return a_file(Image.frombytes("L", size, noise).convert("RGB"), quality=90)


def a_file(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The picture, encoded."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
