"""S14: a declaration over a few pages, reviewed, proved by phone, and one application."""

import pytest

from tests.applications import applicants


@pytest.fixture
def applicant(citizen):
    return citizen


def test_from_the_first_page_to_the_application(applicant):
    number = applicants.submit(applicant)
    page = applicant.get(f"/register/{number}")
    assert number in page.text
