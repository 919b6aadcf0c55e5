"""People and accounts for tests, each with one call; what a test does not name is plausible."""

import itertools
import re
from datetime import datetime, timedelta

from functions import clock
from functions.accounts import new_password, service
from functions.accounts.models import Account, Session
from functions.credentials import passwords
from functions.credentials.devices import Device
from functions.notifications import jobs
from functions.notifications.channels import Channels
from functions.reference import names
from functions.registry.models import Card, Person
from functions.storage import all_or_nothing

PASSWORD = "sông Hương chảy chậm"
ANOTHER_PASSWORD = "bốn mùa hoa phượng đỏ"

A_DEVICE = Device("a-device-of-22-letters", "Android")
ANOTHER_DEVICE = Device("b-device-of-22-letters", "iPhone")

_serial = itertools.count(1)


def a_person(**values: object) -> Person:
    """A synthetic person in the registry."""
    number = next(_serial)
    name = values.setdefault("full_name", "Nguyễn Thị Minh Khai")
    born = values.setdefault("date_of_birth", "1990-03-05")
    defaults = {
        "code": f"79{number:08d}",
        "sex": "female",
        "identity_number": f"001190{number:06d}",
        "phone": f"+8490{number:07d}",
        "email": None,
        "address": "12 Phố Huế",
        "ward_code": "4",
        "ward": "Phường Ba Đình",
        "province_code": "1",
        "province": "Thành phố Hà Nội",
        "name_and_birth": f"{names.normalise(str(name))}#{born}",
    }
    person = Person(**{**defaults, **values})
    person.save()
    return person


def a_card(person: Person, **values: object) -> Card:
    """The person's health insurance card, in force for years."""
    defaults = {
        "code": person.code,
        "card_number": f"DN479{person.code}",
        "benefit_level": 4,
        "facility_code": "01-004",
        "facility_name": "Bệnh viện Bạch Mai",
        "valid_from": "2020-01-01",
        "valid_to": "2099-12-31",
        "five_year_from": "2024-01-01",
        "area": "K1",
        "issued_on": "2019-12-20",
    }
    card = Card(**{**defaults, **values})
    card.save()
    return card


def a_new_account(person: Person | None = None, *, at: datetime | None = None) -> tuple[str, str]:
    """An account that nobody has signed in to yet: its code and its first password."""
    person = person or a_person()
    password = passwords.initial()
    with all_or_nothing() as unit:
        service.issue(
            unit,
            person.code,
            phone=person.phone,
            email=person.email,
            password=password,
            at=at or clock.now(),
        )
    return person.code, password


def an_account(
    person: Person | None = None, *, password: str = PASSWORD, changed_at: datetime | None = None
) -> str:
    """An account in use, its own password set at `changed_at`, by default a day ago; its code."""
    changed_at = changed_at or clock.now() - timedelta(days=1)
    code, first = a_new_account(person, at=changed_at - timedelta(hours=1))
    token = sign_in(code, first, at=changed_at)
    signed_in = service.resume(code, token, at=changed_at)
    one_time_code = new_password.ask_to_change_password(
        signed_in, old=first, new=password, language="vi", at=changed_at
    )
    new_password.change_password(signed_in, one_time_code, otp_sent(), at=changed_at)
    signed_in = service.resume(code, sign_in(code, password, at=changed_at), at=changed_at)
    service.sign_out(signed_in, at=changed_at)
    sent()
    return code


def sign_in(
    code: str,
    password: str = PASSWORD,
    *,
    device: Device = A_DEVICE,
    at: datetime | None = None,
) -> str:
    """A session on the device; its token."""
    step = service.sign_in(code, password, device=device, at=at or clock.now())
    assert isinstance(step, service.Started), "no other device is signed in"
    return step.token


def account(code: str) -> Account:
    """The account as it is stored now."""
    return Account.find(code)


def everything_of(code: str) -> list[object]:
    """What is stored of the account and its session, to compare before and after."""
    stored = [Account.find(code), Session.find(code)]
    return [item and item.serialize() for item in stored]


def sent() -> list[str]:
    """Deliver what waits in the outbox; the texts, in no order."""
    texts: list[str] = []
    keep = Channels(
        sms=lambda address, text: texts.append(text.body),
        email=lambda address, text: texts.append(text.body),
    )
    jobs.deliver_due(keep)
    return texts


def otp_sent() -> str:
    """Deliver what waits in the outbox; the one code among it."""
    codes = [text for text in sent() if re.match(r"VssID: \d{6} ", text)]
    assert len(codes) == 1, "one message with a code"
    return otp_in(codes[0])


def otp_in(text: str) -> str:
    """The 6-digit code in a message."""
    found = re.search(r"\b\d{6}\b", text)
    assert found, "a message with a code"
    return found[0]
