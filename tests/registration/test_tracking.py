"""B1: the number and a code to the declared phone open the application, and nothing else does."""

from datetime import timedelta

import pytest

from functions import clock
from functions.applications import decisions, numbers
from functions.applications.models import HAND_IN_WITHIN, Application
from functions.credentials import passwords
from functions.registration import guards
from tests import moved_clock
from tests.applications.builders import an_actor, an_application, stored
from tests.registration import applicants
from tests.registration.applicants import PAGES, agree, otp, rejected, track

NEW_PHONE = "+84987654321"


def unknown() -> str:
    return numbers.new(clock.today())


def test_who_submitted_sees_the_number_the_deadline_and_the_agency(citizen):
    number = applicants.submit(citizen)

    page = citizen.get(f"/register/{number}")

    assert page.h1.text.strip() == "Declaration submitted"
    for words in (number, "Nguyễn Thị Minh Khai", "Bảo hiểm xã hội thành phố Hà Nội"):
        assert words in page.text
    assert page.find("a", href=lambda href: href.startswith("https://www.openstreetmap.org/"))


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}"])
def test_the_number_and_the_code_open_it_on_another_device(citizen, typed):
    number = an_application().number
    digits = number.replace("-", "")

    citizen.submit("/register/track", number=typed.format(number, digits, " ".join(digits)))
    page = citizen.submit("/register/track/confirm", otp=otp(citizen))

    assert citizen.path == f"/register/{number}"
    assert "Declaration submitted" in page.h1.text


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_a_stranger_is_led_to_tracking(citizen, ending):
    number = an_application().number

    citizen.get(f"/register/{number}{ending}")
    assert citizen.path == "/register/track"
    citizen.get_json(f"/register/{number}{ending}", 401)


def test_a_number_that_does_not_exist_looks_the_same_up_to_the_code(citizen):
    known, other = an_application().number, citizen.another_device()
    citizen.messages()

    there = citizen.submit("/register/track", number=known)
    absent = other.submit("/register/track", number=unknown())

    assert there.main.text == absent.main.text
    assert len(citizen.messages()) == 3, "no code is sent for the one that is not there"
    page = other.submit("/register/track/confirm", status=422, otp="000000")
    assert "Tries left: 4" in page.text


@pytest.mark.parametrize("text", ["", "1", "261124-4821035-8", "<script>", "\x00", "9" * 5000])
def test_what_is_not_a_number_is_refused(citizen, text):
    page = citizen.submit("/register/track", status=422, number=text)

    assert page.find(id="number-error")


def test_one_number_cannot_be_asked_for_without_end(citizen, monkeypatch):
    number = unknown()
    citizen.submit("/register/track", number=number)
    citizen.submit("/register/track", status=429, number=number)
    for minutes in range(1, 5):
        moved_clock.move(monkeypatch, seconds=61)
        citizen.submit("/register/track", number=number)
        assert minutes

    moved_clock.move(monkeypatch, seconds=61)
    page = citizen.submit("/register/track", status=429, number=number)

    assert "No more codes can be sent now" in page.text


def test_a_code_works_once(citizen):
    number = an_application().number
    citizen.submit("/register/track", number=number)
    code, token = otp(citizen), citizen.token("/register/track/confirm")
    with citizen.http.session_transaction(base_url="https://vssid.test") as session:
        kept = {name: value for name, value in session.items() if name.startswith("otp#")}
    citizen.post("/register/track/confirm", {"csrf_token": token, "otp": code}, status=200)

    thief = citizen.another_device()
    with thief.http.session_transaction(base_url="https://vssid.test") as session:
        session.update(kept)
    page = thief.submit("/register/track/confirm", otp=code)
    assert "This code can no longer be used" in page.text

    thief.get(f"/register/{number}")
    assert thief.path == "/register/track"


def test_a_browser_keeps_a_familys_applications_and_no_more(citizen):
    held = [an_application().number for _ in range(guards.MOST_GRANTS)]
    applicants.hold(citizen, *held)

    track(citizen, an_application().number)

    citizen.get(f"/register/{held[1]}")
    assert citizen.path == f"/register/{held[1]}"
    citizen.get(f"/register/{held[0]}")
    assert citizen.path == "/register/track"


def test_a_lapsed_application_is_gone_with_its_form(citizen, monkeypatch):
    application = an_application()
    applicants.hold(citizen, application.number)
    last = application.submitted_at + HAND_IN_WITHIN
    moved_clock.set_to(monkeypatch, last - timedelta(seconds=1))
    citizen.get(f"/register/{application.number}")

    moved_clock.set_to(monkeypatch, last)

    for ending in ("", ".pdf"):
        page = citizen.get(f"/register/{application.number}{ending}", 404)
        assert "deleted after 10 days" in page.text


