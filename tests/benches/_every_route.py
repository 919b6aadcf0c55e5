"""People who together open and send every page of both apps, by HTTP alone.

The registry's people come from the synthetic files, and officers from the command that makes
them; everything else is done as visitors, citizens and officers do it.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
from click.testing import CliRunner
from PIL import Image

from functions.officers.__main__ import cli as officers_command
from functions.registry.loading import importing
from functions.registry.synthetic import generator
from tests.client import Client

PEOPLE = 400
BORN_BEFORE = "2000"
AGENCY, PROVINCE = "0100", "1"
PASSWORD = "mùa thu Hà Nội năm ấy"
ANOTHER_PASSWORD = "nắng vàng trên bến sông"
FORM = "/register/individual"
UPDATE = "/account/revision"

Person = dict[str, str]


def run(citizens: Client, officers: Client, folder: Path) -> None:
    """Walk every way through both apps; each client stands for the browsers of its app."""
    for app in (citizens, officers):
        app.get_json("/healthz")
    people = _people(folder)
    desk, colleague = _enrolled(officers, "first"), _enrolled(officers, "second")
    owner, other, forgetful, rejected = (next(people) for _ in range(4))
    number = _registered(citizens.another_device(), owner)
    _accepted(desk, number)
    _rejected_and_corrected(citizens, desk, rejected)
    browser = _signed_in_first(citizens.another_device(), owner)
    _records_read(browser)
    _update_decided(desk, _update_sent(browser, FOR_EVERY_DETAIL), "update")
    _session_prolonged_and_ended(browser)
    _accepted(desk, _registered(citizens.another_device(), other))
    _two_devices(citizens, other, desk)
    _accepted(desk, _registered(citizens.another_device(), forgetful))
    _password_forgotten(citizens.another_device(), forgetful)
    _desk_left(desk, colleague)
    citizens.get("/dev/messages")


def _people(folder: Path) -> Iterator[Person]:
    """Grown-ups of the agency's province with a phone, known to both systems of record."""
    generator.write_files(folder, count=PEOPLE, seed=7)
    for kind in ("persons", "cards"):
        importing.import_file(kind, folder / f"{kind}.csv", on=generator.DAY)
    with (folder / "persons.csv").open(newline="") as file:
        people = list(csv.DictReader(file))
    near = (each for each in people if each["phone"] and each["province_code"] == PROVINCE)
    return (each for each in near if each["date_of_birth"] < BORN_BEFORE)


def _registered(browser: Client, who: Person) -> str:
    """Declare `who` on Form No. 1 and prove the phone; the application's number."""
    browser.get("/register/organisation")
    browser.submit("/register", applicant="individual")
    identity = ("code", "full_name", "sex", "date_of_birth", "identity_number")
    issue = {"identity_issued_on": "20/05/2021", "identity_issued_by": "Bộ Công an"}
    browser.submit(FORM, **{name: who[name] for name in identity}, **issue)
    contact = {"phone": who["phone"], "email": who["email"]}
    browser.submit(f"{FORM}/contact", **contact, province_code=who["province_code"])
    home = {"ward_code": who["ward_code"], "address": who["address"]}
    browser.submit(f"{FORM}/address", **home)
    browser.submit(f"{FORM}/agency", agency=AGENCY)
    _photo_sent(browser, f"{FORM}/photo")
    browser.http.get(f"{FORM}/photo/preview", base_url=browser.settings.public_url)
    return _agreed(browser)


def _agreed(browser: Client) -> str:
    """Agree to the declaration as it is reviewed, and prove the phone."""
    version = browser.get("/register/review").find("input", attrs={"name": "version"})["value"]
    browser.submit("/register/review", version=version)
    browser.submit("/register/phone", otp=_code_sent(browser))
    number = browser.path.rpartition("/")[2]
    browser.http.get(f"/register/{number}.pdf", base_url=browser.settings.public_url)
    return number


def _photo_sent(browser: Client, path: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "green").save(out, "JPEG")
    out.seek(0)
    browser.post(path, {"csrf_token": browser.token(path), "photo": (out, "me.jpg")}, status=200)


def _enrolled(officers: Client, username: str) -> Client:
    """A browser at the desk, whose officer has chosen a password and set the app up."""
    browser = officers.another_device()
    environment = {
        "VSSID_STAGE": browser.settings.stage,
        "VSSID_PUBLIC_URL": browser.settings.public_url,
        "VSSID_SECRET_KEYS": "bench",
        "VSSID_DYNAMODB_ENDPOINT": browser.settings.dynamodb_endpoint,
    }
    command = ["add", username, "--name", "Phạm Thị Hoài Thu", "--agency", AGENCY]
    made = CliRunner().invoke(officers_command, command, env=environment, catch_exceptions=False)
    browser.submit("/officer/login", username=username, password=made.stdout.split()[-1])
    browser.submit("/officer/enrol", new_password=PASSWORD, new_password_again=PASSWORD)
    browser.secret = browser.get_json("/officer/enrol/app")["secret"]
    browser.submit("/officer/enrol/app", totp=pyotp.TOTP(browser.secret).now())
    return browser


def _at_desk(desk: Client, number: str) -> str:
    """Look an application up as an officer does; its URL."""
    desk.get("/officer/")
    desk.submit("/officer/applications", number=number)
    desk.get(f"/officer/applications/{number}")
    return f"/officer/applications/{number}"


