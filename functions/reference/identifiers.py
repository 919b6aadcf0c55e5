"""The numbers, names and days that identify people and cards: pure rules on text.

Every `parse_...` takes what a person typed or a file holds, tolerates grouping by spaces, and
returns the one canonical form or raises. Only ASCII digits are digits: look-alikes of other
scripts would make two keys out of one.
"""

import re
from dataclasses import dataclass
from datetime import date

from functions.reference import errors

MALE = "male"
FEMALE = "female"

EARLIEST_BIRTH = date(1900, 1, 1)

# Circular 07/2016/TT-BCA, appendix 1: where the birth was registered. Numbers are for life, so
# the 63 provinces of that list stay valid after the mergers of 2025.
PROVINCES_OF_BIRTH = frozenset(
    """
    001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033
    034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066
    067 068 070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096
    """.split()
)

# Decision 1351/QD-BHXH (2015), article 2: the groups of participants on cards. The last line:
# added by Decisions 1697/QD-BHXH (2023) and 1018/QD-BHXH (2024), which amend it.
CARD_GROUPS = frozenset(
    """
    DN HX CH NN TK HC XK HT TB NO CT XB TN CS QN CA CY XN MS CC CK CB KC HD TE BT HN DT DK XD
    TS TC TQ TA TY HG LS PV CN HS SV GB GD
    AK BA DS HK LH ND TD TG TH TU TV
    """.split()
)

_CODE = re.compile(r"[0-9]{10}")
_CITIZEN_ID = re.compile(r"[0-9]{12}")
# A passport's number, or the nine digits of an old identity card. Vietnamese passports have a
# letter and seven or eight digits.
_OTHER_DOCUMENT = re.compile(r"[A-Z0-9]{6,9}")
_CARD_NUMBER = re.compile(r"([A-Z]{2})([1-5])(?!00)([0-9]{2})([0-9]{10})")
# Circular 22/2014/TT-BTTTT, the numbering plan: mobile numbers are nine digits from 3, 5, 7, 8, 9.
_MOBILE = re.compile(r"(?:\+84|0084|84|0)([35789][0-9]{8})")
_PHONE_SEPARATORS = re.compile(r"[\s.()\-]")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WRITTEN_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A citizen ID number, and the sex and year of birth that it says."""

    number: str
    sex: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class CardNumber:
    """A health insurance card's number; its 10-digit form says no benefit level."""

    number: str
    code: str
    benefit_level: int | None = None


def parse_code(text: str) -> str:
    """The social security code: ten digits. Raises errors.InvalidCode."""
    code = _compact(text)
    if not _CODE.fullmatch(code):
        raise errors.InvalidCode
    return code


def parse_citizen_id(text: str) -> CitizenId:
    """A twelve-digit citizen ID. Raises errors.InvalidCitizenId.

    Decree 137/2015/ND-CP, article 13, and Circular 07/2016/TT-BCA, article 7: three digits for
    the province that registered the birth, one for century and sex (0 and 1: 1900s, 2 and 3: 2000s,
    ...; even is male), two for the year, six more.
    """
    number = _compact(text)
    if not _CITIZEN_ID.fullmatch(number) or number[:3] not in PROVINCES_OF_BIRTH:
        raise errors.InvalidCitizenId
    century, female = divmod(int(number[3]), 2)
    return CitizenId(
        number=number,
        sex=FEMALE if female else MALE,
        birth_year=1900 + 100 * century + int(number[4:6]),
    )


def check_citizen_id(citizen_id: CitizenId, *, sex: str, born: date) -> None:
    """Raise errors.CitizenIdDisagrees if the number says another sex or year of birth."""
    if citizen_id.sex != sex or citizen_id.birth_year != born.year:
        raise errors.CitizenIdDisagrees


def check_identity_number(number: str, *, sex: str, born: date) -> None:
    """Raise errors.CitizenIdDisagrees if a citizen ID says another sex or year of birth."""
    if len(number) == 12:
        check_citizen_id(parse_citizen_id(number), sex=sex, born=born)


