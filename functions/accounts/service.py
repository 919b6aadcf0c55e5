"""Accounts: issued, signed in to, signed out of, locked (the manual, part 1; DESIGN, section 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from functions.accounts import errors, one_device
from functions.accounts.models import Account, Session
from functions.audit import service as audit
from functions.credentials import attempts, one_time_codes, own_log, passwords, sessions
from functions.credentials.devices import Device
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.notifications import service as notifications
from functions.storage import Action, UnitOfWork, all_or_nothing


class Contact(Protocol):
    """An account as other rooms see it: the person's code, and how to reach the person."""

    @property
    def code(self) -> str: ...

    @property
    def phone(self) -> str: ...

    @property
    def email(self) -> str | None: ...


@dataclass(frozen=True)
class SignedIn:
    """A person with a live session, who may have to change the password before anything else."""

    account: Account
    session: Session
    must_change_password: bool

    @property
    def code(self) -> str:
        return self.account.code


@dataclass(frozen=True)
class Started:
    """A sign-in that is done: the token for the cookie."""

    token: str


@dataclass(frozen=True)
class Elsewhere:
    """A sign-in that waits, because another device is signed in; a code lets this one in."""

    one_time_code: OneTimeCode


def issue(
    unit: UnitOfWork,
    code: str,
    *,
    phone: str,
    email: str | None,
    password: str,
    at: datetime,
    language: str = "vi",
    actor: audit.Actor = audit.THE_SYSTEM,
    reason: str | None = None,
) -> None:
    """Create the account with an initial password and send it, in the caller's transaction.

    `actor` issues it, for `reason`: the number of the application that asked for it. The
    caller's conflict tells that the account exists already.
    """
    account = Account(
        code=code,
        password_hash=passwords.hashed(password),
        initial_until=at + passwords.INITIAL_VALID,
        phone=phone,
        email=email,
        language=language,
        issued_at=at,
    )
    unit.save(account, condition=Account.code.does_not_exist())
    values = {"code": code, "password": password}
    notify(unit, account, "account-issued", values=values, language=language, at=at)
    audit.append(unit, subject=code, action=audit.ACCOUNT_ISSUED, actor=actor, reason=reason, at=at)


def find(code: str) -> Contact | None:
    """The account of the person with this code, or None."""
    return cast(Contact | None, Account.find(code))


def phone_of(code: str) -> str | None:
    """The registered phone of the person with this code, or None without an account."""
    account = find(code)
    return account.phone if account else None


def notify(
    unit: UnitOfWork,
    account: Account,
    message: str,
    *,
    values: Mapping[str, str],
    language: str,
    at: datetime,
) -> None:
    """Send the owner a message by SMS and email; its values, such as a password, by SMS alone."""
    notifications.notify(
        unit,
        message,
        phone=account.phone,
        email=account.email,
        language=language,
        values=values,
        at=at,
        is_secret=True,
    )


def update_contact(
    unit: UnitOfWork, account: Contact, *, phone: str | None = None, email: str | None = None
) -> None:
    """Set another phone or email, in the caller's transaction; None leaves it, "" removes it.

    The caller's conflict tells that the account was changed since it was read. Sessions stay.
    """
    actions: list[Action] = []
    if phone:
        actions.append(Account.phone.set(phone))
    if email is not None:
        actions.append(Account.email.set(email) if email else Account.email.remove())
    if actions:
        unit.update(cast(Account, account), actions=actions)


def exists(code: str) -> bool:
    """Whether the person with this code has an account."""
    return Account.find(code) is not None


