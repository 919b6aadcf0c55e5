"""S14: a declaration over a few pages, reviewed, proved by phone, and one application."""

import pytest

from functions import clock
from functions.applications import drafts
from functions.applications.models import Application, Draft
from functions.credentials import one_time_codes
from functions.reference import agencies
from functions.registration import service as registration
from functions.registration.errors import PhoneChanged
from functions.registry import service as registry
from functions.registry.systems import OUR_TABLES, Systems, TableLookup
from tests import moved_clock
from tests.nasty_texts import NASTY_TEXTS
from tests.photos import a_photo
from tests.registration import applicants
from tests.registration.applicants import PAGES, agree, declare, otp

STEPS = list(PAGES)[1:]
NOT_CONFIRMED = "We could not confirm this code with these details"


def draft_of(client) -> Draft:
    with client.http.session_transaction(base_url="https://vssid.test") as session:
        return Draft.find(session["draft"])


def in_its_cookie(client) -> str:
    with client.http.session_transaction(base_url="https://vssid.test") as session:
        return str(dict(session))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_first_page_to_the_application_and_its_pdf(citizen, language):
    citizen.language = language
    citizen.http.set_cookie("lang", language, domain="vssid.test")
    declare(citizen)
    assert citizen.path == "/register/individual/photo"
    applicants.send_photo(citizen, a_photo())
    agree(citizen)
    assert citizen.path == "/register/phone"

    citizen.submit("/register/phone", otp=otp(citizen))

    number = citizen.path.removeprefix("/register/")
    application = Application.find(number)
    assert application.has_photo
    assert application.language == language
    assert application.answers == {
        "code": "0123456789",
        "full_name": "Nguyễn Thị Minh Khai",
        "date_of_birth": "1990-03-05",
        "sex": "female",
        "identity_number": "001190000001",
        "identity_issued_on": "2021-05-20",
        "identity_issued_by": "Bộ Công an",
        "phone": "+84901234567",
        "email": "khai@example.com",
        "province_code": "1",
        "province": "Thành phố Hà Nội",
        "ward_code": "4",
        "ward": "Phường Ba Đình",
        "address": "12 Phố Huế",
        "agency": "0100",
    }
    page = citizen.get(f"/register/{number}")
    link = page.find("a", href=f"/register/{number}.pdf")["href"]
    pdf = citizen.http.get(link, base_url="https://vssid.test")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    assert pdf.data.startswith(b"%PDF-")
    assert pdf.headers["Cache-Control"] == "no-store"
    told = [each["text"] for each in citizen.messages() if number in each["text"]]
    assert len(told) == 2, "an SMS and an email"


def test_the_whole_journey_as_json(citizen):
    for path, answers in PAGES.items():
        citizen.post_json(path, answers, status=303)
    version = citizen.get_json("/register/review")["version"]
    citizen.post_json("/register/review", {"version": version}, status=303)
    citizen.post_json("/register/phone", {"otp": otp(citizen)}, status=303)

    answer = citizen.get_json(citizen.response.location)
    assert answer["state"] == "awaiting_paper"
    assert answer["agency"]["code"] == "0100"


def test_choices_are_listed_for_programs(citizen):
    declare(citizen, until="/register/individual/address")

    (ward, _) = citizen.get_json("/register/individual/address")["form"]["fields"]

    assert {"value": "4", "label": "Phường Ba Đình"} in ward["choices"]


def test_nothing_personal_is_in_the_cookie_or_in_an_address(citizen):
    declare(citizen)
    agree(citizen)

    kept = in_its_cookie(citizen)

    for secret in ("Khai", "0123456789", "001190000001", "901234567", "Huế", "1990"):
        assert secret not in kept
        assert secret not in citizen.path


def test_an_organisation_learns_where_to_go(citizen):
    page = citizen.submit("/register", applicant="organisation")

    assert citizen.path == "/register/organisation"
    assert page.find("a", href="https://dichvucong.baohiemxahoi.gov.vn")


