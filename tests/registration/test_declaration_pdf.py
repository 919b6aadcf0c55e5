"""S14: Form No. 1 on paper, as real readers read it."""

import itertools
import os
import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.paths import ROOT
from functions.registration import declaration_pdf
from functions.registration.declaration_pdf import Sheet, render
from tests.photos import a_photo
from tests.registration.printed_form import (
    NUMBER,
    a_sheet,
    alternatives,
    between,
    codes,
    info,
    name_on,
    pages,
    run,
    squeezed,
    text,
    typefaces,
)

# Each Vietnamese vowel in its six tones, and the consonant that English lacks.
TONES = ["", *"\u0300\u0309\u0303\u0301\u0323"]
VOWELS = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in itertools.product("aăâeêioôơuưy", TONES)
]
LETTERS = " ".join(VOWELS) + " đ"
EMOJI = ["😀", "❤️", "👍🏽", "👨‍👩‍👧", "🇻🇳"]
MARKUP = r"""# $ [ ] { } \ " ' ` * _ @ < > = ~ % // -- ... /* */""".split()
MARKUP += ["#let x = 1", "#sys.inputs", "#panic()", r"\u{41}", "&amp;", "<label>", "@key"]
MARKED_LETTERS = st.characters(
    min_codepoint=0xA1, max_codepoint=0x1EFF, categories=["Lu", "Ll"]
).filter(lambda letter: unicodedata.name(letter).startswith("LATIN") and _is_latin(letter))


def _is_latin(letter: str) -> bool:
    return all(any(ord(sign) in signs for signs in declaration_pdf.LATIN) for sign in letter)


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(MARKUP),
        st.sampled_from(EMOJI),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        MARKED_LETTERS,
    ),
    min_size=1,
    max_size=60,
).map(lambda parts: unicodedata.normalize("NFC", "".join(parts)))


def test_the_form_says_what_was_declared():
    printed = " ".join(text(render(a_sheet())).split())

    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu số 01",
        "TỜ KHAI",
        "Đăng ký sử dụng phương thức giao dịch điện tử",
        "Kính gửi: Bảo hiểm xã hội cơ sở Ba Đình",
        "1. Họ và tên: Nguyễn Thị Thùy Dương",
        "2. Mã số BHXH: 0123456789",
        "3. Ngày, tháng, năm sinh: 01/12/1985 Giới tính: Nữ",
        "4. Số định danh/CCCD/hộ chiếu: 001185012345 Ngày cấp: 15/08/2021",
        "Nơi cấp: Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "Số 5, ngõ 12, phố Kim Mã Thượng",
        "Xã/phường/đặc khu: Phường Ngọc Hà",
        "Tỉnh/thành phố: Thành phố Hà Nội",
        "6. Số điện thoại di động: 0912 345 678",
        "7. Địa chỉ thư điện tử (email): thuyduong@example.vn",
        "Hà Nội, ngày 24 tháng 11 năm 2026",
        "Người tiếp nhận Người khai",
        f"Số hồ sơ: {NUMBER}",
        "Hạn nộp: trước 10:00 ngày 04/12/2026",
        "phố Đội Cấn, phường Ba Đình, thành phố Hà Nội",
        f"Hồ sơ số {NUMBER}, nộp trước 10:00 ngày 04/12/2026 Trang 1/1",
    ):
        assert line in printed


def test_what_was_not_declared_is_left_to_fill_in():
    empty = dict.fromkeys(("code", "identity_issued_on", "identity_issued_by", "email"), "")

    lines = [
        line.strip() for line in text(render(a_sheet(**empty, phone="+4930123456"))).splitlines()
    ]

    assert "2. Mã số BHXH:" in lines
    assert "Nơi cấp:" in lines
    assert "7. Địa chỉ thư điện tử (email):" in lines
    assert "6. Số điện thoại di động: +4930123456" in lines


@pytest.mark.parametrize("letters", [LETTERS, LETTERS.upper()], ids=["small", "capital"])
def test_every_vietnamese_letter_in_every_tone_is_read_back(letters):
    pdf = render(a_sheet(full_name=letters, address=letters))

    assert len(VOWELS) == 72
    assert name_on(pdf) == squeezed(letters)
    assert between("thôn, tổ):", "Xã/phường/đặc khu:", pdf) == squeezed(letters)


def test_letters_are_drawn_in_weights_that_draw_them_right():
    """The bold weight draws ể like ễ, which only an eye finds: it is not on the form."""
    drawn = typefaces(render(a_sheet(full_name=f"{LETTERS} {LETTERS.upper()} 😀")))

    assert drawn == {
        "LibertinusSerif-Regular",
        "LibertinusSerif-Semibold",
        "LibertinusSerif-Italic",
        "NotoEmoji-Regular",
    }


def test_a_name_typed_in_pieces_is_printed_whole():
    name = "Nguyễn Thị Thùy Dương"

    assert squeezed(name) == name_on(render(a_sheet(full_name=unicodedata.normalize("NFD", name))))


@settings(max_examples=60)
@given(TEXTS)
@example("".join(MARKUP))
@example("".join(EMOJI))
@example("= - + / 1. #set page(width: 1pt)")
@example("--")
@example("Đ" * 128)
@example("W" * 128)
def test_any_name_is_printed_as_it_was_typed(name):
    assert name_on(render(a_sheet(full_name=name))) == squeezed(name)


