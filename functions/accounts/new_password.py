"""A new password, for a person who is signed in or forgot the old one.

Either way a code to the registered phone decides (DESIGN's policies, the manual's part 1.2).
"""

from datetime import datetime

from functions.accounts import errors, service
from functions.accounts.models import Account, Session
from functions.accounts.service import SignedIn
from functions.audit import service as audit
from functions.credentials import attempts, one_time_codes, own_log, passwords, sessions
from functions.credentials.errors import OtpOver
from functions.credentials.models import OneTimeCode
from functions.registry import service as registry
from functions.storage import UnitOfWork, all_or_nothing


def ask_to_change_password(
    signed_in: SignedIn, *, old: str, new: str, language: str, at: datetime
) -> OneTimeCode:
    """Check both passwords and send a code to the registered phone.

    Nothing changes until `change_password`. Raises errors.Locked, errors.WrongPassword,
    errors.Password..., errors.OtpTooSoon, errors.OtpTooOften.
    """
    account, device = signed_in.account, signed_in.session.device_hash
    attempts.count_password_try(account.code, at=at, device=device)
    if not passwords.matches(account.password_hash, old):
        raise errors.WrongPassword
    attempts.forget_password_tries(account.code, device=device)
    _check_new_password(account, new)
    return one_time_codes.start(
        one_time_codes.CHANGE_PASSWORD,
        account.code,
        account.phone,
        language=language,
        at=at,
        pending_hash=passwords.hashed(new),
    )


def change_password(
    signed_in: SignedIn, one_time_code: OneTimeCode, otp: str, *, at: datetime
) -> str:
    """Set the password that waits for this code; returns the session's new token.

    Raises errors.WrongOtp, errors.OtpOver, errors.AccountChanged.
    """
    account, new_hash = signed_in.account, one_time_code.pending_hash
    if one_time_code.subject != account.code or new_hash is None:
        raise OtpOver
    purpose = one_time_codes.CHANGE_PASSWORD
    one_time_codes.check(one_time_code, otp, purpose=purpose, phone=account.phone, at=at)
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        one_time_codes.use_up(unit, one_time_code)
        _set_password(unit, account, new_hash, audit.PASSWORD_CHANGED, at)
        return sessions.renew(unit, signed_in.session)


def ask_to_reset_password(code: str, *, language: str, at: datetime) -> OneTimeCode:
    """Send a code to the registered phone, if there is an account.

    The answer is the same without one. Raises errors.OtpTooSoon, errors.OtpTooOften.
    """
    phone = service.phone_of(code)
    return one_time_codes.start(
        one_time_codes.RESET_PASSWORD, code, phone, language=language, at=at
    )


def prove_phone(one_time_code: OneTimeCode, otp: str, *, at: datetime) -> None:
    """Accept the code of a reset. Raises errors.WrongOtp, errors.OtpOver."""
    purpose, phone = one_time_codes.RESET_PASSWORD, service.phone_of(one_time_code.subject)
    one_time_codes.check(one_time_code, otp, purpose=purpose, phone=phone, at=at)
    one_time_codes.mark_proved(one_time_code, at=at)


def reset_password(one_time_code: OneTimeCode, new: str, *, at: datetime) -> None:
    """Set a new password after `prove_phone`, and end the session that the account may have.

    Raises errors.OtpOver, errors.Password..., errors.AccountChanged.
    """
    account = Account.find(one_time_code.subject)
    if account is None:
        raise OtpOver
    purpose = one_time_codes.RESET_PASSWORD
    one_time_codes.check_proved(one_time_code, purpose=purpose, phone=account.phone, at=at)
    _check_new_password(account, new)
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        one_time_codes.use_up(unit, one_time_code)
        _set_password(unit, account, passwords.hashed(new), audit.PASSWORD_RESET, at)
        sessions.close(unit, Session, account.code)
    for device in ("", *account.devices):
        attempts.forget_password_tries(account.code, device=device)


def _check_new_password(account: Account, new: str) -> None:
    person = registry.find_person(account.code)
    owner = passwords.Owner(
        account.code,
        account.phone,
        full_name=person.full_name if person else "",
        date_of_birth=person.date_of_birth if person else "",
    )
    passwords.check(new, owner, account)


def _set_password(
    unit: UnitOfWork, account: Account, password_hash: str, action: str, at: datetime
) -> None:
    unit.update(
        account,
        actions=[
            *passwords.replacement(account, password_hash),
            Account.password_changed_at.set(at),
            Account.initial_until.remove(),
            Account.initial_used_at.remove(),
            Account.locked_at.remove(),
        ],
    )
    service.notify(unit, account, "password-changed", values={}, language=account.language, at=at)
    own_log.append(unit, audit.owner(account.code), action, at=at)
