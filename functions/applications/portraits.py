"""A picture decoded, turned upright, cut to a portrait and encoded again.

The decoders are large and are fed hostile bytes. This module alone loads them, knows nothing of
the rest of the program, and takes and gives plain data: it is imported when a photo comes.
"""

import io

from PIL import Image, ImageOps

_QUALITIES = (85, 70, 50, 30)


class TooManyPixels(Exception):
    """The picture would take too much memory, by what its header says."""


class TooSmall(Exception):
    """The picture is smaller than a portrait must be."""


class Undecodable(Exception):
    """The decoder gave up."""


def portrait_of(
    data: bytes,
    kind: str,
    *,
    most_pixels: int,
    least: tuple[int, int],
    size: tuple[int, int],
    most_bytes: int,
) -> bytes:
    """The middle of the picture, upright, as a JPEG of `size` without metadata.

    `kind` is the format of `data`. Raises the exceptions above, and nothing else.
    """
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > most_pixels:
                raise TooManyPixels
            return _encoded(_portrait(image, least, size), most_bytes)
    except (TooManyPixels, TooSmall):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    except Exception as fault:  # a decoder that is fed hostile bytes raises what it likes
        raise Undecodable from fault


def _portrait(image: Image.Image, least: tuple[int, int], size: tuple[int, int]) -> Image.Image:
    if min(image.size) < min(least) or max(image.size) < max(least):
        raise TooSmall  # whichever way it is turned
    # A JPEG decoder skips detail that is not needed: four times the memory on a large photo.
    enough = 2 * max(size)
    image.draft("RGB", (enough, enough))
    image.load()
    upright = ImageOps.exif_transpose(_smaller(image, enough))
    if upright.width < least[0] or upright.height < least[1]:
        raise TooSmall
    # A new picture, because remarks and profiles stay with the old one.
    clean = Image.new("RGB", size)
    clean.paste(ImageOps.fit(_opaque(upright), size, Image.Resampling.LANCZOS))
    return clean


def _smaller(image: Image.Image, enough: int) -> Image.Image:
    """A large picture's middle, with fewer pixels.

    The next steps copy the whole picture a few times: of the largest, more than a Lambda
    function holds. However it is turned, the 3 by 4 that is cut out lies within this middle.
    """
    side = min(image.size)
    longest = -(-side * 4 // 3)
    width, height = (min(each, longest) for each in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    if (width, height) != image.size:
        image = image.crop((left, top, left + width, top + height))
    times = side // enough
    if times < 2:
        return image
    mode = "RGBA" if image.has_transparency_data else "RGB"
    return (image if image.mode == mode else image.convert(mode)).reduce(times)


def _opaque(image: Image.Image) -> Image.Image:
    """The picture on white paper, in the colours that a JPEG has."""
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("RGB")
    return image.convert("RGB")


def _encoded(image: Image.Image, most_bytes: int) -> bytes:
    for quality in _QUALITIES:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= most_bytes:
            break
    return out.getvalue()