@pytest.mark.parametrize(
    ("label", "following", "field"),
    [
        ("Kính gửi:", "Tôi đăng ký", "agency_name"),
        ("Nơi cấp:", "5. Địa chỉ", "identity_issued_by"),
        ("thôn, tổ):", "Xã/phường/đặc khu:", "address"),
        ("Xã/phường/đặc khu:", "Tỉnh/thành phố:", "ward"),
        ("Tỉnh/thành phố:", "6. Số điện thoại", "province"),
        ("(email):", "Tôi cam đoan", "email"),
    ],
)
def test_markup_in_any_field_is_text(label, following, field):
    value = "".join(MARKUP)

    assert between(label, following, render(a_sheet(**{field: value}))) == squeezed(value)


@pytest.mark.parametrize(
    ("sign", "printed"),
    [("張", "[U+5F35]"), ("ก", "[U+0E01]"), ("\a", "[U+0007]"), ("\ud800", "[U+D800]")],
)
def test_a_character_that_no_typeface_has_is_spelled_out(sign, printed):
    pdf = render(a_sheet(full_name=f"Đỗ {sign} Ân"))

    assert name_on(pdf) == f"Đỗ{printed}Ân"
    assert b"<pdfuaid:part>1<" in pdf


def test_the_typeface_has_every_latin_letter():
    for signs in declaration_pdf.LATIN:
        letters = "".join(map(chr, signs))

        assert "[U+" not in name_on(render(a_sheet(full_name=letters)))


@pytest.mark.parametrize("photo", [None, a_photo()], ids=["without a photo", "with a photo"])
def test_the_form_takes_one_page(photo):
    long = a_sheet(
        full_name=("Công Tằng Tôn Nữ Thị Nguyễn Phương " * 4)[:128],
        address=("Tổ dân phố số 12, ngõ 345/67/8 " * 7)[:200],
        email="nguyen.thi.thuy.duong@co-quan-cua-toi.example.vn",
        ward="Đặc khu Côn Đảo",
        province="Thành phố Hồ Chí Minh",
    )

    for sheet in (a_sheet(), long):
        pdf = render(sheet, photo=photo)

        assert info(pdf)["Pages"] == "1"
        assert info(pdf)["Page size"] == "595.276 x 841.89 pts (A4)"


def test_what_does_not_fit_goes_on_under_the_same_number():
    wide = "W" * 255
    pdf = render(a_sheet(full_name=wide, address=wide, ward=wide, email=wide, identity_number=wide))

    count = int(info(pdf)["Pages"])
    assert count > 1
    for number in range(1, count + 1):
        assert f"Trang {number}/{count}" in text(pdf)
    assert text(pdf).count(f"Hồ sơ số {NUMBER}, nộp trước 10:00 ngày 04/12/2026") == count
    assert [codes(page) for page in pages(pdf)] == [[NUMBER]] * count


def test_nothing_is_printed_outside_the_margins():
    wide = dict.fromkeys(Sheet.__annotations__, "W" * 255) | {"sex": "male", "number": NUMBER}
    wide |= dict.fromkeys(("submitted_on", "date_of_birth"), "2026-11-24")
    wide |= {"identity_issued_on": "", "deadline": a_sheet()["deadline"]}

    for page in pages(render(a_sheet(**wide))):
        left, right = page.crop((0, 0, 120, page.height)), page.crop((1150, 0, *page.size))
        assert left.getextrema() == right.getextrema() == (255, 255)


def test_the_qr_code_is_the_number():
    [page] = pages(render(a_sheet(), photo=a_photo()))

    assert codes(page) == [NUMBER]


def test_the_form_is_tagged_for_screen_readers():
    pdf = render(a_sheet(), photo=a_photo())

    assert info(pdf)["Tagged"] == "yes"
    assert info(pdf)["Title"].endswith(NUMBER)
    [catalog] = re.findall(rb"<</Type/Catalog.*?>>\n", pdf)
    for entry in (b"/Lang(vi-VN)", b"/StructTreeRoot ", b"/MarkInfo<</Marked true"):
        assert entry in catalog
    assert b"/DisplayDocTitle true" in catalog
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert sorted(alternatives(pdf)) == [f"Mã QR ghi số hồ sơ {NUMBER}", "Ảnh 3x4 của người khai"]


def test_a_screen_reader_finds_headings_and_a_numbered_list():
    structure = run("pdfinfo", "-struct-text", "-", pdf=render(a_sheet()))

    lines = [line.strip().split(b" ")[0] for line in structure.splitlines()]
    assert lines.count(b"H1") == lines.count(b"H2") == 1
    assert lines.count(b"LI") == lines.count(b"Lbl") == 7


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_the_photo_is_in_its_box(form):
    pdf = render(a_sheet(), photo=a_photo(kind=form))

    assert b"image" in run("pdfimages", "-list", "-", pdf=pdf)
    assert "Ảnh 3x4" not in text(pdf)
    assert "Ảnh 3x4" in text(render(a_sheet()))


def test_the_same_sheet_gives_the_same_bytes_without_a_home():
    script = (
        "import sys\n"
        "from functions.registration.declaration_pdf import render\n"
        "from tests.registration.printed_form import a_sheet\n"
        "sys.stdout.buffer.write(render(a_sheet(full_name='Đỗ 😀')))"
    )
    bare = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "TZ": "America/Lima"}

    elsewhere = subprocess.run(
        [sys.executable, "-c", script], env=bare, cwd="/", capture_output=True, check=True
    )

    assert elsewhere.stdout == render(a_sheet(full_name="Đỗ 😀"))


def test_the_typesetter_is_loaded_by_who_asks_for_a_form_only():
    script = "import sys, functions.registration.declaration_pdf\nassert 'typst' not in sys.modules"

    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
