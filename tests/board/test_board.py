"""The officers' board: right figures, of the own agency only, in words, plots and JSON."""

from datetime import UTC, date, datetime, timedelta

import jsonschema
import pytest

from functions import clock
from functions.applications import decisions, lapse
from functions.applications.figures import BUCKETS, Counts
from functions.applications.models import Kind, QueueState
from functions.board import presenters
from functions.board import service as board
from functions.board.service import AGES, DAYS_SHOWN, Waiting
from functions.static_site import openapi
from tests.applications.builders import HANOI, HCM_CITY, an_actor, an_application

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)
THE_DAY = date(2026, 11, 24)
LAN = an_actor("lan")
PATH = "/officer/board"


def the_board(at=TUESDAY, agency=HANOI):
    return board.of(agency, Kind.REGISTRATION, at=at)


def accepted(*, submitted_at, after):
    application = an_application(at=submitted_at, paper=True)
    decisions.accept(application, officer=LAN, at=submitted_at + after)


def rejected(*, submitted_at, after):
    application, at = an_application(at=submitted_at), submitted_at + after
    decisions.reject(application, reasons=["name_differs"], note="", officer=LAN, at=at)


def columns_of(page, id_):
    """The numbers of a plot's table, a row each."""
    rows = page.find("svg", attrs={"aria-labelledby": f"{id_}-name {id_}-text"}).find_parent(
        "section"
    )
    return [[cell.text for cell in row.find_all(["th", "td"])] for row in rows.select("tbody tr")]


def test_what_waits_is_told_by_the_days_since_it_was_submitted():
    for days in (0, 1, 2, 5, 9, 9):
        an_application(at=TUESDAY - timedelta(days=days))
    for days in (0, 8, 11, 40):
        an_application(at=TUESDAY - timedelta(days=days), paper=True)

    shown = the_board()

    found = [(group.awaiting_paper, group.to_assess) for group in shown.waiting]
    assert found == [(1, 1), (2, 0), (1, 0), (0, 1), (2, 0), (0, 2)]
    assert (shown.totals[QueueState.AWAITING_PAPER], shown.totals[QueueState.TO_ASSESS]) == (6, 4)


def test_the_day_is_viet_nams():
    an_application(at=datetime(2026, 11, 23, 16, 59, tzinfo=UTC))
    an_application(at=datetime(2026, 11, 23, 17, tzinfo=UTC))

    today, yesterday, *_ = the_board().waiting

    assert (today.awaiting_paper, yesterday.awaiting_paper) == (1, 1)


def test_what_has_lapsed_is_not_there_whether_or_not_it_was_swept():
    an_application(at=TUESDAY - timedelta(days=12))
    an_application(at=TUESDAY - timedelta(days=10))
    an_application(at=TUESDAY - timedelta(days=10) + timedelta(microseconds=1))

    before = the_board()
    lapse.sweep(at=TUESDAY)

    assert before == the_board()
    assert before.totals[QueueState.AWAITING_PAPER] == 1
    assert before.waiting[-2].awaiting_paper == 1


def test_decisions_are_told_by_their_day_with_the_median_of_their_time():
    accepted(submitted_at=TUESDAY - timedelta(hours=30), after=timedelta(hours=30))
    accepted(submitted_at=TUESDAY - timedelta(days=3), after=timedelta(hours=30))
    rejected(submitted_at=TUESDAY - timedelta(hours=2), after=timedelta(hours=2))

    shown = the_board()

    assert len(shown.days) == DAYS_SHOWN
    assert (shown.days[THE_DAY].accepted, shown.days[THE_DAY].rejected) == (1, 1)
    assert shown.days[THE_DAY - timedelta(days=2)].accepted == 1
    assert shown.buckets == [1, 0, 2, 0, 0, 0, 0, 0]
    assert 24 < shown.median_hours < 48


def test_a_decision_older_than_thirty_days_is_in_the_totals_only():
    accepted(submitted_at=TUESDAY - timedelta(days=DAYS_SHOWN, hours=1), after=timedelta(hours=1))

    shown = the_board()

    assert shown.totals[QueueState.ACCEPTED] == 1
    assert shown.buckets == [0] * len(BUCKETS)
    assert shown.median_hours is None


def test_another_agencys_figures_do_not_show():
    an_application(at=TUESDAY, agency=HCM_CITY)

    assert the_board().totals.total() == 0
    assert the_board(agency=HCM_CITY).totals[QueueState.AWAITING_PAPER] == 1


