"""The QR code of a health insurance card.

The text has the fields of the printed card's code in the same order, parted by `|` and ended by
`$`; the name is UTF-8 in hex. So what reads a printed card reads this one.
"""

from functions import formats
from functions.records.service import HeldCard


def text(held: HeldCard) -> str:
    """number|name in hex|birth|sex 1 or 2|facility|from|to|five-year date|$, days dd/mm/yyyy."""
    card, holder = held.card, held.holder
    fields = [
        card.card_number,
        holder.full_name.encode().hex(),
        formats.day(holder.date_of_birth),
        "1" if holder.sex == "male" else "2",
        card.facility_code,
        formats.day(card.valid_from),
        formats.day(card.valid_to),
        formats.day(card.five_year_from),
    ]
    return "|".join(fields) + "|$"