@pytest.mark.parametrize("path", STEPS)
def test_an_empty_page_is_refused_and_names_each_field(citizen, path):
    declare(citizen, until=path)
    answers = {name: "" for name in PAGES[path]}

    page = citizen.submit(path, status=422, **answers)

    named = {link["href"].removeprefix("#") for link in page.select(".govuk-error-summary a")}
    assert named == set(PAGES[path]) - {"email"}


@pytest.mark.parametrize("text", NASTY_TEXTS, ids=range(len(NASTY_TEXTS)))
@pytest.mark.parametrize("path", STEPS)
def test_every_field_stands_anything_and_nothing_is_half_saved(citizen, path, text):
    declare(citizen, until=path)
    before = draft_of(citizen).answers

    page = citizen.submit(path, status=422, **{name: text for name in PAGES[path]})

    assert page.select_one(".govuk-error-summary li")
    assert not page.find("script", string="alert(1)")
    assert not page.find("img", src="x")
    assert draft_of(citizen).answers == before


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("/register/individual", "code", "012345678"),
        ("/register/individual", "full_name", "Ng4yễn"),
        ("/register/individual", "full_name", "阮氏明开"),
        ("/register/individual", "date_of_birth", "31/2/1990"),
        ("/register/individual", "date_of_birth", "1/1/2099"),
        ("/register/individual", "sex", "other"),
        ("/register/individual", "identity_number", "001090000001"),
        ("/register/individual", "identity_number", "12345"),
        ("/register/individual", "identity_issued_on", "4/3/1990"),
        ("/register/individual", "identity_issued_on", "1/1/2099"),
        ("/register/individual/contact", "phone", "0241234567"),
        ("/register/individual/contact", "email", "khai@"),
        ("/register/individual/contact", "province_code", "999"),
        ("/register/individual/address", "ward_code", "26734"),
        ("/register/individual/address", "address", "…"),
        ("/register/individual/agency", "agency", "0199"),
    ],
)
def test_one_wrong_answer_is_named_and_what_was_typed_is_kept(citizen, path, field, value):
    declare(citizen, until=path)

    page = citizen.submit(path, status=422, **{**PAGES[path], field: value})

    (link,) = page.select(".govuk-error-summary a")
    assert link["href"] == f"#{field}"
    assert page.find(id=f"{field}-error")
    shown = page.find("input", id=field, attrs={"type": "text"})
    assert shown is None or shown["value"] == value
    for other in page.select("main input[type=text]"):
        assert other["value"] in (value, *PAGES[path].values())


@pytest.mark.parametrize("typed", ["5.3.1990", "05-03-1990", " 5 / 3 / 1990 ", "1990-03-05"])
def test_a_day_may_be_written_in_any_usual_way(citizen, typed):
    declare(citizen, until="/register/individual/contact", date_of_birth=typed)

    assert draft_of(citizen).answers["date_of_birth"] == "1990-03-05"


def test_half_a_character_in_json_is_refused(citizen):
    declare(citizen, until="/register/individual")
    token = citizen.token("/register/individual")
    body = b'{"csrf_token": "%s", "full_name": "\\ud800"}' % token.encode()

    response = citizen.http.post(
        "/register/individual",
        data=body,
        content_type="application/json",
        base_url="https://vssid.test",
    )

    assert response.status_code == 400


def test_a_draft_begun_can_be_continued_or_left_for_a_new_one(citizen):
    declare(citizen, until="/register/individual/address")
    begun = draft_of(citizen).id

    citizen.submit("/register", applicant="continue")
    assert citizen.path == "/register/individual/address"
    assert draft_of(citizen).id == begun

    citizen.submit("/register", applicant="individual")
    assert citizen.path == "/register/individual"
    assert draft_of(citizen).id != begun


