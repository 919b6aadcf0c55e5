"""S17, S18: the officer's list and its search."""

from datetime import timedelta

import pytest

from functions import clock
from functions.applications import decisions
from functions.clock import civil_day
from tests.applications.builders import HCM_CITY, an_actor, an_application, stored
from tests.builders import a_card, a_person
from tests.desk.desk_pages import LIST, error, numbers_on, search, where
from tests.officers.builders import signed_in_officer

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def ago(**span: float):
    return clock.now() - timedelta(**span)


def test_a_row_shows_number_name_code_times_condition_and_status(desk):
    made = an_application(at=ago(days=1))

    row = desk.get(LIST).select_one("[data-row]")

    assert row.select_one("a").text == made.number
    words = [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
    assert words[1:3] == ["Nguyễn Thị Minh Khai", made.code]
    assert words[4].endswith("9 days left")
    assert words[5:] == ["Awaiting paper", "Pending"]


@pytest.mark.parametrize(
    ("age", "words", "is_marked"),
    [
        (timedelta(days=8) - HOUR, "3 days left", False),
        (timedelta(days=8) + HOUR, "2 days left", True),
        (timedelta(days=9) + HOUR, "1 day left", True),
    ],
)
def test_a_deadline_of_two_days_or_less_is_marked_in_words(desk, age, words, is_marked):
    an_application(at=clock.now() - age)

    row = desk.get(LIST).select_one("[data-row]")

    assert words in row.text
    assert bool(row.select_one(".vs-mark")) == is_marked


def test_a_received_paper_has_no_deadline(desk):
    an_application(paper=True)

    assert desk.get_json(LIST)["applications"][0]["deadline"] == {
        "at": "",
        "days_left": None,
        "is_urgent": False,
    }


def test_the_newest_comes_first_or_the_most_urgent(desk):
    made = [an_application(at=ago(days=days)).number for days in (3, 1, 2)]
    old, new, between = made

    assert numbers_on(desk.get(LIST)) == [new, between, old]
    assert numbers_on(search(desk, order="urgent")) == [old, between, new]


def test_the_count_is_said(desk):
    assert "0 applications" in desk.get(LIST).text
    an_application()
    assert desk.get(LIST).select_one(".vs-total").text == "1 application"
    an_application()
    assert desk.get(LIST).select_one(".vs-total").text == "2 applications"


def test_only_the_own_agencys_are_listed(desk, other_desk):
    own, other = an_application(), an_application(agency=HCM_CITY)

    assert numbers_on(desk.get(LIST)) == [own.number]
    assert numbers_on(other_desk.get(LIST)) == [other.number]


def test_the_search_is_closed_until_a_filter_is_set(desk):
    assert not desk.get(LIST).select_one("details").has_attr("open")
    assert search(desk, order="urgent").select_one("details").has_attr("open")


def test_filters_combine_and_stand_in_the_address(desk):
    wanted = an_application(at=ago(days=3), paper=True)
    an_application(at=ago(days=3))
    an_application(at=ago(days=6), paper=True)
    day = str(civil_day(ago(days=3)))

    page = search(desk, condition="paper_received", first_day=day, last_day=day, order="urgent")

    assert numbers_on(page) == [wanted.number]
    for part in ("condition=paper_received", f"first_day={day}", "order=urgent"):
        assert part in where(desk)
    assert page.find(id="first_day")["value"] == day
    assert page.select_one("#condition option[selected]")["value"] == "paper_received"


def test_status_is_a_filter(desk):
    rejected, _pending = an_application(), an_application()
    decisions.reject(
        stored(rejected), reasons=["form_unsigned"], note="", officer=an_actor(), at=clock.now()
    )

    page = desk.get(f"{LIST}?status=rejected")

    assert numbers_on(page) == [rejected.number]


def test_a_number_is_found_however_it_is_typed(desk):
    made, _other = an_application(), an_application()

    assert numbers_on(search(desk, number=made.number.replace("-", " "))) == [made.number]


def test_a_code_is_found_and_stays_out_of_every_address(desk):
    made, _other = an_application(), an_application()

    page = search(desk, code=f"{made.code[:5]} {made.code[5:]}")

    assert numbers_on(page) == [made.number]
    assert page.find(id="code")["value"] == made.code
    assert made.code not in where(desk)
    assert not [link for link in page.select("a[href]") if made.code in link["href"]]


def test_a_code_survives_a_detail_and_the_way_back(desk):
    made, _other = an_application(), an_application()
    row = search(desk, code=made.code, order="urgent").select_one("[data-row-link]")

    way_back = desk.get(row["href"]).select_one(".govuk-back-link")["href"]

    page = desk.get(way_back)
    assert numbers_on(page) == [made.number]
    assert page.find(id="code")["value"] == made.code


def test_a_kept_code_belongs_to_the_browser_that_searched(desk, officer):
    made = an_application()
    search(desk, code=made.code)
    address = where(desk)
    stranger = signed_in_officer(officer.another_device())

    page = stranger.get(address, 422)

    assert "This code is not kept any more. Enter it again" in error(page)
    assert numbers_on(page) == []


def test_clear_leads_to_the_whole_list(desk):
    page = search(desk, order="urgent", condition="awaiting_paper")

    clear = page.find("a", string="Clear")["href"]

    assert clear == f"{LIST}?type=registration"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("number", "261124-4821035-8", "An application number has 14 digits"),
        ("number", "\x00'; --", "An application number has 14 digits"),
        ("code", "12345", "A social security code has 10 digits"),
        ("code", "١٢٣٤٥٦٧٨٩٠", "A social security code has 10 digits"),
        ("first_day", "31/02/2026", "Enter a day, such as 25/11/2026"),
        ("last_day", "9999-12-31", "Enter a day, such as 25/11/2026"),
        ("condition", "online", "Choose from the list"),
        ("order", "random()", "Choose from the list"),
    ],
)
def test_a_wrong_filter_is_named_and_what_was_typed_is_kept(desk, field, value, words):
    an_application()

    page = search(desk, status=422, **{field: value})

    assert words in page.find(id=f"{field}-error").text
    assert page.select_one("details").has_attr("open")
    if field in ("number", "code", "first_day", "last_day"):
        assert page.find(id=field)["value"] == value.replace("\x00", "\ufffd")
    assert not page.select("[data-row]")