def _accepted(desk: Client, number: str) -> None:
    url = _at_desk(desk, number)
    desk.submit(f"{url}/paper")
    _photo_sent(desk, f"{url}/photo")
    desk.http.get(f"{url}/photo.jpg", base_url=desk.settings.public_url)
    desk.submit(f"{url}/assessment", assessment="adequate")


def _rejected_and_corrected(citizens: Client, desk: Client, who: Person) -> None:
    """Reject a declaration; its applicant finds it by its number and sends it once more."""
    number = _registered(citizens.another_device(), who)
    reasons = {"reasons": "photo_unclear", "note": "Bring the card"}
    desk.submit(f"{_at_desk(desk, number)}/assessment", assessment="inadequate", **reasons)
    browser = citizens.another_device()
    browser.submit("/register/track", number=number)
    browser.submit("/register/track/confirm", otp=_code_sent(browser))
    browser.post(
        f"/register/{number}/correct",
        {"csrf_token": browser.token(f"/register/{number}")},
        status=200,
    )


def _first_password(browser: Client, who: Person) -> str:
    texts = [each["text"] for each in browser.messages() if who["code"] in each["text"]]
    return next(
        word[0]
        for text in texts
        if (word := re.search(r"\b(?=[a-zA-Z2-9]*[A-Z])(?=\w*[a-z])[A-Za-z2-9]{10}\b", text))
    )


def _signed_in_first(browser: Client, who: Person) -> Client:
    """Sign in with the password from the SMS, and choose one's own."""
    first = _first_password(browser, who)
    browser.submit("/login", code=who["code"], password=first)
    new = {"new_password": PASSWORD, "new_password_again": PASSWORD}
    browser.submit("/password", old_password=first, **new)
    browser.submit("/password/confirm", otp=_code_sent(browser))
    return browser


def _records_read(browser: Client) -> None:
    pages = ("", "/profile", "/card", "/card/view", "/activity", "/session", "/revision")
    for page in pages:
        browser.get(f"/account{page}")


FOR_EVERY_DETAIL = {
    "phone": {"phone": "0987 654 321"},
    "email": {"email": "new@vssid.example"},
    "identity": {"identity_number": "B1234567"},
    "province": {"province_code": "1"},
    "address": {"ward_code": "4", "address": "12 Phố Huế"},
}
FOR_THE_EMAIL = {"email": {"email": "new@vssid.example"}}


def _update_sent(browser: Client, details: dict[str, dict[str, str]]) -> str:
    """Ask for an update of these details; the request's number."""
    for page, answers in details.items():
        browser.submit(f"{UPDATE}/{page}", **answers)
    browser.submit(f"{UPDATE}/check")
    page = browser.submit(f"{UPDATE}/confirm", otp=_code_sent(browser))
    browser.get("/account/revisions")
    return re.search(r"\d{6}-\d{7}-\d", page.text)[0]


def _update_decided(desk: Client, number: str, step: str, **answers: str) -> None:
    url = _at_desk(desk, number)
    desk.get(f"{url}/changes")
    desk.submit(f"{url}/{step}", **answers)


def _session_prolonged_and_ended(browser: Client) -> None:
    browser.submit("/account/session")
    browser.submit("/logout")


def _two_devices(citizens: Client, who: Person, desk: Client) -> None:
    """Sign in on a second device; the first one is out and locks the account."""
    first, second = citizens.another_device(), citizens.another_device()
    _signed_in_first(first, who)
    number = _update_sent(first, FOR_THE_EMAIL)
    _update_decided(desk, number, "refuse", reasons="other", note="Call us")
    second.submit("/login", code=who["code"], password=PASSWORD)
    second.submit("/login/device")
    second.submit("/login/device/confirm", otp=_code_sent(second))
    first.submit("/login/ended")


def _password_forgotten(browser: Client, who: Person) -> None:
    _signed_in_first(browser, who)
    browser.submit("/logout")
    browser.submit("/password/forgot", code=who["code"])
    browser.submit("/password/forgot/confirm", otp=_code_sent(browser))
    new = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}
    browser.submit("/password/forgot/new", **new)


def _desk_left(desk: Client, colleague: Client) -> None:
    """See the board and the guidance, choose another password, sign out and in again."""
    desk.get("/officer/board")
    desk.get("/officer/applications/guidance")
    desk.submit("/officer/session")
    new = {"new_password": ANOTHER_PASSWORD, "new_password_again": ANOTHER_PASSWORD}
    desk.submit("/officer/password", old_password=PASSWORD, **new, totp=_next_totp(desk))
    colleague.submit("/officer/logout")
    sign_in = {"username": "second", "password": PASSWORD, "totp": _next_totp(colleague)}
    colleague.submit("/officer/login", **sign_in)


def _next_totp(browser: Client) -> str:
    """The app's next code, half a minute early: the enrolment has used up this one."""
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=30)
    return pyotp.TOTP(browser.secret).at(soon)


def _code_sent(browser: Client) -> str:
    """The newest one-time code that was sent."""
    codes = (re.match(r"VssID: (\d{6}) ", each["text"]) for each in browser.messages())
    return next(code[1] for code in codes if code)
