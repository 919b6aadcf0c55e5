"""S19, S22: an application on the desk, held against the systems of record."""

from urllib.parse import quote

import pytest

from functions import clock, officer_app
from functions.applications import decisions
from functions.audit import service as audit
from tests.applications.builders import HCM_CITY, an_actor, an_application, stored
from tests.builders import a_card, a_person
from tests.client import Client
from tests.desk.desk_pages import LIST, address
from tests.officers.builders import signed_in_officer
from tests.photos import a_photo
from tests.registry.dead_systems import without_code_issuing


@pytest.fixture
def desk_without_registry(settings):
    return signed_in_officer(Client(officer_app.create(settings, without_code_issuing()), settings))


def views_of(application):
    return [
        (entry.action, entry.actor, entry.reason)
        for entry in audit.every(application.code)
        if entry.action == audit.APPLICATION_VIEWED
    ]


def line(page, label):
    heading = next(each for each in page.select(".vs-compared th") if label in each.text)
    return heading.parent


def test_the_declaration_stands_beside_both_answers(desk):
    made = an_application()

    page = desk.get(address(made.number))

    cells = [cell.text.strip() for cell in line(page, "Full name").find_all("td")]
    assert cells == ["Nguyễn Thị Minh Khai"] * 3


@pytest.mark.parametrize(
    ("declared", "label"),
    [
        ({"full_name": "Nguyễn Văn Khải"}, "Full name"),
        ({"date_of_birth": "1990-03-06"}, "Date of birth"),
        ({"sex": "male"}, "Sex"),
    ],
)
def test_a_difference_is_marked_in_words(desk, declared, label):
    page = desk.get(address(an_application(**declared).number))

    assert "≠ differs" in line(page, label).text


def test_what_agrees_is_not_marked(desk):
    person = a_person()
    a_card(person)
    made = an_application(code=person.code, identity_number=person.identity_number)

    page = desk.get(address(made.number))

    assert not page.select(".vs-compared .vs-mark")
    assert "not on both systems" not in page.text


def test_an_unknown_code_is_marked_and_the_guidance_offered(desk):
    page = desk.get(address(an_application(code="9999999999").number))

    assert line(page, "Social security code").text.count("not known") == 2
    assert "The code and full name are not on both systems" in page.text
    guide = desk.get(page.find("a", string="The guidance as a page to print")["href"])
    assert "TK1-TS" in guide.text
    assert desk.get(guide.select_one(".govuk-back-link")["href"]).h1.text == page.h1.text


def test_a_code_without_a_card_is_unknown_to_household_insurance(desk):
    answer = desk.get_json(address(an_application(code=a_person().code).number))["registry"]

    assert (answer["is_issued"], answer["is_insured"], answer["is_confirmed"]) == (
        True,
        False,
        False,
    )


def test_every_view_is_logged_for_the_owner_of_the_code(desk):
    made = an_application()

    desk.get(address(made.number))
    desk.get_json(address(made.number))

    assert views_of(made) == [(audit.APPLICATION_VIEWED, desk.username, made.number)] * 2


def test_steps_and_photo_of_an_opened_application_are_not_logged_again(desk):
    made = an_application(photo=a_photo())
    desk.get(address(made.number))

    for step in ("paper", "photo", "assessment"):
        desk.get(address(made.number, step))
    desk.http.get(address(made.number, "photo.jpg"), base_url="https://vssid.test")

    assert len(views_of(made)) == 1


@pytest.mark.parametrize("part", ["photo.jpg", "paper", "photo", "assessment"])
def test_a_part_opened_by_its_address_alone_is_logged(desk, part):
    made = an_application(photo=a_photo())

    desk.http.get(address(made.number, part), base_url="https://vssid.test")

    assert len(views_of(made)) == 1


def test_a_refused_view_is_not_a_view(desk):
    made = an_application(agency=HCM_CITY)

    desk.get(address(made.number), 404)

    assert views_of(made) == []


@pytest.mark.parametrize("part", ["", "paper", "photo", "assessment", "photo.jpg"])
def test_another_agencys_application_is_not_there(desk, part):
    made = an_application(agency=HCM_CITY, photo=a_photo())

    desk.get(address(made.number, part), 404)
    desk.get_json(address(made.number, part), 404)


@pytest.mark.parametrize("part", ["paper", "photo", "assessment"])
def test_another_agencys_application_takes_no_step(desk, part):
    own, other = an_application(), an_application(agency=HCM_CITY)
    token = desk.token(address(own.number, "assessment"))
    before = decisions.find(other.number, at=clock.now()).serialize()

    desk.post(
        address(other.number, part),
        {"csrf_token": token, "assessment": "inadequate", "reasons": "form_unsigned"},
        status=422 if part == "photo" else 404,
    ) if part != "photo" else desk.http.post(
        address(other.number, part), data={"csrf_token": token}, base_url="https://vssid.test"
    )

    assert decisions.find(other.number, at=clock.now()).serialize() == before


@pytest.mark.parametrize("number", ["1", "261124-4821035-7", "x" * 3000, "%00", "..%2f", "😀"])
def test_a_number_that_nothing_has_is_not_found(desk, number):
    desk.get(f"{LIST}/{number}", 404)


def test_the_photo_is_served_to_the_agency_and_kept_by_no_cache(desk):
    image = a_photo()
    made = an_application(photo=image)

    answer = desk.http.get(address(made.number, "photo.jpg"), base_url="https://vssid.test")

    assert answer.data == image
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"
    assert desk.get(address(made.number)).select_one("img.vs-portrait")


def test_an_application_without_a_photo_says_so(desk):
    made = an_application()

    assert "No photo" in desk.get(address(made.number)).text
    desk.get(address(made.number, "photo.jpg"), 404)


def test_a_silent_system_leaves_the_detail_open_with_a_notice(desk_without_registry):
    made = an_application()

    page = desk_without_registry.get(address(made.number))

    assert "The code-issuing system does not answer" in page.select_one(".vs-fault").text
    assert "no answer" in line(page, "Full name").text
    answer = desk_without_registry.get_json(address(made.number))["registry"]
    assert not answer["answered"]
    assert answer["fault"]


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example",
        "//evil.example/officer/applications",
        "type=registration&next=https://evil.example",
        "type=nonsense&cursor=//evil",
        "javascript:alert(1)",
        "%00",
    ],
)
def test_the_way_back_is_always_a_list_of_ours(desk, back):
    made = an_application()

    page = desk.get(f"{address(made.number)}?back={quote(back)}")

    way_back = page.select_one(".govuk-back-link")["href"]
    assert way_back.startswith(f"{LIST}?type=registration")
    assert "evil.example" not in way_back.partition("cursor=")[0]


def test_history_names_who_did_what_and_when(desk):
    made = an_application(paper=True, officer=an_actor("mai"))
    decisions.reject(
        stored(made),
        reasons=["photo_unclear", "other"],
        note="Ảnh bị mờ",
        officer=an_actor("minh"),
        at=clock.now(),
    )

    page = desk.get(address(made.number))

    history = [entry.text for entry in page.select(".vs-log__entry")]
    assert "by the applicant" in history[0]
    assert "mai" in history[1]
    assert "minh" in history[2]
    assert "Ảnh bị mờ" in page.select_one("#decision").text
    assert not page.select("form")
