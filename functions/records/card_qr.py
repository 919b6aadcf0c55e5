"""The QR code of a health insurance card.

The text has the fields that counters read from the printed card's code, in its order, parted
by `|` and ended by `$`; the name is UTF-8 in hex, as readers of the printed code expect.
"""

from functions.records.service import HeldCard


def text(held: HeldCard) -> str:
    """number|name in hex|birth|sex 1 or 2|facility|from|to|five-year date|$, days dd/mm/yyyy."""
    card, holder = held.card, held.holder
    fields = [
        card.card_number,
        holder.full_name.encode().hex(),
        _day(holder.date_of_birth),
        "1" if holder.sex == "male" else "2",
        card.facility_code,
        _day(card.valid_from),
        _day(card.valid_to),
        _day(card.five_year_from),
    ]
    return "|".join(fields) + "|$"


def _day(iso: str | None) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