def test_counts_that_do_not_fit_for_a_moment_are_never_below_zero():
    """The figures are read one after the other, while others change them."""
    submitted = {THE_DAY: Counts({QueueState.TO_ASSESS: 3, QueueState.AWAITING_PAPER: -1})}

    groups = board.waiting(Counts({QueueState.TO_ASSESS: 2}), submitted, THE_DAY)

    assert groups[0] == Waiting(0, 0, awaiting_paper=0, to_assess=3)
    assert groups[-1] == Waiting(11, None, awaiting_paper=0, to_assess=0)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.4, "Under 1 hour"),
        (14.4, "14 h"),
        (59.9, "2.5 days"),
        (72, "3 days"),
        (480, "20 days or more"),
    ],
)
def test_a_time_is_told_as_people_do(officer, hours, words):
    with officer.app.test_request_context("/?lang=en"):
        assert presenters.in_words(hours) == words


def test_the_page_shows_the_figures_and_the_plots_tables_have_them_too(desk):
    an_application(at=clock.now())
    accepted(submitted_at=clock.now() - timedelta(hours=3), after=timedelta(hours=3))
    an_application(at=clock.now(), agency=HCM_CITY)

    page = desk.get(PATH)

    shown = page.select(".vs-counts__count")
    counts = {count.dt.text.strip(): count.dd.text.strip() for count in shown}
    assert counts == {
        "Awaiting paper": "1",
        "To assess": "0",
        "Accepted": "1",
        "Rejected": "0",
        "Median time to decision, last 30 days": "2 h",
    }
    assert columns_of(page, "waiting")[0] == ["Today", "0", "1"]
    assert columns_of(page, "times")[0] == ["Under 4 hours", "1"]
    assert columns_of(page, "days")[-1][1:] == ["1", "0"]


def test_every_plot_has_a_name_a_description_and_a_table(desk):
    page = desk.get(PATH)

    plots = page.select("svg[role=img]")
    assert len(plots) == 3
    for plot in plots:
        named = [page.find(id=id_) for id_ in plot["aria-labelledby"].split()]
        assert [each.name for each in named] == ["title", "desc"]
        assert all(each.text.strip() for each in named)
        assert plot.find_parent("section").select_one("details table caption")


def test_the_second_series_is_hatched_so_that_black_and_white_tells_it(desk):
    an_application(at=clock.now())
    an_application(at=clock.now(), paper=True)

    plot = desk.get(PATH).select_one("svg[aria-labelledby='waiting-name waiting-text']")

    solid, hatched = plot.select("rect.vs-plot__part")
    assert "vs-plot__part--solid" in solid["class"]
    assert hatched["fill"] == "url(#waiting-hatch)"
    assert plot.select_one("pattern#waiting-hatch")


def test_an_empty_board_is_a_page(desk):
    page = desk.get(PATH)

    assert [number.text for number in page.select(".vs-counts__number")] == [*"0000", "None yet"]
    assert len(columns_of(page, "waiting")) == len(AGES)
    assert not page.select("main svg[role=img] rect.vs-plot__part")


def test_a_board_of_updates_knows_no_paper(desk):
    page = desk.get(f"{PATH}?type=revision")

    assert page.select_one(".vs-kinds [aria-current]").text == "Updates of information"
    assert "Awaiting paper" not in page.text
    assert desk.get_json(f"{PATH}?type=revision")["kind"] == "revision"


@pytest.mark.parametrize("kind", ["", "registrations", "'; --", "\x00", "<script>"])
def test_a_board_of_another_type_is_not_there(desk, kind):
    page = desk.http.get(PATH, query_string={"type": kind}, base_url=desk.settings.public_url)

    assert page.status_code == 404
    assert "registration or revision" in page.text


def test_json_is_as_described(desk):
    rejected(submitted_at=clock.now(), after=timedelta(0))
    document = openapi.describe(desk.app)
    content = document["paths"][PATH]["get"]["responses"]["200"]["content"]
    schema = {**content["application/json"]["schema"], "components": document["components"]}

    answer = desk.get_json(PATH)

    jsonschema.validate(answer, schema)
    assert answer["totals"] == {"awaiting_paper": 0, "to_assess": 0, "accepted": 0, "rejected": 1}
    assert answer["days"][-1]["rejected"] == 1
    assert (answer["agency"], answer["agency_name"]) == (HANOI, "Bảo hiểm xã hội thành phố Hà Nội")


def test_who_is_not_signed_in_is_sent_to_sign_in(officer):
    officer.get(PATH)

    assert officer.path == "/officer/login"
    assert officer.get_json(PATH, status=401)["title"]


def test_the_menu_leads_to_the_board(desk):
    page = desk.get(PATH)

    assert page.select_one(f"nav a[href='{PATH}']")["aria-current"] == "page"


@pytest.mark.parametrize(("language", "word"), [("vi", "Chờ thẩm định"), ("en", "To assess")])
def test_the_board_speaks_the_officers_language(desk, language, word):
    desk.language = language

    assert word in desk.get(f"{PATH}?lang={language}").text