def test_a_page_too_early_leads_to_the_first_that_is_missing(citizen):
    for path in (*STEPS, "/register/individual/photo", "/register/review", "/register/phone"):
        citizen.get(path)
        assert citizen.path == "/register"
        citizen.get_json(path, 404)

    declare(citizen, until="/register/individual/contact")
    for path in (*STEPS[2:], "/register/review", "/register/phone"):
        citizen.get(path)
        assert citizen.path == "/register/individual/contact"


def test_each_change_leads_back_to_the_review(citizen):
    declare(citizen)
    links = {link["href"] for link in citizen.get("/register/review").select("dl a")}
    assert links == {
        *(f"{path}?change=yes" for path in STEPS),
        "/register/individual/photo?change=yes",
    }

    for path in STEPS:
        citizen.submit(f"{path}?change=yes", **PAGES[path])
        assert citizen.path == "/register/review"


def test_another_province_asks_for_ward_and_agency_again(citizen):
    declare(citizen)
    contact = {**PAGES["/register/individual/contact"], "province_code": "79"}

    citizen.submit("/register/individual/contact?change=yes", **contact)

    assert citizen.path == "/register/individual/address"
    assert citizen.get("/register/review")
    assert citizen.path == "/register/individual/address"


def test_the_own_provinces_agency_comes_first_and_all_are_on_request(citizen):
    declare(citizen, until="/register/individual/agency")

    some = citizen.get_json("/register/individual/agency")["agencies"]
    every = citizen.get_json("/register/individual/agency?all=yes")["agencies"]

    assert some[0]["code"] == "0100"
    assert len(some) < len(every) == len(agencies.every())
    citizen.submit("/register/individual/agency?all=yes", agency="9600")
    assert draft_of(citizen).answers["agency"] == "9600"


@pytest.mark.parametrize(
    "values",
    [
        {"code": "9999999999"},
        {"full_name": "Trần Thị Minh Khai"},
        {"date_of_birth": "6/3/1990"},
    ],
    ids=["unknown code", "other name", "other birth"],
)
def test_an_unknown_code_and_anothers_code_look_the_same(citizen, values):
    code = applicants.known_to_the_registry()
    declare(citizen, **{"code": code, **values})

    page = citizen.get("/register/review")

    assert NOT_CONFIRMED in page.text
    agree(citizen)
    assert citizen.path == "/register/phone"


def test_details_that_the_registry_knows_need_no_notice(citizen):
    declare(citizen, code=applicants.known_to_the_registry(), full_name="NGUYEN THI MINH KHAI")

    assert NOT_CONFIRMED not in citizen.get("/register/review").text


def test_after_many_tries_even_the_right_details_are_not_confirmed(citizen, monkeypatch):
    monkeypatch.setattr(registration, "CHECKS_A_DAY", 3)
    code = applicants.known_to_the_registry()
    declare(citizen, code=code, date_of_birth="7/3/1990")
    identity = {**PAGES["/register/individual"], "code": code}
    for _ in range(3):
        citizen.submit("/register/individual?change=yes", **identity)

    assert NOT_CONFIRMED in citizen.get("/register/review").text


def test_a_wrong_code_submits_nothing(citizen):
    declare(citizen)
    agree(citizen)
    wrong = "000000" if otp(citizen) != "000000" else "111111"

    page = citizen.submit("/register/phone", status=422, otp=wrong)

    assert "Tries left: 4" in page.text
    assert Application.count() == 0


def test_another_code_can_be_asked_for_after_a_minute(citizen, monkeypatch):
    declare(citizen)
    agree(citizen)
    first = otp(citizen)
    citizen.submit("/register/phone", status=429, resend="yes")

    moved_clock.move(monkeypatch, seconds=61)
    citizen.submit("/register/phone", resend="yes")

    assert otp(citizen) != first
    citizen.submit("/register/phone", otp=otp(citizen))
    assert Application.find(draft_of(citizen).number)


