"""S4: the health insurance card, its information and the card itself."""

import io

import pytest
import zxingcpp
from PIL import Image

from functions import clock
from functions.records import card_qr, service
from tests.builders import PASSWORD, a_card, a_person, an_account


@pytest.fixture
def holder():
    person = a_person(full_name="Phạm Thị Hồng Đào", date_of_birth="1985-12-01")
    an_account(person)
    return person


@pytest.fixture
def signed_in(citizen, holder):
    citizen.submit("/login", code=holder.code, password=PASSWORD)
    return citizen


def test_the_card_shows_what_a_counter_asks_for(signed_in, holder):
    card = a_card(holder)

    for path in ("/account/card", "/account/card/view"):
        text = signed_in.get(path).text
        assert card.card_number in text
        assert "Phạm Thị Hồng Đào" in text
        assert "1 December 1985" in text
        assert "Bệnh viện Bạch Mai" in text
        assert "1 January 2020" in text
        assert "31 December 2099" in text
        assert "80 percent of the cost within scope" in text
        assert "1 January 2024" in text


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "says"),
    [
        ("2020-01-01", "2099-12-31", "In force"),
        ("2020-01-01", None, "In force"),
        ("2020-01-01", "2020-12-31", "Expired"),
        ("2098-01-01", "2099-12-31", "Not yet in force"),
    ],
)
def test_the_card_says_in_words_whether_it_may_be_used(
    signed_in, holder, valid_from, valid_to, says
):
    a_card(holder, valid_from=valid_from, valid_to=valid_to)

    assert says in signed_in.get("/account/card/view").text
    assert says in signed_in.get("/account/card").text


def test_the_last_day_still_counts():
    from datetime import date

    person = a_person()
    a_card(person, valid_to="2026-11-24")

    assert service.card(person.code, on=date(2026, 11, 24)).validity == "valid"
    assert service.card(person.code, on=date(2026, 11, 25)).validity == "expired"


def test_a_person_without_a_card_is_told_what_to_do(signed_in):
    page = signed_in.get("/account/card", status=404)

    assert "No health insurance card is recorded for you" in page.text


def test_the_card_answers_json(signed_in, holder):
    a_card(holder)

    card = signed_in.get_json("/account/card")

    assert card["valid_from"] == "2020-01-01"
    assert card["facility"] == {"code": "01-004", "name": "Bệnh viện Bạch Mai"}
    assert card["qr"].endswith("|$")


def test_the_qr_code_is_read_by_a_scanner_and_holds_the_name_in_hex(holder):
    import segno

    a_card(holder)
    text = card_qr.text(service.card(holder.code, on=clock.today()))
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4)

    read = zxingcpp.read_barcodes(Image.open(picture))[0].text

    number, name, born = read.split("|")[:3]
    assert number == f"DN479{holder.code}"
    assert bytes.fromhex(name).decode() == "Phạm Thị Hồng Đào"
    assert born == "01/12/1985"


def test_the_card_is_nobody_elses(citizen, holder):
    a_card(holder)

    assert citizen.get_json("/account/card", 401)
    citizen.get("/account/card")
    assert citizen.path == "/login"


def test_the_benefit_is_said_in_the_readers_language(signed_in, holder):
    a_card(holder)
    signed_in.language = "vi"

    assert "80% chi phí trong phạm vi được hưởng" in signed_in.get("/account/card?lang=vi").text
