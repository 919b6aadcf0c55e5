"""A photo for the form: whatever was sent becomes one small JPEG that we encoded ourselves.

The file is judged by its content, cheapest question first. Nothing of it is stored: no metadata,
no name, no byte of the original.
"""

import unicodedata
from pathlib import PurePath

from flask_babel import lazy_gettext as _

from functions.applications import image_files
from functions.errors import Invalid, TooLarge

# A Lambda function is invoked with 6 MB at most, and a body gets there a third longer, as base64.
MAX_MEGABYTES = 4
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
# Phones make up to this many; decoded, it is 200 MB, so more is refused by the header alone.
MAX_PIXELS = 51_000_000
LEAST_WIDTH, LEAST_HEIGHT = 240, 320
SIZE = (480, 640)
# With the answers it must fit an item of 400 KB.
MOST_STORED = 200 * 1024


class NoPhoto(Invalid):
    field = "photo"
    message = _("Choose a photo, or go on without one")


class FileTooLarge(TooLarge):
    field = "photo"
    message = _(
        "The file is larger than %(megabytes)s MB. Choose a smaller one", megabytes=MAX_MEGABYTES
    )


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


def portrait_of(filename: str, data: bytes) -> bytes:
    """The photo upright, cut to 3 by 4, as a JPEG of 480 by 640 pixels without metadata.

    Raises the errors above, and nothing else whatever the bytes are.
    """
    if not data:
        raise NoPhoto
    if len(data) > MAX_BYTES:
        raise FileTooLarge
    _check_name(filename)
    kind = _kind(data)
    # The decoders are large: a page is served without them until a photo comes.
    from functions.applications import portraits

    least = (LEAST_WIDTH, LEAST_HEIGHT)
    try:
        return portraits.portrait_of(
            data, kind, most_pixels=MAX_PIXELS, least=least, size=SIZE, most_bytes=MOST_STORED
        )
    except portraits.TooManyPixels:
        raise TooManyPixels from None
    except portraits.TooSmall:
        raise PhotoTooSmall from None
    except portraits.Undecodable as fault:
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
