"""Pages of the officer's list: by the cursor at which the last one ended."""

from datetime import timedelta

import pytest

from functions import clock
from functions.desk import work_list
from tests.applications.builders import an_application
from tests.desk.desk_pages import LIST, numbers_on, search


@pytest.fixture
def five(monkeypatch) -> list[str]:
    """Five applications, newest first, on pages of two."""
    monkeypatch.setattr(work_list, "PAGE_SIZE", 2)
    now = clock.now()
    return [an_application(at=now - timedelta(days=days)).number for days in range(5)]


def link(page, text):
    return page.find("a", string=text)


@pytest.mark.parametrize("order", ["newest", "urgent"])
def test_each_is_on_exactly_one_page(desk, five, order):
    page = search(desk, order=order)
    seen = numbers_on(page)
    while following := link(page, "Next page"):
        page = desk.get(following["href"])
        seen += numbers_on(page)

    assert seen == (five if order == "newest" else five[::-1])


def test_the_first_page_is_one_step_away(desk, five):
    page = desk.get(link(desk.get(LIST), "Next page")["href"])

    assert numbers_on(desk.get(link(page, "First page")["href"])) == five[:2]
    assert not link(desk.get(LIST), "First page")


def test_the_count_is_of_all_pages(desk, five):
    page = desk.get(link(desk.get(LIST), "Next page")["href"])

    assert page.select_one(".vs-total").text == "5 applications"


def test_filters_survive_paging(desk, five):
    page = search(desk, condition="awaiting_paper", order="urgent")

    page = desk.get(link(page, "Next page")["href"])

    assert numbers_on(page) == [five[2], five[1]]
    assert page.select_one("#condition option[selected]")["value"] == "awaiting_paper"
    assert page.select_one("details").has_attr("open")


def test_the_way_back_from_a_detail_leads_to_its_page(desk, five):
    page = desk.get(link(search(desk, order="urgent"), "Next page")["href"])
    row = page.select_one("[data-row-link]")

    way_back = desk.get(row["href"]).select_one(".govuk-back-link")["href"]

    assert numbers_on(desk.get(way_back)) == [five[2], five[1]]
    assert way_back.endswith(f"#a-{five[2]}")
    assert page.find(id=f"a-{five[2]}")
