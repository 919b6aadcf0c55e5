"""Requests to update details, for tests, each with one call."""

from datetime import datetime

from functions import clock
from functions.accounts import service as accounts
from functions.applications.models import Application
from functions.credentials.models import OneTimeCode
from functions.notifications import jobs
from functions.notifications.channels import Channels
from functions.registry import service as registry
from functions.revisions import service as revisions
from tests.builders import a_person, an_account, otp_sent, sent

NEW_PHONE = "+84987654321"
NEW_EMAIL = "moi@example.com"
NEW_ADDRESS = {
    "address": "5 Lê Lợi",
    "ward_code": "26740",
    "ward": "Phường Sài Gòn",
    "province_code": "79",
    "province": "Thành phố Hồ Chí Minh",
}


def a_registered_person(**values: object) -> str:
    """Somebody with an account; the code."""
    return an_account(a_person(**values))


def a_request(
    code: str | None = None, *, at: datetime | None = None, language: str = "vi", **new: str
) -> Application:
    """A request that its owner has confirmed, by default for a new phone; as it is stored now.

    What it has sent is delivered already.
    """
    at = at or clock.now()
    code = code or a_registered_person()
    draft_id = revisions.save_answers(None, code, new or {"phone": NEW_PHONE}, at=at)
    one_time_code = send_code(draft_id, code, language=language, at=at)
    number = confirm(draft_id, code, one_time_code, otp_sent(), language=language, at=at).number
    sent()
    return Application.find(number)


def send_code(
    draft_id: str | None, code: str, *, language: str = "vi", at: datetime
) -> OneTimeCode:
    """A code for what the draft changes, as the page before it sends one."""
    account = accounts.find(code)
    typed = revisions.typed_answers(draft_id, code, at=at)
    changed = revisions.changes(typed, revisions.registered(account))
    return revisions.send_code(account, changed, language=language, at=at)


def confirm(
    draft_id: str,
    code: str,
    one_time_code: OneTimeCode,
    otp: str,
    *,
    language: str = "vi",
    at: datetime,
) -> Application:
    """The request that the code confirms, with account and draft as they are now."""
    account, draft = accounts.find(code), revisions.find_draft(draft_id, code, at=at)
    return revisions.request(account, draft, one_time_code, otp, language=language, at=at)


def details_of(code: str) -> dict[str, str | None]:
    """What can be changed, as account and registry have it now."""
    account, person = accounts.find(code), registry.find_person(code)
    return {
        "account phone": account.phone,
        "account email": account.email,
        **vars(person),
    }


def recipients_of(texts_with: str) -> list[str]:
    """The addresses of the messages whose text has these words; delivers what waits."""
    addresses: list[str] = []

    def keep(address: str, text: object) -> None:
        if texts_with in str(text):
            addresses.append(address)

    jobs.deliver_due(Channels(sms=keep, email=keep))
    return sorted(addresses)