@pytest.mark.parametrize(
    "query", ["first_day=x", "status=gone", "number=1", "order=up", "condition=online"]
)
def test_a_wrong_filter_in_the_address_is_named_too(desk, query):
    assert error(desk.get(f"{LIST}?{query}", 422))
    problem = desk.get_json(f"{LIST}?{query}", 422)
    assert problem["errors"][0]["field"] == query.partition("=")[0]


def test_days_in_the_wrong_order_are_refused(desk):
    page = search(desk, status=422, first_day="2026-11-02", last_day="2026-11-01")

    assert "This day is before the first one" in page.find(id="last_day-error").text


def test_a_day_may_be_typed_as_people_write_it(desk):
    made = an_application()

    page = search(desk, first_day=f"{civil_day(clock.now()):%d/%m/%Y}")

    assert numbers_on(page) == [made.number]


@pytest.mark.parametrize("query", ["type=everything", "cursor=%00", "cursor=zzz", "cursor=2026"])
def test_an_address_that_no_page_made_is_not_found(desk, query):
    desk.get(f"{LIST}?{query}", 404)


def test_the_list_of_updates_is_another(desk):
    an_application()

    page = desk.get(f"{LIST}?type=revision")

    assert page.h1.text == "Updates of information"
    assert numbers_on(page) == []


def test_a_search_without_a_token_searches_nothing(desk):
    page = desk.post(LIST, {"order": "urgent"}, status=400)

    assert "This page had been open too long" in error(page)


def test_a_stranger_is_sent_to_sign_in(officer):
    officer.get(LIST)

    assert officer.path == "/officer/login"
    officer.get_json(LIST, 401)


def test_a_list_is_json_too(desk):
    person = a_person()
    a_card(person)
    made = an_application(code=person.code)

    answer = desk.get_json(f"{LIST}?status=pending")

    assert answer["total"] == 1
    assert answer["next"] == answer["first"] == ""
    assert answer["applications"][0]["number"] == made.number
    assert answer["applications"][0]["url"].startswith(f"{LIST}/{made.number}?back=")