def test_each_step_of_the_officer_is_told(citizen):
    application = an_application(paper=True)
    applicants.hold(citizen, application.number)
    page = citizen.get(f"/register/{application.number}")
    assert "Your signed form has arrived" in page.h1.text

    passwords_before = passwords.HASHER
    decisions.accept(stored(application), officer=an_actor(), at=clock.now())

    page = citizen.get(f"/register/{application.number}")
    assert passwords_before
    assert "Your account has been issued" in page.h1.text
    assert page.main.find("a", href="/login")


def test_a_rejected_one_tells_why_and_is_corrected_under_its_number(citizen):
    number = rejected().number
    page = track(citizen, number)
    assert [item.text for item in page.select("main ul li")] == [
        "The photo is missing, blurred or does not show you",
        "Bring the card",
    ]

    citizen.post(f"/register/{number}/correct", {"csrf_token": token_of(page)}, status=200)
    assert citizen.path == "/register/review"
    contact = {**PAGES["/register/individual/contact"], "email": "new@example.com"}
    citizen.submit("/register/individual/contact?change=yes", **contact)
    agree(citizen)
    page = citizen.submit("/register/phone", otp=otp(citizen))

    assert citizen.path == f"/register/{number}"
    assert "Declaration submitted" in page.h1.text
    assert Application.find(number).answers["email"] == "new@example.com"
    assert not Application.find(number).reasons


def correct_phone(citizen, number: str) -> None:
    """Correct the rejected application, which the browser may open, to declare NEW_PHONE."""
    token = citizen.token(f"/register/{number}")
    citizen.post(f"/register/{number}/correct", {"csrf_token": token}, status=200)
    contact = {**PAGES["/register/individual/contact"], "phone": NEW_PHONE}
    citizen.submit("/register/individual/contact?change=yes", **contact)
    agree(citizen)
    citizen.submit("/register/phone", otp=otp(citizen, NEW_PHONE))
    assert Application.find(number).answers["phone"] == NEW_PHONE


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_who_proved_the_phone_before_a_correction_proves_the_new_one(citizen, ending):
    number = rejected().number
    old = citizen.another_device()
    for browser in (citizen, old):
        applicants.hold(browser, number)

    correct_phone(citizen, number)

    assert citizen.path == f"/register/{number}"
    old.get_json(f"/register/{number}{ending}", 401)
    old.get(f"/register/{number}{ending}")
    assert old.path == "/register/track"


def test_a_code_sent_before_a_correction_opens_nothing(citizen):
    number = rejected().number
    old = citizen.another_device()
    old.submit("/register/track", number=number)
    code = otp(old)
    applicants.hold(citizen, number)
    correct_phone(citizen, number)

    page = old.submit("/register/track/confirm", status=422, otp=code)

    assert "This code can no longer be used" in page.text
    old.get_json(f"/register/{number}", 401)


def test_a_declaration_sent_before_a_correction_opens_nothing(citizen):
    old = citizen.another_device()
    number = applicants.submit(old)
    words = {"reasons": ["photo_unclear"], "note": ""}
    decisions.reject(Application.find(number), **words, officer=an_actor(), at=clock.now())
    applicants.hold(citizen, number)
    correct_phone(citizen, number)

    old.get("/register/review")

    assert old.path == "/register/track"


def test_a_grant_from_before_phones_were_kept_with_it_opens_nothing(citizen):
    number = an_application().number
    with citizen.http.session_transaction(base_url="https://vssid.test") as session:
        session["applications"] = [number]

    citizen.get_json(f"/register/{number}", 401)


def test_what_is_corrected_is_held_against_the_registry_again(citizen):
    known = rejected(code=applicants.known_to_the_registry())
    applicants.hold(citizen, known.number)
    token = citizen.token(f"/register/{known.number}")

    page = citizen.post(f"/register/{known.number}/correct", {"csrf_token": token}, status=200)

    assert "We could not confirm" not in page.text
    assert citizen.get_json("/register/review")["is_confirmed"]


def test_only_a_rejected_one_can_be_corrected(citizen):
    number = an_application().number
    applicants.hold(citizen, number)
    token = citizen.token("/register/track")

    page = citizen.post(f"/register/{number}/correct", {"csrf_token": token}, status=409)

    assert "Only a rejected application can be corrected" in page.text


def test_a_stranger_corrects_nothing(citizen):
    number = rejected().number
    token = citizen.token("/register/track")

    citizen.post(f"/register/{number}/correct", {"csrf_token": token}, status=401)


def token_of(page) -> str:
    return page.find("input", attrs={"name": "csrf_token"})["value"]
