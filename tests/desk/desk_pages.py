"""What tests do at the officers' desk, and read on it."""

from bs4 import BeautifulSoup

from tests.client import Client

LIST = "/officer/applications"


def address(number: str, step: str = "") -> str:
    """Where an application is, or a step of it."""
    return f"{LIST}/{number}" + (f"/{step}" if step else "")


def numbers_on(page: BeautifulSoup) -> list[str]:
    """The applications of a list, in its order."""
    return [link.text for link in page.select("[data-row-link]")]


def search(client: Client, *, status: int = 200, kind: str = "registration", **fields: str):
    """Fill the search of a list and send it; the page that follows."""
    return client.submit(f"{LIST}?type={kind}", status=status, **fields)


def where(client: Client) -> str:
    """The whole address of the page that the browser is on."""
    return client.response.request.full_path


def notice(page: BeautifulSoup) -> str:
    return page.select_one(".govuk-notification-banner__content").text.strip()


def error(page: BeautifulSoup) -> str:
    return page.select_one(".govuk-error-summary__list").text.strip()
