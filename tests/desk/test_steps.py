"""S20-S23: the paper, the photo and the assessment at the desk."""

import io

import pytest

from functions import clock, officer_app
from functions.accounts import service as accounts
from functions.applications import decisions
from tests import house_rules
from tests.applications.builders import an_actor, an_application, stored
from tests.builders import a_card, a_new_account, a_person, sent
from tests.client import Client
from tests.desk.desk_pages import LIST, address, error, notice
from tests.officers.builders import signed_in_officer
from tests.photos import a_photo
from tests.registry.dead_systems import without_code_issuing


def assess(client, application, *, status=200, **fields):
    return client.submit(address(application.number, "assessment"), status=status, **fields)


def send_photo(client, application, *, status=200, field="photo", name="a.jpg", data=None):
    path = address(application.number, "photo")
    body = {
        "csrf_token": client.token(path),
        field: (io.BytesIO(a_photo() if data is None else data), name),
    }
    return client.post(path, body, status=status)


def test_the_paper_is_recorded_once_and_by_whom(desk):
    made = an_application()

    path = address(made.number, "paper")
    body = {"csrf_token": desk.token(path)}

    page = desk.post(path, body, status=200)

    assert "is recorded as received" in notice(page)
    assert desk.path == address(made.number)
    assert stored(made).paper_received_by == desk.username
    page = desk.post(path, body, status=409)
    assert f"{desk.username} recorded the paper at" in error(page)


def test_the_paper_has_a_button_on_the_detail(desk):
    made = an_application()
    page = desk.get(address(made.number))

    form = page.select_one("form.vs-paper")
    token = form.find("input", attrs={"name": "csrf_token"})["value"]
    page = desk.post(form["action"], {"csrf_token": token}, status=200)

    assert not page.select("form.vs-paper")


def test_adequate_issues_the_account_and_says_so(desk):
    made = an_application(paper=True)
    sent()

    page = assess(desk, made, assessment="adequate")

    assert desk.path == address(made.number)
    assert "is adequate: the account was issued" in notice(page)
    assert accounts.exists(made.code)
    assert len(sent()) == 2, "SMS and email"
    assert "Decided by" in page.select_one("#decision").text


def test_the_forms_on_the_detail_are_sent_from_there(desk):
    made = an_application(paper=True)
    form = desk.get(address(made.number)).select_one("form.vs-assessment")
    token = form.find("input", attrs={"name": "csrf_token"})["value"]

    page = desk.post(form["action"], {"csrf_token": token, "assessment": "adequate"}, status=200)

    assert "the account was issued" in notice(page)


def test_inadequate_tells_the_applicant_why(desk):
    made = an_application(paper=True)
    sent()

    page = assess(
        desk, made, assessment="inadequate", reasons=["form_unsigned", "other"], note="In lại"
    )

    assert "is inadequate" in notice(page)
    assert any("In lại" in text for text in sent())
    assert not accounts.exists(made.code)
    assert [item.text for item in page.select("#decision li")] == [
        "The printed declaration is not signed",
        "In lại",
    ]


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "assessment", "Choose adequate or inadequate"),
        ({"assessment": "maybe"}, "assessment", "Choose from the list"),
        ({"assessment": "inadequate"}, "reasons", "Choose at least one reason"),
        ({"assessment": "inadequate", "reasons": "nonsense"}, "reasons", "Choose from the list"),
        ({"assessment": "inadequate", "reasons": "other"}, "note", "Write the reason"),
        (
            {"assessment": "inadequate", "reasons": "other", "note": "x" * 301},
            "note",
            "At most 300 characters",
        ),
        ({"assessment": "adequate"}, "assessment", "Record that the signed paper was received"),
    ],
)
def test_an_incomplete_assessment_is_named_and_changes_nothing(desk, fields, field, words):
    made = an_application()

    page = assess(desk, made, status=422, **fields)

    assert words in page.find(id=f"{field}-error").text
    assert page.select_one(f".govuk-error-summary a[href='#{field}']")
    assert page.find(id=field)
    assert stored(made).status == "pending"


def test_what_was_chosen_and_typed_is_kept(desk):
    made = an_application()

    page = assess(
        desk,
        made,
        status=422,
        assessment="inadequate",
        reasons=["form_unsigned", "photo_unclear"],
        note="y" * 301,
    )

    checked = {box["value"] for box in page.select("input[checked]")}
    assert checked == {"inadequate", "form_unsigned", "photo_unclear"}
    assert page.find(id="note").text.strip() == "y" * 301


def test_an_absent_code_issues_nothing_and_shows_the_guidance(desk):
    made = an_application(code="9999999999", paper=True)
    sent()

    page = assess(desk, made, status=422, assessment="adequate")

    assert "guide the person through the issuance of a code" in error(page)
    assert "TK1-TS" in page.select_one("#guidance").parent.text
    assert stored(made).status == "pending"
    assert not accounts.exists(made.code)
    assert sent() == []


def test_a_code_with_an_account_is_refused_in_words(desk):
    person = a_person()
    a_card(person)
    a_new_account(person)
    made = an_application(code=person.code, paper=True)

    page = assess(desk, made, status=422, assessment="adequate")

    assert "has an account already" in error(page)