def parse_identity_number(text: str) -> str:
    """The number of a citizen ID, an old identity card or a passport, whichever its length says.

    Raises errors.InvalidCitizenId for twelve wrong digits, else errors.InvalidIdentityNumber.
    """
    number = _capitals(text)
    if _CITIZEN_ID.fullmatch(number):
        return parse_citizen_id(number).number
    if not _OTHER_DOCUMENT.fullmatch(number):
        raise errors.InvalidIdentityNumber
    return number


def parse_card_number(text: str) -> CardNumber:
    """A card number of either form. Raises errors.InvalidCardNumber, errors.UnknownCardGroup.

    Decision 1351/QD-BHXH, article 2: two letters for the group, one digit for the benefit
    level, two for the province, ten for the code. Decision 1666/QD-BHXH (2020), article 3: on
    newer cards only the ten digits of the code.
    """
    number = _capitals(text).replace("-", "")
    if _CODE.fullmatch(number):
        return CardNumber(number, code=number)
    parts = _CARD_NUMBER.fullmatch(number)
    if parts is None:
        raise errors.InvalidCardNumber
    group, level, _province, code = parts.groups()
    if group not in CARD_GROUPS:
        raise errors.UnknownCardGroup
    return CardNumber(number, code, int(level))


def parse_benefit_level(text: str) -> int:
    """The benefit level, 1 to 5 (Decision 1351/QD-BHXH). Raises errors.InvalidBenefitLevel."""
    if text not in {"1", "2", "3", "4", "5"}:
        raise errors.InvalidBenefitLevel
    return int(text)


def parse_phone(text: str) -> str:
    """A Vietnamese mobile number in E.164, `+84` and nine digits. Raises errors.InvalidPhone.

    Written nationally (0912 345 678) or internationally (+84, 84 or 0084).
    """
    parts = _MOBILE.fullmatch(_PHONE_SEPARATORS.sub("", text))
    if parts is None:
        raise errors.InvalidPhone
    return f"+84{parts[1]}"


def mask_phone(phone: str) -> str:
    """Enough of a phone number for its owner to know it: its last three digits."""
    return f"••• ••• {phone[-3:]}"


def parse_day(text: str) -> date:
    """A civil day written 1990-12-31 or 31/12/1990. Raises errors.InvalidDay."""
    written = text.strip()
    if parts := _ISO_DAY.fullmatch(written):
        year, month, day = parts.groups()
    elif parts := _WRITTEN_DAY.fullmatch(written):
        day, month, year = parts.groups()
    else:
        raise errors.InvalidDay
    try:
        return date(int(year), int(month), int(day))
    except ValueError as nonexistent:
        raise errors.InvalidDay from nonexistent


def parse_birth(text: str, *, on: date) -> date:
    """A date of birth from 1900 up to the day `on`.

    Raises errors.InvalidDay, errors.BornOutOfRange.
    """
    born = parse_day(text)
    check_birth(born, on=on)
    return born


def check_birth(born: date, *, on: date) -> None:
    """Raise errors.BornOutOfRange unless `born` is from 1900 up to the day `on`."""
    if not EARLIEST_BIRTH <= born <= on:
        raise errors.BornOutOfRange


def check_issue(issued: date, *, born: date, on: date) -> None:
    """Raise errors.IssuedOutOfRange unless the document was issued in its owner's life."""
    if not born <= issued <= on:
        raise errors.IssuedOutOfRange


def parse_sex(text: str) -> str:
    """`male` or `female`. Raises errors.InvalidSex."""
    if text not in {MALE, FEMALE}:
        raise errors.InvalidSex
    return text


def _compact(text: str) -> str:
    return "".join(text.split())


def _capitals(text: str) -> str:
    # Capitals of some other letters are ASCII: the long s would pass for an S.
    compact = _compact(text)
    return compact.upper() if compact.isascii() else compact
