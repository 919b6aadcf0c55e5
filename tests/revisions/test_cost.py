"""What the pages of an update cost at the database: requests and capacity units."""

from tests.accounts.test_cost import cost, otp, send
from tests.builders import PASSWORD
from tests.revisions.builders import a_registered_person


def test_checking_and_confirming_an_update(citizen):
    citizen.submit("/login", code=a_registered_person(), password=PASSWORD)
    citizen.submit("/account/revision/phone", phone="0987 654 321")

    checked = send(citizen, "/account/revision/check")
    confirmed = send(citizen, "/account/revision/confirm", otp=otp(citizen))

    assert (cost(checked), cost(confirmed)) == ((7, 11), (8, 24))
