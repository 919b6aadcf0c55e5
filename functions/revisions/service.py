"""Updates of registered accounts: a citizen asks for them online, an officer agrees.

A request holds only what changes, the new values beside the old ones; an address counts as one
thing, because a ward means nothing without its province. What the citizen has typed so far is in
a draft, which becomes one request however often it is sent. The code that confirms the request is
bound to these very changes.
"""

import hashlib
import json
from datetime import datetime

from functions.accounts import service as accounts
from functions.applications import decisions, drafts, messages, numbers
from functions.applications.errors import DraftGone, NoSuchApplication
from functions.applications.figures import Change
from functions.applications.models import (
    Application,
    Condition,
    Draft,
    Kind,
    QueueState,
    Status,
)
from functions.audit import service as audit
from functions.clock import civil_day
from functions.credentials import one_time_codes, own_log
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.reference import agencies, identifiers
from functions.registry import service as registry
from functions.registry.service import Person
from functions.revisions.errors import (
    AlreadyRequested,
    NothingChanged,
    NotInRegistry,
    StaleDetails,
)
from functions.storage import UnitOfWork, change_of, retried

Details = dict[str, str]

CONTACT = ("phone", "email")
ADDRESS = ("address", "ward_code", "ward", "province_code", "province")
# What a person changes at a time: a name, and the values that make it up.
DETAILS = {
    "phone": ("phone",),
    "email": ("email",),
    "identity_number": ("identity_number",),
    "address": ADDRESS,
}
# The list shows this many of a person's requests: more than anybody has in earnest.
MOST_SHOWN = 50


def registered(account: accounts.Contact) -> Details:
    """The registered values of everything that can be changed. Raises errors.NotInRegistry."""
    return _details(account, _person(account.code))


def changes(answers: Details, current: Details) -> tuple[Details, Details]:
    """The new values and the old ones, of those `answers` that differ from the current details."""
    new: Details = {}
    for names in DETAILS.values():
        wanted = {name: answers.get(name, current[name]) for name in names}
        if wanted != {name: current[name] for name in names}:
            new |= wanted
    return new, {name: current[name] for name in new}


def typed_answers(draft_id: str | None, code: str, *, at: datetime) -> Details:
    """What the person has typed so far in this draft; nothing without one."""
    draft = find_draft(draft_id, code, at=at)
    return draft.answers if draft and not draft.submitted_at else {}


def save_answers(draft_id: str | None, code: str, answers: Details, *, at: datetime) -> str:
    """Add answers to the draft, or begin one; returns its id.

    Raises errors.DraftChanged, reference.errors.CitizenIdDisagrees.
    """
    person = _person(code)
    born = identifiers.parse_day(person.date_of_birth)
    identifiers.check_identity_number(answers.get("identity_number", ""), sex=person.sex, born=born)
    draft = find_draft(draft_id, code, at=at)
    if draft is None or draft.submitted_at:
        draft = drafts.begin(at=at)
    drafts.save(draft, {"code": code, **answers})
    return draft.id


def send_code(
    account: accounts.Contact, changed: tuple[Details, Details], *, language: str, at: datetime
) -> OneTimeCode:
    """Send a code to the registered phone, to confirm these very changes.

    Raises errors.NothingChanged, credentials.errors.OtpTooSoon, OtpTooOften.
    """
    if changed == ({}, {}):
        raise NothingChanged
    return one_time_codes.start(
        one_time_codes.REVISE,
        account.code,
        account.phone,
        language=language,
        at=at,
        pending_hash=_digest(changed),
    )


def request(
    account: accounts.Contact,
    draft: Draft,
    one_time_code: OneTimeCode,
    otp: str,
    *,
    language: str,
    at: datetime,
) -> Application:
    """Send the request to the agency of the person's province, confirmed by the code.

    Raises errors.AlreadyRequested with its number, credentials.errors.WrongOtp and OtpOver, also
    when something was changed since the code was sent.
    """
    _check_unsent(draft)
    purpose = one_time_codes.REVISE
    one_time_codes.check(one_time_code, otp, purpose=purpose, phone=account.phone, at=at)
    return _request(account, draft, one_time_code, language, at)


@retried
def _request(
    account: accounts.Contact, draft: Draft, one_time_code: OneTimeCode, language: str, at: datetime
) -> Application:
    _check_unsent(draft)
    person = _person(account.code)
    changed = changes(draft.answers, _details(account, person))
    if one_time_code.subject != account.code or one_time_code.pending_hash != _digest(changed):
        raise OtpOver
    number = numbers.new(civil_day(at))
    application = _application(number, person, changed, language, at)
    with change_of(draft, gone=DraftGone()) as unit:
        one_time_codes.use_up(unit, one_time_code)
        drafts.close(unit, draft, number=number, at=at, answers={"code": account.code})
        unit.save(application)
        Change(application).enters(QueueState.TO_ASSESS, at).write(unit)
        messages.revision_submitted(unit, application, account, at)
        owner = audit.owner(account.code)
        own_log.append(unit, owner, audit.UPDATE_REQUESTED, reason=number, at=at)
    return application


