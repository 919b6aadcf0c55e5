"""Applications for tests, each with one call; what a test does not name is plausible."""

from datetime import datetime

from functions import clock
from functions.applications import decisions, drafts
from functions.applications.models import Application, Draft
from functions.audit import service as audit
from functions.registration import service as registration
from functions.storage import all_or_nothing
from tests.builders import a_card, a_person

HANOI = "0100"
HCM_CITY = "7900"


def an_actor(name: str = "lan", agency: str = HANOI) -> audit.Actor:
    """An officer, as services see one."""
    return audit.Actor(name, audit.OFFICER, agency=agency)


def a_declaration(**values: str) -> dict[str, str]:
    """Form No. 1, filled in by somebody whom both systems of record know as declared."""
    if "code" not in values:
        person = a_person()
        a_card(person)
        values["code"] = person.code
    defaults = {
        "full_name": "Nguyễn Thị Minh Khai",
        "date_of_birth": "1990-03-05",
        "sex": "female",
        "identity_number": "001190000001",
        "identity_issued_on": "2021-05-20",
        "identity_issued_by": "Cục Cảnh sát QLHC về TTXH",
        "phone": "+84901234567",
        "email": "khai@example.com",
        "address": "12 Phố Huế",
        "ward_code": "4",
        "ward": "Phường Ba Đình",
        "province_code": "1",
        "province": "Thành phố Hà Nội",
        "agency": HANOI,
    }
    return {**defaults, **values}


def an_application(
    *,
    at: datetime | None = None,
    photo: bytes | None = None,
    paper: bool = False,
    officer: audit.Actor | None = None,
    **declared: str,
) -> Application:
    """A submitted registration, its paper received if `paper`; as it is stored now."""
    at = at or clock.now()
    application = submit(drafts.begin(at=at, answers=a_declaration(**declared), photo=photo), at=at)
    if paper:
        by = officer or an_actor(agency=application.agency)
        decisions.receive_paper(application, officer=by, at=at)
    return stored(application)


def submit(draft: Draft, *, at: datetime) -> Application:
    """What registration makes of a draft whose phone is proved; as it is stored now."""
    with all_or_nothing() as unit:
        application = registration.enter(unit, draft, language="vi", at=at)
    return stored(application)


def stored(application: Application) -> Application:
    """The application as it is stored now."""
    return Application.find(application.number)


def actions_of(subject: str) -> list[str]:
    """The actions in the access log of a code or another subject, oldest first."""
    return [entry.action for entry in audit.every(subject)]
