"""Why the parsers refuse a text, in words that say what to do.

The words are those of the pages, in the reader's language; the import writes them in English.
Details never hold the refused text: it is personal data.
"""

from flask_babel import lazy_gettext as _

from functions.errors import Invalid


class InvalidCode(Invalid):
    field = "code"
    message = _("Enter the social security code: exactly 10 digits, such as 0123456789")


class InvalidCitizenId(Invalid):
    field = "identity_number"
    message = _("Enter the citizen ID number as on the card: 12 digits")


class CitizenIdDisagrees(Invalid):
    """The number says another sex or year of birth than stands beside it."""

    field = "identity_number"
    message = _(
        "This citizen ID number belongs to another sex or year of birth. "
        "Check the number, the sex and the date of birth"
    )


class InvalidIdentityNumber(Invalid):
    field = "identity_number"
    message = _(
        "Enter a citizen ID (12 digits), an old identity card (9 digits) or a passport number"
    )


class InvalidCardNumber(Invalid):
    field = "card_number"
    message = _(
        "Enter the health insurance card number: 15 characters such as DN4790123456789, "
        "or the 10 digits on a newer card"
    )


class UnknownCardGroup(Invalid):
    field = "card_number"
    message = _("The first two letters of the card number are not a known group. Check the card")


class InvalidBenefitLevel(Invalid):
    field = "benefit_level"
    message = _("Enter the benefit level: one digit from 1 to 5")


class InvalidPhone(Invalid):
    field = "phone"
    message = _("Enter a Vietnamese mobile number, such as 0912 345 678")


class InvalidSex(Invalid):
    field = "sex"
    message = _("Choose male or female")


class InvalidDay(Invalid):
    message = _("Enter a day that exists, as day/month/year: 31/12/1990")


class BornOutOfRange(Invalid):
    field = "date_of_birth"
    message = _("Enter a date of birth from 1900 up to today")


class InvalidName(Invalid):
    field = "full_name"
    message = _("Enter the full name as on the identity document: letters and spaces only")


class InvalidText(Invalid):
    message = _("Use letters, digits and the signs , . / - ( ) ' & only")


class InvalidEmail(Invalid):
    field = "email"
    message = _("Enter an email address such as name@example.com, or leave it empty")


class IssuedOutOfRange(Invalid):
    field = "identity_issued_on"
    message = _("Enter a day of issue between the date of birth and today")


# Plain English: the pages offer a list to choose from, only files have codes.
class UnknownProvince(Invalid):
    message = "Write the code of one of today's provinces"


class UnknownWard(Invalid):
    message = "Write the code of one of today's wards, communes or special zones"