def test_going_back_and_on_again_sends_no_second_code(citizen):
    declare(citizen)
    agree(citizen)
    agree(citizen)

    assert citizen.path == "/register/phone"
    assert len(citizen.messages()) == 1


def test_another_phone_needs_a_code_of_its_own(citizen):
    declare(citizen)
    agree(citizen)
    old = otp(citizen)
    contact = {**PAGES["/register/individual/contact"], "phone": "0912 345 678"}
    citizen.submit("/register/individual/contact?change=yes", **contact)

    page = citizen.submit("/register/phone", status=409, otp=old)
    assert "changed in another tab" in page.text

    agree(citizen)
    new = otp(citizen, "+84912345678")
    if new != old:
        citizen.submit("/register/phone", status=422, otp=old)
    citizen.submit("/register/phone", otp=new)
    assert Application.find(draft_of(citizen).number).answers["phone"] == "+84912345678"


def test_the_code_of_the_old_phone_proves_nothing_for_the_new_one(citizen):
    declare(citizen)
    agree(citizen)
    draft, at = draft_of(citizen), clock.now()
    with citizen.http.session_transaction(base_url="https://vssid.test") as session:
        code_id = session["otp#register"]
    one_time_code = one_time_codes.find(code_id, one_time_codes.REGISTER, at=at)
    registration.save_answers(draft, {"phone": "+84912345678"}, at=at)
    known = {"reviewed": int(draft_of(citizen).version), "language": "vi", "at": at}

    with pytest.raises(PhoneChanged):
        registration.submit(draft_of(citizen), one_time_code, otp(citizen), **known)
    with pytest.raises(PhoneChanged):
        registration.resend_code(draft, one_time_code, language="vi", at=at)

    assert Application.count() == 0


def test_what_was_changed_in_another_tab_must_be_reviewed_again(citizen):
    declare(citizen)
    seen = citizen.get("/register/review").find(id="version")["value"]
    address = {"ward_code": "8", "address": "1 Phố Mới"}
    citizen.submit("/register/individual/address?change=yes", **address)

    page = citizen.submit("/register/review", status=409, version=seen)

    assert "changed in another tab" in page.text
    assert "1 Phố Mới" in page.text
    assert page.find(id="version")["value"] != seen


def test_two_tabs_and_the_back_button_make_one_application(citizen):
    declare(citizen)
    agree(citizen)
    code, token = otp(citizen), citizen.token("/register/phone")

    for _ in range(3):
        citizen.post("/register/phone", {"csrf_token": token, "otp": code}, status=200)
        number = draft_of(citizen).number
        assert citizen.path == f"/register/{number}"
    assert Application.count() == 1
    for path in (*STEPS, "/register/individual/photo", "/register/review", "/register/phone"):
        citizen.get(path)
        assert citizen.path == f"/register/{number}"

    assert citizen.get("/register")
    assert citizen.path == "/register"
    assert len([each for each in citizen.messages() if number in each["text"]]) == 2


def test_a_draft_of_yesterday_is_gone(citizen, monkeypatch):
    declare(citizen)
    at = draft_of(citizen).expires_at
    moved_clock.set_to(monkeypatch, at)

    page = citizen.get("/register/review")

    assert citizen.path == "/register"
    assert "This declaration is not there any more" in page.text


def test_a_lost_race_keeps_what_was_typed(citizen):
    declare(citizen, until="/register/individual")

    def find(code: str) -> None:
        """Answer nothing, after another tab has saved the draft."""
        drafts.save(draft_of(citizen), {"email": ""})

    meddling = TableLookup("code-issuing system", find)
    registry.use(Systems(code_issuing=meddling, household=OUR_TABLES.household))

    page = citizen.submit("/register/individual", status=409, **PAGES["/register/individual"])

    assert "changed in another tab" in page.text
    assert page.find(id="full_name")["value"] == "Nguyễn Thị Minh Khai"
    assert page.select_one("input[checked]")["value"] == "female"
