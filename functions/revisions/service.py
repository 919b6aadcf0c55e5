"""Updates of registered accounts: a citizen asks for them online, an officer agrees.

Only what changes is kept, `declared` beside what was `registered`; an address counts as one
thing, because a ward means nothing without its province. What the citizen has typed so far is
in a draft, which becomes one request however often it is sent. The code that confirms it is
bound to these very changes.
"""

import hashlib
import json
from datetime import datetime

from functions.accounts import service as accounts
from functions.applications import decisions, drafts, messages
from functions.applications.errors import (
    AlreadyRequested,
    DraftGone,
    NoSuchApplication,
    NothingChanged,
    NotInRegistry,
    StaleDetails,
)
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
from functions.credentials import one_time_codes, own_log
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.errors import Conflict
from functions.reference import agencies, identifiers
from functions.registry import service as registry
from functions.registry.service import Person
from functions.storage import Action, UnitOfWork, again_if_overtaken, all_or_nothing, retried

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
# The person's requests that the list shows; more than one has in earnest.
MOST_SHOWN = 50


def registered(account: accounts.Contact) -> Details:
    """What is registered now of everything that can be changed. Raises errors.NotInRegistry."""
    return _details(account, _person(account.code))


def changes(answers: Details, standing: Details) -> tuple[Details, Details]:
    """What of `answers` differs from what is `standing`: the new values, and the old ones."""
    new: Details = {}
    for names in DETAILS.values():
        answered = {name: answers.get(name, standing[name]) for name in names}
        if answered != {name: standing[name] for name in names}:
            new |= answered
    return new, {name: standing[name] for name in new}


def kept(draft_id: str | None, code: str, *, at: datetime) -> Details:
    """What the person has typed so far in this draft; nothing without one."""
    draft = find_draft(draft_id, code, at=at)
    return draft.answers if draft and not draft.submitted_at else {}


def keep(draft_id: str | None, code: str, answers: Details, *, at: datetime) -> str:
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
    drafts.take_free_number(draft, at=at)
    application = _application(draft.number, person, changed, language, at)
    try:
        with all_or_nothing() as unit:
            one_time_codes.use_up(unit, one_time_code)
            unit.update(draft, actions=_sent(draft, account.code, at))
            unit.save(application)
            Change(application).enters(QueueState.TO_ASSESS, at).write_in(unit)
            messages.revision_submitted_in(unit, application, account, at)
            owner, reason = audit.owner(account.code), application.number
            own_log.append(unit, owner, audit.UPDATE_REQUESTED, reason=reason, at=at)
    except Conflict:
        # Perhaps another press of the button was faster.
        draft.refresh(consistent_read=True)
        raise
    return application


def sent_as(draft_id: str | None, code: str, *, at: datetime) -> str | None:
    """The number of the request that this draft has become, if it has."""
    draft = find_draft(draft_id, code, at=at)
    return draft.number if draft and draft.submitted_at else None


def of_person(code: str) -> list[Application]:
    """The person's own requests, newest first."""
    # Registrations are sifted by the database: anybody can submit one that names this code, and
    # they must not take the places of the person's own requests.
    rows = Application.by_code.query(
        code,
        filter_condition=Application.type == Kind.REVISION,
        scan_index_forward=False,
        limit=MOST_SHOWN,
    )
    own = (Application.find(row.number) for row in rows)
    return [application for application in own if application]


def find_own(code: str, number: str, *, at: datetime) -> Application:
    """The person's own request with this number. Raises errors.NoSuchApplication."""
    application = decisions.find(number, at=at)
    if application.code != code or application.type != Kind.REVISION:
        raise NoSuchApplication
    return application


def confirm(number: str, *, officer: audit.Actor, at: datetime) -> None:
    """Agree to a request: account and registry are updated and everybody is told, or nothing is.

    Raises errors.NoSuchApplication, errors.AlreadyDecided, errors.NotInRegistry, and
    errors.StaleDetails when what is registered is no longer what the person saw.
    """

    def attempt() -> None:
        application = decisions.undecided(number, kind=Kind.REVISION, officer=officer, at=at)
        account, person = _owner(application.code)
        if _differs(application, _details(account, person)):
            # Unless it is this very request that has changed them, a moment ago.
            decisions.undecided(number, officer=officer, at=at)
            raise StaleDetails
        with all_or_nothing(conflict=Conflict()) as unit:
            decisions.decide_in(unit, application, Status.ACCEPTED, officer=officer, at=at)
            _update_in(unit, account, person, application.declared)
            messages.revision_accepted_in(unit, application, at)
            decisions.record_access(unit, application, audit.DETAILS_UPDATED, officer, at)

    again_if_overtaken(attempt)


def is_stale(application: Application) -> bool:
    """Whether an undecided request no longer starts from what is registered."""
    if application.status != Status.PENDING:
        return False
    try:
        return _differs(application, _details(*_owner(application.code)))
    except NotInRegistry:
        return True


def _differs(application: Application, standing: Details) -> bool:
    return any(standing[name] != old for name, old in application.registered.items())


def _update_in(unit: UnitOfWork, account: accounts.Contact, person: Person, new: Details) -> None:
    accounts.update_contact(unit, account, phone=new.get("phone"), email=new.get("email"))
    registry.update_person(unit, person, changes=new)


def _owner(code: str) -> tuple[accounts.Contact, Person]:
    """The account and the person, as they stand now. Raises errors.NotInRegistry."""
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
    """What is registered: the contact with the account, everything else with the person."""
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


def _sent(draft: Draft, code: str, at: datetime) -> list[Action]:
    return [
        Draft.submitted_at.set(at),
        Draft.number.set(draft.number),
        Draft.answers.set({"code": code}),
    ]


def _digest(changed: tuple[Details, Details]) -> str:
    return hashlib.sha256(json.dumps(changed, sort_keys=True).encode()).hexdigest()


def _application(
    number: str, person: Person, changed: tuple[Details, Details], language: str, at: datetime
) -> Application:
    new, old = changed
    agency = agencies.nearest(person.province_code)[0].code
    return Application(
        number=number,
        type=Kind.REVISION,
        agency=agency,
        condition=Condition.ONLINE,
        queue=Application.queue_of(agency, Kind.REVISION, QueueState.TO_ASSESS),
        place=Application.place_of(at, number),
        code=person.code,
        full_name=person.full_name,
        declared=new,
        registered=old,
        language=language,
        submitted_at=at,
    )
