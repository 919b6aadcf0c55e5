"""A new password: chosen by who is signed in, or by who forgot the old one.

Either way a code to the registered phone decides (DESIGN's policies, the manual's part 1.2).
"""

from datetime import datetime

from functions.accounts import errors, service, sessions
from functions.accounts.models import Account
from functions.accounts.service import SignedIn
from functions.audit import service as audit
from functions.credentials import attempts, one_time_codes, passwords
from functions.credentials.errors import OtpOver
from functions.registry import service as registry
from functions.storage import UnitOfWork, all_or_nothing


def ask_to_change_password(
    signed_in: SignedIn, *, old: str, new: str, language: str, at: datetime
) -> str:
    """Check both passwords and send a code; returns the challenge's id.

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


def change_password(signed_in: SignedIn, challenge_id: str, otp: str, *, at: datetime) -> str:
    """Set the password that waits for this code; returns the session's new token.

    Raises errors.WrongOtp, errors.OtpOver, errors.AccountChanged.
    """
    purpose, phone = one_time_codes.CHANGE_PASSWORD, signed_in.account.phone
    challenge = one_time_codes.meet(challenge_id, purpose, otp, phone=phone, at=at)
    if challenge.subject != signed_in.code or challenge.pending_hash is None:
        raise OtpOver
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        one_time_codes.spend(unit, challenge)
        _set_password(unit, signed_in.account, challenge.pending_hash, audit.PASSWORD_CHANGED, at)
        return sessions.renew_in(unit, signed_in.session)


def ask_to_reset_password(code: str, *, language: str, at: datetime) -> str:
    """Send a code to the registered phone, if there is an account; returns the challenge's id.

    The answer is the same without one. Raises errors.OtpTooSoon, errors.OtpTooOften.
    """
    phone = service.phone_of(code)
    return one_time_codes.start(
        one_time_codes.RESET_PASSWORD, code, phone, language=language, at=at
    )


def prove_phone(challenge_id: str, otp: str, *, at: datetime) -> None:
    """Accept the reset's code. Raises errors.WrongOtp, errors.OtpOver."""
    purpose = one_time_codes.RESET_PASSWORD
    phone = service.phone_of(one_time_codes.find(challenge_id, purpose, at=at).subject)
    challenge = one_time_codes.meet(challenge_id, purpose, otp, phone=phone, at=at)
    one_time_codes.prove(challenge, at=at)


def reset_password(challenge_id: str, new: str, *, at: datetime) -> None:
    """Set a new password after `prove_phone`, and end the session that the account may have.

    Raises errors.OtpOver, errors.Password..., errors.AccountChanged.
    """
    purpose = one_time_codes.RESET_PASSWORD
    account = Account.find(one_time_codes.find(challenge_id, purpose, at=at).subject)
    if account is None:
        raise OtpOver
    challenge = one_time_codes.proved(challenge_id, purpose, phone=account.phone, at=at)
    _check_new_password(account, new)
    with all_or_nothing(conflict=errors.AccountChanged()) as unit:
        one_time_codes.spend(unit, challenge)
        _set_password(unit, account, passwords.hashed(new), audit.PASSWORD_RESET, at)
        sessions.close_in(unit, account.code)
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
    passwords.check(new, owner, [account.password_hash, *account.previous_hashes])


def _set_password(
    unit: UnitOfWork, account: Account, password_hash: str, action: str, at: datetime
) -> None:
    kept = [account.password_hash, *account.previous_hashes][: passwords.NOT_REUSED - 1]
    unit.update(
        account,
        actions=[
            Account.password_hash.set(password_hash),
            Account.previous_hashes.set(kept),
            Account.password_changed_at.set(at),
            Account.initial_until.remove(),
            Account.initial_used_at.remove(),
            Account.locked_at.remove(),
        ],
    )
    service.tell(unit, account, "password-changed", values={}, language=account.language, at=at)
    audit.append(unit, subject=account.code, action=action, actor=audit.owner(account.code), at=at)
