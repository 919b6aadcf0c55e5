"""Records as plain data: what pages show, and what JSON says."""

from typing import Literal

from flask_babel import lazy_gettext as _
from typing_extensions import TypedDict

from functions.records import card_qr
from functions.records.service import HeldCard

# Decision 1351/QD-BHXH (2015): the third sign of a card number is the benefit level.
# Law on Health Insurance, article 22: what the fund pays at each.
BENEFITS = {
    1: _(
        "100 percent of the cost within scope, "
        "with no limit on the share of some medicines and services"
    ),
    2: _("100 percent of the cost within scope"),
    3: _("95 percent of the cost within scope"),
    4: _("80 percent of the cost within scope"),
    5: _("100 percent of the cost, also beyond scope, and transport"),
}


class Facility(TypedDict):
    code: str
    name: str


class CardPage(TypedDict):
    """A health insurance card. Dates are ISO 8601; an open end or an unknown day is empty.

    `qr` is the text of the card's QR code.
    """

    card_number: str
    code: str
    full_name: str
    date_of_birth: str
    sex: str
    facility: Facility
    benefit_level: int
    benefit: str
    valid_from: str
    valid_to: str
    five_year_from: str
    area: str
    issued_on: str
    validity: Literal["valid", "not_yet", "expired"]
    qr: str


def card(held: HeldCard) -> CardPage:
    card, holder = held.card, held.holder
    level = int(card.benefit_level)
    return {
        "card_number": card.card_number,
        "code": card.code,
        "full_name": holder.full_name,
        "date_of_birth": holder.date_of_birth,
        "sex": holder.sex,
        "facility": {"code": card.facility_code, "name": card.facility_name},
        "benefit_level": level,
        "benefit": str(BENEFITS[level]),
        "valid_from": card.valid_from,
        "valid_to": card.valid_to or "",
        "five_year_from": card.five_year_from or "",
        "area": card.area or "",
        "issued_on": card.issued_on or "",
        "validity": held.validity.value,
        "qr": card_qr.text(held),
    }
