"""What the import refuses in a file, beside the registry's own rules.

Plain English: who reads the list of rejects works with the files, not with the pages.
"""

from functions.errors import Invalid


class UnreadableLine(Invalid):
    """The line as a whole; the list of rejects names no field."""


class NotUtf8(UnreadableLine):
    message = "Save the file as UTF-8: this line has bytes that are not"


class BrokenQuoting(UnreadableLine):
    message = "Close every quote and double the quotes inside a field; a field cannot hold a line"


class WrongColumns(UnreadableLine):
    message = "Write %(expected)s columns: this line has %(found)s"


class LineTooLong(UnreadableLine):
    message = "Shorten the line to %(limit)s bytes"


class Empty(Invalid):
    message = "Fill in this field"


class TooLong(Invalid):
    message = "Shorten this to %(limit)s characters"


class WardElsewhere(Invalid):
    field = "ward_code"
    message = "Write a ward of the province: this one belongs to another"


class InvalidFacilityCode(Invalid):
    message = "Write the facility's code: two digits, then three digits or letters"


class InvalidArea(Invalid):
    message = "Write K1, K2 or K3, or leave this empty"


class CardOfAnother(Invalid):
    field = "card_number"
    message = "The card number ends with another code than the line's"


class LevelDisagrees(Invalid):
    field = "benefit_level"
    message = "The card number says another benefit level"


class EndsBeforeStart(Invalid):
    field = "valid_to"
    message = "Write a last day that is not before the first"
