"""The tables of the systems of record."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from functions.reference import names
from functions.storage import Table

# The card's sort key in a citizen's item collection.
CARD_ENTRY = "card#"


class ByNameAndBirth(GlobalSecondaryIndex):
    """The codes of the people with one name and date of birth; nothing else of them."""

    class Meta:
        index_name = "by_name_and_birth"
        projection = KeysOnlyProjection()

    name_and_birth = UnicodeAttribute(hash_key=True)


class Person(Table):
    """A person in the registry of social security codes.

    Keys      code                      ten digits
              by_name_and_birth (GSI)   "nguyen van an#1990-03-05": the name without accents
                                        and case, then the date of birth; keys only
    Read by   the person and officers, one by code
              look-ups, codes by name and date of birth
    Written   by the import only; a row replaces the whole item
    Values    days are ISO 8601 civil days; the phone is E.164. `address` is the house and
              street; ward and province are the two levels of 2025, by code and by name.
    """

    class Meta(Table.Meta):
        table_name = "persons"

    code = UnicodeAttribute(hash_key=True)
    full_name = UnicodeAttribute()
    sex = UnicodeAttribute()
    date_of_birth = UnicodeAttribute()
    identity_number = UnicodeAttribute()
    phone = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    address = UnicodeAttribute(null=True)
    ward_code = UnicodeAttribute()
    ward = UnicodeAttribute()
    province_code = UnicodeAttribute()
    province = UnicodeAttribute()
    name_and_birth = UnicodeAttribute()

    by_name_and_birth = ByNameAndBirth()

    @staticmethod
    def name_and_birth_of(full_name: str, date_of_birth: str) -> str:
        """The index key of everyone with this name, however written, born on this ISO day."""
        return f"{names.normalise(full_name)}#{date_of_birth}"


class Card(Table):
    """A person's health insurance card: the newest one.

    Keys      code     the holder's social security code
              entry    always "card#": the first entry of the citizen's item collection
    Read by   the holder, one by code
    Written   by the import only; a row replaces the whole item
    Values    days are ISO 8601 civil days; `valid_to` is absent while the end is open.
              `benefit_level` 1 to 5; `area` K1 to K3, where the holder lives, if it counts.
    """

    class Meta(Table.Meta):
        table_name = "records"

    code = UnicodeAttribute(hash_key=True)
    entry = UnicodeAttribute(range_key=True, default=CARD_ENTRY)
    card_number = UnicodeAttribute()
    benefit_level = NumberAttribute()
    facility_code = UnicodeAttribute()
    facility_name = UnicodeAttribute()
    valid_from = UnicodeAttribute()
    valid_to = UnicodeAttribute(null=True)
    five_year_from = UnicodeAttribute(null=True)
    area = UnicodeAttribute(null=True)
    issued_on = UnicodeAttribute()