def sent_as(draft_id: str | None, code: str, *, at: datetime) -> str | None:
    """The number of the request that this draft has become, if it has."""
    draft = find_draft(draft_id, code, at=at)
    return draft.number if draft and draft.submitted_at else None


def of_person(code: str) -> list[Application]:
    """The person's own requests, newest first."""
    # The database leaves out registrations, which anybody can submit under this code: they must
    # not fill the list instead of the person's own requests.
    rows = Application.by_code.query(
        code,
        filter_condition=Application.kind == Kind.REVISION,
        scan_index_forward=False,
        limit=MOST_SHOWN,
    )
    applications = (Application.find(row.number) for row in rows)
    return [application for application in applications if application]


def find_own(code: str, number: str, *, at: datetime) -> Application:
    """The person's own request with this number. Raises errors.NoSuchApplication."""
    application = decisions.find(number, at=at, kind=Kind.REVISION)
    if application.code != code:
        raise NoSuchApplication
    return application


@retried
def accept(application: Application, *, officer: audit.Actor, at: datetime) -> None:
    """Agree to a request: update account and registry and tell the owner, or nothing at all.

    Raises errors.NoSuchApplication, errors.AlreadyDecided, errors.NotInRegistry, and
    errors.StaleDetails when what is registered is no longer what the person saw.
    """
    decisions.require_open(application, officer=officer, at=at, kind=Kind.REVISION)
    account, person = _owner(application.code)
    if _differs(application, _details(account, person)):
        # Perhaps this very request has changed them, a moment ago.
        application.refresh(consistent_read=True)
        decisions.require_open(application, officer=officer, at=at)
        raise StaleDetails
    with change_of(application, gone=NoSuchApplication()) as unit:
        decisions.decide(unit, application, Status.ACCEPTED, officer=officer, at=at)
        _update(unit, account, person, application.answers)
        messages.revision_accepted(unit, application, account, at)
        decisions.record_access(unit, application, audit.DETAILS_UPDATED, officer, at)


def is_stale(application: Application) -> bool:
    """Whether the registered values have changed since an undecided request was sent."""
    if application.status != Status.PENDING:
        return False
    try:
        return _differs(application, _details(*_owner(application.code)))
    except NotInRegistry:
        return True


def _differs(application: Application, current: Details) -> bool:
    return any(current[name] != old for name, old in application.old_values.items())


def _update(unit: UnitOfWork, account: accounts.Contact, person: Person, new: Details) -> None:
    accounts.update_contact(unit, account, phone=new.get("phone"), email=new.get("email"))
    registry.update_person(unit, person, changes=new)


def _owner(code: str) -> tuple[accounts.Contact, Person]:
    """The account and the person, read now. Raises errors.NotInRegistry."""
    account = accounts.find(code)
    if account is None:
        raise NotInRegistry
    return account, _person(code)


def _person(code: str) -> Person:
    person = registry.find_person(code)
    if person is None:
        raise NotInRegistry
    return person


def _details(account: accounts.Contact, person: Person) -> Details:
    """The details: phone and email are the account's, everything else is the person's."""
    return {
        name: getattr(account if name in CONTACT else person, name) or ""
        for names in DETAILS.values()
        for name in names
    }


def find_draft(draft_id: str | None, code: str, *, at: datetime) -> Draft | None:
    """The person's own draft, unless its day is over."""
    try:
        draft = drafts.find(draft_id or "-", at=at)
    except DraftGone:
        return None
    return draft if draft.answers.get("code") == code else None


def _check_unsent(draft: Draft) -> None:
    if draft.submitted_at:
        raise AlreadyRequested(number=draft.number)


def _digest(changed: tuple[Details, Details]) -> str:
    return hashlib.sha256(json.dumps(changed, sort_keys=True).encode()).hexdigest()


def _application(
    number: str, person: Person, changed: tuple[Details, Details], language: str, at: datetime
) -> Application:
    new, old = changed
    agency = agencies.nearest(person.province_code)[0].code
    return Application(
        number=number,
        kind=Kind.REVISION,
        agency=agency,
        condition=Condition.ONLINE,
        queue=Application.queue_of(agency, Kind.REVISION, QueueState.TO_ASSESS),
        sort_key=Application.sort_key_of(at, number),
        code=person.code,
        full_name=person.full_name,
        answers=new,
        old_values=old,
        language=language,
        submitted_at=at,
    )
