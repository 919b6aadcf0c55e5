"""One request of an officer reads each row once.

The session and the officer are two of the requests; an entry in the access log takes two, one to
read the last entry and one for the transaction.
"""

import io

import pytest

from tests.applications.builders import an_application
from tests.desk.desk_pages import LIST, address
from tests.photos import a_photo
from tests.revisions.builders import a_request
from tests.route_cost import cost


@pytest.fixture
def token(desk) -> str:
    """What a form of the officer's session is sent with."""
    return desk.token(LIST)


@pytest.fixture
def opened(desk) -> str:
    """The number of a registration, its paper received, whose detail the officer has opened."""
    number = an_application(paper=True).number
    desk.get(address(number))
    return number


def test_a_detail_takes_six(desk):
    number = an_application(paper=True).number

    assert cost(desk, address(number)) == (6, 8)


def test_the_page_of_a_step_takes_three(desk, opened):
    assert cost(desk, address(opened, "assessment")) == (3, 3)


def test_an_account_is_issued_in_six(desk, token, opened):
    form = {"csrf_token": token, "assessment": "adequate"}

    assert cost(desk, address(opened, "assessment"), **form) == (6, 27)


def test_a_rejection_takes_five(desk, token, opened):
    form = {"csrf_token": token, "assessment": "inadequate", "reasons": "form_unsigned"}

    assert cost(desk, address(opened, "assessment"), **form) == (5, 23)


def test_paper_and_photo_take_five_each(desk, token):
    number = an_application().number
    desk.get(address(number))
    photo = (io.BytesIO(a_photo()), "a.jpg")

    assert cost(desk, address(number, "photo"), csrf_token=token, photo=photo) == (5, 14)
    assert cost(desk, address(number, "paper"), csrf_token=token) == (5, 21)


def test_an_update_is_shown_and_agreed_to_in_seven_each(desk, token):
    number = a_request().number

    assert cost(desk, address(number, "changes")) == (7, 8)
    assert cost(desk, address(number, "update"), csrf_token=token) == (7, 29)
