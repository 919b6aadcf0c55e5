"""One request of an applicant reads the draft once."""

import pytest

from tests.registration.applicants import PAGES, agree, declare, otp
from tests.route_cost import cost

CONTACT = "/register/individual/contact"


@pytest.fixture
def applicant(citizen):
    """In front of the page of the code, everything declared."""
    declare(citizen)
    agree(citizen)
    return citizen


def test_a_page_is_read_in_one_and_saved_in_two(applicant):
    token = applicant.token(CONTACT)

    assert cost(applicant, CONTACT) == (1, 1)
    assert cost(applicant, CONTACT, csrf_token=token, **PAGES[CONTACT]) == (2, 2)


def test_a_submission_takes_five(applicant):
    token, code = applicant.token("/register/phone"), otp(applicant)

    requests, _ = cost(applicant, "/register/phone", csrf_token=token, otp=code)

    assert requests <= 5
