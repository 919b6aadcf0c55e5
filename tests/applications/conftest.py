"""An officer at the desk of Hanoi, signed in."""

import pytest

from tests.client import Client
from tests.officers.builders import signed_in_officer


@pytest.fixture
def desk(officer: Client) -> Client:
    """A browser of an officer of agency 0100."""
    return signed_in_officer(officer)


@pytest.fixture
def other_desk(officer: Client) -> Client:
    """A browser of an officer of agency 7900."""
    return signed_in_officer(officer.another_device(), agency="7900")
