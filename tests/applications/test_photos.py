"""A photo becomes one small JPEG of our own; what is not a plain photo is refused in words."""

import contextlib
import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from functions.applications import photos
from functions.errors import Invalid, status_of
from tests import photos as photos_to_send

# Prints the most memory that a process needs for the photo, in KB.
MEASURE = """
import pathlib, re, sys
from functions.applications import photos
photos.portrait_of("large.png", pathlib.Path(sys.argv[1]).read_bytes())
print(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
"""

SMALL_PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def a_picture(width: int = 600, height: int = 800) -> Image.Image:
    """Red above, blue below, so that turning shows."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width, height // 2))
    return picture


def a_file(picture: Image.Image | None = None, kind: str = "JPEG", **options: object) -> bytes:
    return photos_to_send.a_file(picture or a_picture(), kind, **options)


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def colour(picture: Image.Image, x: int, y: int) -> str:
    red, _green, blue = picture.getpixel((x, y))
    return "red" if red > blue else "blue"


def an_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("program.sh", "echo")
    return out.getvalue()


def a_png_chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def a_png_bomb(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(a_png_chunk(*chunk) for chunk in chunks)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(600, 800), (2000, 500), (500, 3000), (240, 320)])
def test_a_photo_becomes_a_small_jpeg_of_3_by_4(kind, size):
    kept = photos.portrait_of("me.any", a_file(a_picture(*size), kind))

    picture = opened(kept)
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (480, 640), "RGB")
    assert len(kept) <= photos.MOST_STORED


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_way_to_store_colours_is_read(mode):
    picture = a_picture().convert(mode) if mode != "I;16" else Image.new("I;16", (300, 400), 60000)
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert opened(photos.portrait_of("me", a_file(picture, kind))).size == (480, 640)


def test_what_shines_through_becomes_white():
    picture = Image.new("RGBA", (300, 400), (0, 0, 0, 0))

    assert (
        opened(photos.portrait_of("me.png", a_file(picture, "PNG"))).getpixel((9, 9)) == (255,) * 3
    )


def test_a_photo_taken_sideways_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter clockwise
    sideways = a_picture().rotate(90, expand=True)

    kept = opened(photos.portrait_of("me.jpg", a_file(sideways, exif=exif)))

    assert colour(kept, 240, 100) == "red"
    assert colour(kept, 240, 540) == "blue"


@pytest.mark.parametrize("size", [(7100, 7100), (240, 200_000)])
def test_the_largest_photo_fits_a_lambdas_memory(tmp_path, size):
    """A plain PNG of 50 million pixels is a small file; the function has 1 GB."""
    file = tmp_path / "large.png"
    Image.new("RGBA", size, (10, 20, 30, 128)).save(file)

    peak = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], check=True, capture_output=True, text=True
    ).stdout

    assert int(peak) < 800 * 1024


def test_nothing_of_the_metadata_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "taken at home, 12 Phố Huế"
    exif.get_ifd(0x8825)[1] = "N"
    sent = a_file(exif=exif, comment=b"a private remark", icc_profile=b"profile" * 50)

    kept = photos.portrait_of("me.jpg", sent)

    assert not dict(opened(kept).getexif())
    assert "icc_profile" not in opened(kept).info
    for secret in (b"12 Ph", b"private", b"profile", b"Exif"):
        assert secret not in kept


def test_the_noisiest_photo_still_fits_where_it_is_kept():
    noise = Image.effect_noise((480, 640), 200).convert("RGB")

    assert len(photos.portrait_of("me.png", a_file(noise, "PNG"))) <= photos.MOST_STORED


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", photos.NoPhoto),
        (b"\xff\xd8\xff" + b"\0" * photos.MAX_BYTES, photos.FileTooLarge),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", photos.NotAPhoto),
        (b"<!doctype html><script>alert(1)</script>", photos.NotAPhoto),
        (SMALL_PDF, photos.NotAPhoto),
        (an_archive(), photos.NotAPhoto),
        (b"MZ\x90\0", photos.NotAPhoto),
        (a_file(kind="GIF"), photos.NotAPhoto),
        (a_file(kind="BMP"), photos.NotAPhoto),
        (a_file(kind="TIFF"), photos.NotAPhoto),
        (a_png_bomb(100_000, 100_000), photos.TooManyPixels),
        (a_png_bomb(8000, 8000), photos.TooManyPixels),
        (a_png_bomb(10_000, 10_000), photos.TooManyPixels),
        (a_png_bomb(3000, 4000), photos.BrokenPhoto),
        (a_file(a_picture(239, 400)), photos.PhotoTooSmall),
        (a_file(a_picture(400, 319)), photos.PhotoTooSmall),
        (b"\xff\xd8\xff", photos.BrokenPhoto),
        (b"RIFF\x00\x00\x10\x00WEBP", photos.BrokenPhoto),
    ],
)
def test_what_is_not_a_photo_is_refused_for_what_it_is(data, refusal):
    with pytest.raises(refusal) as raised:
        photos.portrait_of("me.jpg", data)

    assert raised.value.field == "photo"
    assert status_of(raised.value) == (413 if refusal is photos.FileTooLarge else 422)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("extra", [an_archive(), SMALL_PDF, b"<script>alert(1)</script>", b"x"])
def test_a_photo_with_something_behind_it_is_refused(kind, extra):
    with pytest.raises(photos.MoreThanAPhoto):
        photos.portrait_of("me.jpg", a_file(kind=kind) + extra)


@pytest.mark.parametrize("hidden", [SMALL_PDF, b"<HTML><body>", an_archive(), b"<?php x"])
def test_a_photo_that_is_also_another_kind_of_file_is_refused(hidden):
    remark = PngImagePlugin.PngInfo()
    remark.add_text("Comment", hidden.decode("latin-1"))

    for data in (a_file(comment=hidden), a_file(kind="PNG", pnginfo=remark)):
        with pytest.raises(photos.MoreThanAPhoto):
            photos.portrait_of("me.jpg", data)


@pytest.mark.parametrize("notes", [b"\0" * 9, b"notes SEFH 1 SEFT"])
def test_what_cameras_append_to_their_own_photos_is_no_reason_to_refuse(notes):
    assert photos.portrait_of("me.jpg", a_file() + notes)


def test_a_second_exposure_that_the_camera_lists_is_no_reason_to_refuse():
    several = a_file(kind="MPO", save_all=True, append_images=[a_picture()])

    assert photos.portrait_of("me.jpg", several)
    with pytest.raises(photos.MoreThanAPhoto):
        photos.portrait_of("me.jpg", a_file() + a_file())
    with pytest.raises(photos.MoreThanAPhoto):
        photos.portrait_of("me.jpg", several + b"\0\0\0\x18ftypmp42")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.05, 0.5, 0.9, 0.999])
def test_a_photo_that_is_cut_off_is_refused(kind, part):
    whole = a_file(kind=kind)

    with pytest.raises(photos.BrokenPhoto):
        photos.portrait_of("me.jpg", whole[: int(len(whole) * part)])


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_film_is_refused(kind):
    frames = [a_picture(), a_picture().rotate(180)]
    film = a_file(frames[0], kind, save_all=True, append_images=frames[1:])

    with pytest.raises(photos.AnimatedPhoto):
        photos.portrait_of("me.jpg", film)


@pytest.mark.parametrize(
    "name",
    [
        "../me.jpg",
        "..\\me.jpg",
        "/etc/me.jpg",
        "C:\\me.jpg",
        "me\0.jpg",
        "me\n.jpg",
        "\u202egpj.me",
    ],
)
def test_a_name_that_is_a_path_or_hides_something_is_refused(name):
    with pytest.raises(photos.BadFileName):
        photos.portrait_of(name, a_file())


@pytest.mark.parametrize("name", ["", "ảnh thẻ (1).jpeg", "IMG_2024.01.01.JPG", "me"])
def test_any_other_name_will_do(name):
    assert photos.portrait_of(name, a_file())


def test_no_page_loads_the_decoders_before_a_photo_comes():
    script = (
        "import sys, functions.citizen_app, functions.officer_app\n"
        "from functions.applications import photos\n"
        "assert 'PIL' not in sys.modules"
    )

    subprocess.run([sys.executable, "-c", script], check=True)


HEADS = [
    b"",
    b"\xff\xd8\xff",
    b"\xff\xd8\xff\xe0\0\x10JFIF",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x20\0\0\0WEBPVP8 ",
]


@given(head=st.sampled_from(HEADS), tail=st.binary(max_size=300))
def test_no_bytes_raise_anything_unexpected(head, tail):
    with pytest.raises(Invalid):
        photos.portrait_of("me", head + tail)


@given(
    st.sampled_from(["JPEG", "PNG", "WEBP"]),
    st.integers(0, 10**6),
    st.binary(min_size=1, max_size=8),
)
def test_no_damage_to_a_photo_raises_anything_unexpected(kind, place, damage):
    whole = a_file(a_picture(240, 320), kind)
    place %= len(whole)
    damaged = whole[:place] + damage + whole[place + len(damage) :]

    with contextlib.suppress(Invalid):
        assert opened(photos.portrait_of("me", damaged)).size == (480, 640)
