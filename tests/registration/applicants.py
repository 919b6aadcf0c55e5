"""An applicant in front of the app: fills in Form No. 1 page by page, or as far as is asked."""

import io
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from functions import clock
from functions.applications import decisions
from functions.applications.models import Application
from functions.credentials.one_time_codes import phone_hash
from functions.registration import guards
from tests.applications.builders import an_actor, an_application, stored
from tests.builders import a_card, a_person, otp_in
from tests.client import Client

PHONE = "0901 234 567"
E164 = "+84901234567"

PAGES = {
    "/register": {"applicant": "individual"},
    "/register/individual": {
        "code": "0123456789",
        "full_name": "Nguyễn Thị Minh Khai",
        "date_of_birth": "5/3/1990",
        "sex": "female",
        "identity_number": "001190000001",
        "identity_issued_on": "20/05/2021",
        "identity_issued_by": "Bộ Công an",
    },
    "/register/individual/contact": {
        "phone": PHONE,
        "email": "khai@example.com",
        "province_code": "1",
    },
    "/register/individual/address": {"ward_code": "4", "address": "12 Phố Huế"},
    "/register/individual/agency": {"agency": "0100"},
}


def known_to_the_registry() -> str:
    """Somebody whom both systems know with these details; the code."""
    person = a_person(identity_number="001190000001")
    a_card(person)
    return person.code


def declare(client: Client, *, until: str = "", **values: str) -> Client:
    """Fill in and send each page, up to but without the page `until`; the rest as in PAGES."""
    for path, answers in PAGES.items():
        if path == until:
            break
        client.submit(path, **{name: values.get(name, each) for name, each in answers.items()})
    return client


def send_photo(client: Client, data: bytes, name: str = "me.jpg", status: int = 200) -> Any:
    """Upload a photo as a browser does."""
    path = "/register/individual/photo"
    file = FileStorage(io.BytesIO(data), name, content_type="image/jpeg")
    fields = MultiDict({"csrf_token": client.token(path), "photo": file})
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(path, body, status=status, content_type=kind)


def agree(client: Client, *, status: int = 200) -> Any:
    """Go on from the review, as it is shown."""
    version = client.get("/register/review").find(id="version")["value"]
    return client.submit("/register/review", status=status, version=version)


def otp(client: Client, phone: str = E164) -> str:
    """The newest code sent to the phone."""
    texts = [each["text"] for each in client.messages() if each["to"] == phone]
    return otp_in(texts[0])


def submit(client: Client, **values: str) -> str:
    """From the first page to the last; the application's number."""
    declare(client, **values)
    agree(client)
    client.submit("/register/phone", otp=otp(client))
    return client.path.removeprefix("/register/")


def rejected(**declared: str) -> Application:
    """An application that an officer found inadequate."""
    application = an_application(**declared)
    words = {"reasons": ["photo_unclear", "other"], "note": "Bring the card"}
    decisions.reject(application, **words, officer=an_actor(), at=clock.now())
    return stored(application)


def hold(client: Client, *numbers: str) -> None:
    """Let the browser open the applications, as after a submission or a code."""
    phones = {number: Application.find(number).answers["phone"] for number in numbers}
    with client.app.app_context():
        grants = [guards.grant_of(number, phone_hash(phones[number])) for number in numbers]
    with client.http.session_transaction(base_url="https://vssid.test") as session:
        session["applications"] = grants


def track(client: Client, number: str, phone: str = E164) -> Any:
    """Find the application by its number and the code to its phone."""
    client.submit("/register/track", number=number)
    return client.submit("/register/track/confirm", otp=otp(client, phone))