def test_the_second_officer_is_told_who_decided_and_what(desk, officer):
    colleague = signed_in_officer(officer.another_device())
    made = an_application(paper=True)
    token = colleague.token(address(made.number, "assessment"))
    assess(desk, made, assessment="inadequate", reasons="form_unsigned")

    page = colleague.post(
        address(made.number, "assessment"),
        {"csrf_token": token, "assessment": "adequate"},
        status=409,
    )

    assert f"{desk.username} decided this application at" in error(page)
    assert "The printed declaration is not signed" in page.select_one("#decision").text
    assert not page.select("form.vs-assessment")
    assert not accounts.exists(made.code)


def test_a_silent_system_leaves_all_pending_and_keeps_the_choice(settings):
    desk = signed_in_officer(Client(officer_app.create(settings, without_code_issuing()), settings))
    made = an_application(paper=True)
    sent()

    page = assess(desk, made, status=503, assessment="adequate", note="Kiểm tra lại")

    assert "The code-issuing system does not answer. Nothing was changed" in error(page)
    assert page.select_one("input[checked]")["value"] == "adequate"
    assert page.find(id="note").text.strip() == "Kiểm tra lại"
    assert stored(made).status == "pending"
    assert not accounts.exists(made.code)
    assert sent() == []


def test_confirm_without_a_token_decides_nothing(desk):
    made = an_application(paper=True)

    for step in ("assessment", "paper"):
        page = desk.post(address(made.number, step), {"assessment": "adequate"}, status=400)
        assert "This page had been open too long" in error(page)

    assert stored(made).status == "pending"


def test_a_json_client_decides_like_a_browser(desk):
    made = an_application(paper=True)
    path = address(made.number, "assessment")

    refused = desk.post_json(path, {"assessment": "inadequate"}, status=422)
    assert refused["errors"][0]["field"] == "reasons"

    body = {"assessment": "inadequate", "reasons": "form_unsigned photo_unclear"}
    desk.post_json(path, body, status=303)
    decision = desk.get_json(address(made.number))["decision"]
    assert decision["status"] == "rejected"
    assert len(decision["reasons"]) == 2


def test_exit_leads_to_the_list_with_its_filters(desk):
    made = an_application(paper=True)
    row = desk.get(f"{LIST}?status=pending&order=urgent").select_one("[data-row-link]")
    detail = desk.get(row["href"])
    form = detail.select_one("form.vs-assessment")
    token = form.find("input", attrs={"name": "csrf_token"})["value"]

    page = desk.post(form["action"], {"csrf_token": token, "assessment": "adequate"}, status=200)

    way_out = page.find("a", string="Exit")["href"]
    assert way_out == f"{LIST}?type=registration&status=pending&order=urgent#a-{made.number}"
    desk.get(way_out)


@pytest.mark.parametrize("field", ["photo", "camera"])
def test_a_photo_comes_from_a_file_or_from_the_camera(desk, field):
    made = an_application(photo=a_photo(colour="blue"))

    page = send_photo(desk, made, field=field)

    assert "was changed" in notice(page)
    image = decisions.find_photo(stored(made))
    assert image.startswith(b"\xff\xd8")
    assert image not in (a_photo(colour="blue"), a_photo()), "encoded by us"


@pytest.mark.parametrize(
    ("data", "name", "status"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", 422),
        (b"", "a.jpg", 422),
        (a_photo()[:500], "a.jpg", 422),
    ],
)
def test_a_bad_photo_is_refused_in_words_and_the_old_one_stays(desk, data, name, status):
    before = a_photo(colour="blue")
    made = an_application(photo=before)

    page = send_photo(desk, made, status=status, data=data, name=name)

    assert error(page)
    assert page.find(id="photo-error")
    assert decisions.find_photo(stored(made)) == before


def test_a_file_that_is_too_large_is_not_read_and_refused_in_words(desk):
    before = a_photo(colour="blue")
    made = an_application(photo=before)

    response = desk.http.post(
        address(made.number, "photo"),
        data=b"x" * (20 * 1024 * 1024),
        content_type="multipart/form-data; boundary=x",
        base_url="https://vssid.test",
    )

    assert response.status_code == 413
    page = house_rules.check(response.text, "en")
    assert "The file is larger than 4 MB" in page.find(id="photo-error").text
    assert decisions.find_photo(stored(made)) == before


def test_no_photo_or_two_are_refused(desk):
    made = an_application()
    path = address(made.number, "photo")

    page = desk.submit(path, status=422)
    assert "Choose a photo" in error(page)

    two = {
        "csrf_token": desk.token(path),
        "photo": (io.BytesIO(a_photo()), "a.jpg"),
        "camera": (io.BytesIO(a_photo()), "b.jpg"),
    }
    page = desk.post(path, two, status=422)
    assert "Choose one photo" in error(page)


def test_a_decided_application_keeps_its_photo(desk):
    made = an_application(photo=a_photo(colour="blue"), paper=True)
    path = address(made.number, "photo")
    token = desk.token(path)
    decisions.accept(stored(made), officer=an_actor("mai"), at=clock.now())

    body = {"csrf_token": token, "photo": (io.BytesIO(a_photo()), "a.jpg")}
    page = desk.post(path, body, status=409)

    assert "mai decided this application" in error(page)


def test_only_the_photo_takes_a_large_body(desk):
    made = an_application()

    desk.submit(address(made.number, "assessment"), status=413, note="x" * 70_000)
