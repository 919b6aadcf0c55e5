"""A photo for the form: whatever was sent becomes one small JPEG that we encoded ourselves.

The file is judged by its content, cheapest question first, and nothing of it is kept: no
metadata, no name, no byte of the original.
"""

import io
import unicodedata
from pathlib import PurePath

from flask_babel import lazy_gettext as _
from PIL import Image, ImageOps

from functions.applications import image_files
from functions.errors import Invalid, TooLarge

# A Lambda function is invoked with 6 MB at most, and a body gets there a third longer, as base64.
MAX_BYTES = 4 * 1024 * 1024
# Phones make up to this many; decoded, it is 200 MB, so more is refused by the header alone.
MAX_PIXELS = 51_000_000
LEAST_WIDTH, LEAST_HEIGHT = 240, 320
SIZE = (480, 640)
# With the answers it must fit an item of 400 KB.
MOST_KEPT = 200 * 1024


class NoPhoto(Invalid):
    field = "photo"
    message = _("Choose a photo, or go on without one")


class FileTooLarge(TooLarge):
    field = "photo"
    message = _("The file is larger than 4 MB. Choose a smaller one")


class BadFileName(Invalid):
    field = "photo"
    message = _("The name of the file holds a path or hidden characters. Rename it and try again")


class NotAPhoto(Invalid):
    field = "photo"
    message = _("The file is not a JPEG, PNG or WebP photo. Choose another one")


class BrokenPhoto(Invalid):
    field = "photo"
    message = _("The file is damaged or incomplete. Choose another one, or take the photo again")


class AnimatedPhoto(Invalid):
    field = "photo"
    message = _("The file is animated. Choose a photo that does not move")


class MoreThanAPhoto(Invalid):
    field = "photo"
    message = _(
        "The file holds something besides the photo, such as a video or a document. "
        "Take a plain photo, or a screenshot of this one"
    )


class TooManyPixels(Invalid):
    field = "photo"
    message = _("The photo has more than 50 million pixels. Choose a smaller one")


class PhotoTooSmall(Invalid):
    field = "photo"
    message = _("The photo is too small. It needs at least 240 by 320 pixels")


def accepted(filename: str, data: bytes) -> bytes:
    """The photo upright, cut to 3 by 4, as a JPEG of 480 by 640 pixels without metadata.

    Raises the errors above, and nothing else whatever the bytes are.
    """
    if not data:
        raise NoPhoto
    if len(data) > MAX_BYTES:
        raise FileTooLarge
    _check_name(filename)
    kind = _kind(data)
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            return _encoded(_portrait(image))
    except Invalid:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    except Exception as fault:  # a decoder that is fed hostile bytes raises what it likes
        raise BrokenPhoto from fault


def _check_name(filename: str) -> None:
    is_path = PurePath(filename).name != filename or "\\" in filename or ".." in filename
    is_hidden = any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in filename)
    if filename and (is_path or is_hidden):
        raise BadFileName


def _kind(data: bytes) -> str:
    try:
        structure = image_files.structure_of(data)
    except image_files.BrokenFile as broken:
        raise BrokenPhoto from broken
    if structure is None:
        raise NotAPhoto
    if structure.is_animated:
        raise AnimatedPhoto
    if structure.has_more:
        raise MoreThanAPhoto
    return structure.kind


def _portrait(image: Image.Image) -> Image.Image:
    if image.width * image.height > MAX_PIXELS:
        raise TooManyPixels
    if min(image.size) < LEAST_WIDTH or max(image.size) < LEAST_HEIGHT:
        raise PhotoTooSmall  # whichever way it is turned
    # A JPEG decoder skips detail that is not needed: four times the memory on a large photo.
    image.draft("RGB", (2 * SIZE[1], 2 * SIZE[1]))
    image.load()
    upright = ImageOps.exif_transpose(_smaller(image))
    if upright.width < LEAST_WIDTH or upright.height < LEAST_HEIGHT:
        raise PhotoTooSmall
    # A new picture, because remarks and profiles stay with the old one.
    clean = Image.new("RGB", SIZE)
    clean.paste(ImageOps.fit(_opaque(upright), SIZE, Image.Resampling.LANCZOS))
    return clean


def _smaller(image: Image.Image) -> Image.Image:
    """A large picture's middle, with fewer pixels.

    What follows copies the whole picture a few times: of the largest, more than a Lambda
    function holds. However it is turned, the 3 by 4 that is cut out lies within this middle.
    """
    side = min(image.size)
    longest = -(-side * 4 // 3)
    width, height = (min(each, longest) for each in image.size)
    left, top = (image.width - width) // 2, (image.height - height) // 2
    if (width, height) != image.size:
        image = image.crop((left, top, left + width, top + height))
    times = side // (2 * SIZE[1])
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


def _encoded(image: Image.Image) -> bytes:
    for quality in (85, 70, 50, 30):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= MOST_KEPT:
            break
    return out.getvalue()