def sign_in(
    code: str, password: str, *, device: Device, at: datetime, network: str = ""
) -> Started | Elsewhere:
    """Start a session on this device, unless another one is signed in.

    `network` is the digest of the one that the request comes from. Raises errors.Locked,
    errors.NetworkLocked, errors.WrongCredentials, errors.InitialPasswordUsed,
    errors.LockedByOwner, errors.AccountChanged.
    """
    account = Account.find(code)
    known = device.digest_if_in(account.devices if account else ())
    if not known:
        attempts.check_network(network, at=at)
    attempts.count_password_try(code, at=at, device=known)
    if not passwords.matches(account.password_hash if account else None, password):
        attempts.count_wrong_password(network, at=at)
        raise errors.WrongCredentials
    attempts.forget_password_tries(code, device=known)
    _check_may_sign_in(account, at)
    if one_device.elsewhere(code, device, at=at):
        return Elsewhere(one_time_codes.prepare(one_time_codes.SECOND_DEVICE, code, at=at))
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        token = one_device.start(unit, code, device, at=at)
        _note_sign_in(unit, account, device, at)
    return Started(token)


def sign_in_on_second_device(
    one_time_code: OneTimeCode, otp: str, *, device: Device, at: datetime
) -> str:
    """Start a session here and end the one on the other device; returns the token.

    Raises errors.WrongOtp, errors.OtpOver, errors.LockedByOwner, errors.AccountChanged.
    """
    account = Account.find(one_time_code.subject)
    if account is None:
        raise OtpOver
    purpose = one_time_codes.SECOND_DEVICE
    one_time_codes.check(one_time_code, otp, purpose=purpose, phone=account.phone, at=at)
    _check_may_sign_in(account, at)
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        one_time_codes.use_up(unit, one_time_code)
        token = one_device.take_over(unit, account.code, device, at=at)
        _note_sign_in(unit, account, device, at)
    return token


def lock(code: str, token: str, *, at: datetime) -> None:
    """Lock the account and end its session, for the owner whom another device signed out.

    The token of the ended session is the proof. Raises errors.NotYours, errors.AccountChanged.
    """
    account = Account.find(code)
    if account is None or one_device.ousted_by(code, token) is None:
        raise errors.NotYours
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        unit.update(account, actions=[Account.locked_at.set(at)])
        sessions.close(unit, Session, code)
        notify(unit, account, "account-locked", values={}, language=account.language, at=at)
        own_log.append(unit, audit.owner(code), audit.LOCKED, at=at)


def resume(code: str, token: str, *, at: datetime, is_use: bool = True) -> SignedIn | None:
    """The account's session, if this token holds it and it lives; a use of it prolongs it."""
    session = sessions.live(Session, code, token, at=at, is_use=is_use)
    account = Account.find(code) if session else None
    if session is None or account is None:
        return None
    return SignedIn(account, session, _must_change(account, at))


def sign_out(signed_in: SignedIn, *, at: datetime) -> None:
    """End the session everywhere."""
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        sessions.close(unit, Session, signed_in.code)
        actor = audit.owner(signed_in.code, device=signed_in.session.device)
        own_log.append(unit, actor, audit.SIGNED_OUT, at=at)


def resend_code(one_time_code: OneTimeCode, *, language: str, at: datetime) -> None:
    """Send another code to the registered phone.

    Raises errors.OtpOver, errors.OtpTooSoon, errors.OtpTooOften.
    """
    phone = phone_of(one_time_code.subject)
    one_time_codes.resend(one_time_code, phone, language=language, at=at)


def _must_change(account: Account, at: datetime) -> bool:
    if account.initial_until or account.password_changed_at is None:
        return True
    return passwords.is_outdated(account.password_changed_at, at=at)


def _check_may_sign_in(account: Account, at: datetime) -> None:
    if account.locked_at:
        raise errors.LockedByOwner
    if account.initial_until and (account.initial_used_at or at > account.initial_until):
        raise errors.InitialPasswordUsed


def _note_sign_in(unit: UnitOfWork, account: Account, device: Device, at: datetime) -> None:
    """Record a sign-in on the account and in its log; notify the owner of a new device."""
    is_new = device.digest not in account.devices
    actions: list[Action] = [Account.devices.set(device.added_to(account.devices))]
    if account.initial_until:
        actions.append(Account.initial_used_at.set(at))
    unit.update(account, actions=actions)
    actor = audit.owner(account.code, device=device.kind)
    own_log.append(unit, actor, audit.SIGNED_IN, at=at)
    if is_new and account.devices:
        notify(unit, account, "new-device", values={}, language=account.language, at=at)
