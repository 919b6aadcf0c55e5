"""The list of updates leads to their own pages; a registration's steps are not theirs."""

import pytest

from functions.audit import service as audit
from tests.desk.desk_pages import LIST, address, numbers_on
from tests.revisions.builders import a_request


def test_an_update_is_listed_and_opens_with_old_and_new_values(desk):
    request = a_request()

    page = desk.get(f"{LIST}?type=revision")

    assert numbers_on(page) == [request.number]
    row = page.select_one("[data-row]")
    assert "Sent online" in row.text
    detail = desk.get(row.select_one("a")["href"])
    assert detail.h1.text == f"Update request {request.number}"
    assert detail.select_one(".govuk-back-link")["href"].startswith(f"{LIST}?type=revision")


def test_its_view_is_logged_as_html_and_as_json(desk):
    request = a_request()

    desk.get(address(request.number, "changes"))
    desk.get_json(address(request.number, "changes"))

    actions = [entry.action for entry in audit.every(request.code)]
    assert actions.count(audit.APPLICATION_VIEWED) == 2


def test_its_number_at_a_registrations_url_leads_to_it(desk):
    request = a_request()

    page = desk.get(address(request.number))

    assert page.h1.text == f"Update request {request.number}"
    actions = [entry.action for entry in audit.every(request.code)]
    assert actions.count(audit.APPLICATION_VIEWED) == 1


@pytest.mark.parametrize("step", ["paper", "photo", "assessment"])
def test_it_has_none_of_a_registrations_steps(desk, step):
    desk.get(address(a_request().number, step), 404)
