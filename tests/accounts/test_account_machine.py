"""An account under any order of steps on two devices, against the real engine.

Hypothesis chooses the steps and the time between them. Beside the account runs a model of it,
a few lines of plain Python; after every step the two must agree, and what may never be is not.
"""

import functools
from datetime import datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from functions import clock
from functions.accounts import errors, new_password, service
from functions.accounts.models import Session
from functions.credentials import one_time_codes, passwords, sessions
from functions.credentials.devices import Device
from functions.credentials.errors import Locked, OtpOver, PasswordReused, WrongOtp
from functions.credentials.models import OneTimeCode
from functions.credentials.one_time_codes import CHANGE_PASSWORD, RESET_PASSWORD, SECOND_DEVICE
from tests import builders
from tests.accounts.account_model import REPLACED, RIGHT, WRONG, Sent, Signed, entered, outcome
from tests.builders import A_DEVICE, ANOTHER_DEVICE, PASSWORD, an_account

WORDS = ["sóng", "núi", "trăng", "lúa", "thuyền", "mưa", "gió", "đèn"]

a_device = st.sampled_from([A_DEVICE, ANOTHER_DEVICE])
mostly = st.sampled_from([True, True, True, False])
a_kind = st.sampled_from([RIGHT, RIGHT, RIGHT, WRONG, REPLACED])
# Which of the codes for one purpose: mostly the newest, sometimes one before it.
an_age = st.sampled_from([1, 1, 1, 1, 2, 3])
some_words = st.permutations(WORDS).map(lambda words: " ".join(words[:5]))


class AccountMachine(RuleBasedStateMachine):
    """Every rule is one thing that a person, or a thief, can do at one of two devices."""

    def __init__(self) -> None:
        super().__init__()
        self.at = clock.now() - timedelta(days=60)
        self.code = an_account(changed_at=self.at - timedelta(days=1))
        self.password = PASSWORD
        self.stored_hash = builders.account(self.code).password_hash
        self.sent: list[Sent] = []
        self.started: list[Signed] = []
        self.session: Signed | None = None
        # What the table still holds of a session, whether or not it lives.
        self.row: Signed | None = None
        self.ousted: Signed | None = None
        self.seen_at = self.at
        self.is_locked = False

    def latest(self, age: int, *purposes: str) -> Sent:
        """The newest code for these purposes, by default of all; or one before it."""
        found = [each for each in self.sent if not purposes or each.purpose in purposes]
        return found[-min(age, len(found))]

    # What a person can do

    @rule(minutes=st.sampled_from([0.5, 1.5, 1.5, 4.5, 11, 29, 31, 200]))
    def time_passes(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)

    @rule(device=a_device, is_right=mostly, goes_on=mostly)
    def sign_in(self, device: Device, is_right: bool, goes_on: bool) -> None:
        password = self.password if is_right else "not the password"
        step = outcome(service.sign_in, self.code, password, device=device, at=self.at)
        is_elsewhere = bool(self.session) and self.session.device != device
        if isinstance(step, service.Started):
            assert (is_right, is_elsewhere, self.is_locked) == (True, False, False)
            self._started(device, step.token)
        elif isinstance(step, service.Elsewhere):
            assert (is_right, is_elsewhere, self.is_locked) == (True, True, False)
            self.sent.append(Sent(step.one_time_code.id, SECOND_DEVICE))
            if goes_on:
                self.ask_for_another_code(age=1, is_patient=True)
        else:
            refused = {Locked, errors.LockedByOwner if self.is_locked else None}
            assert step in (refused if is_right else {Locked, errors.WrongCredentials})

    @precondition(lambda self: self.sent)
    @rule(age=an_age, is_patient=mostly)
    def ask_for_another_code(self, age: int, is_patient: bool) -> None:
        each = self.latest(age)
        self._wait(is_patient)
        entered(service.resend_code, each, language="en", at=self.at)
        self._read_sms(each)

    @precondition(lambda self: self.session)
    @rule(is_right=mostly, new=some_words, is_patient=mostly)
    def ask_to_change_the_password(self, is_right: bool, new: str, is_patient: bool) -> None:
        self._wait(is_patient)
        asked = outcome(
            new_password.ask_to_change_password,
            self._signed_in(),
            old=self.password if is_right else "not the password",
            new=new,
            language="en",
            at=self.at,
        )
        if isinstance(asked, OneTimeCode):
            assert is_right
            self.sent.append(Sent(asked.id, CHANGE_PASSWORD, password=new))
            self._read_sms(self.sent[-1])

    @rule(is_patient=mostly)
    def ask_to_reset_the_password(self, is_patient: bool) -> None:
        self._wait(is_patient)
        asked = outcome(new_password.ask_to_reset_password, self.code, language="en", at=self.at)
        if isinstance(asked, OneTimeCode):
            self.sent.append(Sent(asked.id, RESET_PASSWORD))
            self._read_sms(self.sent[-1])

    @precondition(lambda self: self.sent)
    @rule(device=a_device, age=an_age, kind=a_kind)
    def enter_a_code(self, device: Device, age: int, kind: str) -> None:
        each = self.latest(age)
        enter = {
            SECOND_DEVICE: self._enter_at_the_warning,
            CHANGE_PASSWORD: self._enter_for_a_new_password,
            RESET_PASSWORD: self._enter_for_a_forgotten_password,
        }
        enter[each.purpose](each, each.typed(kind), device)

    @precondition(lambda self: self.sent)
    @rule(device=a_device, age=an_age, times=st.integers(4, 6))
    def guess_on(self, device: Device, age: int, times: int) -> None:
        for _ in range(times):
            self.enter_a_code(device=device, age=age, kind=WRONG)

    def _enter_at_the_warning(self, each: Sent, otp: str, device: Device) -> None:
        ousted = self.row
        step = self._enter(each, otp, service.sign_in_on_second_device, device=device)
        if isinstance(step, str):
            self._started(device, step)
            self.ousted = ousted

    def _enter_for_a_new_password(self, each: Sent, otp: str, _device: Device) -> None:
        if self.session is None:
            return
        step = self._enter(
            each, otp, functools.partial(new_password.change_password, self._signed_in())
        )
        if isinstance(step, str):
            self._new_password(each.password)
            self.session = self.row = Signed(self.session.device, step, self.session.at)
            self.started.append(self.session)

    def _enter_for_a_forgotten_password(self, each: Sent, otp: str, _device: Device) -> None:
        if self._enter(each, otp, new_password.prove_phone, spends=False) is None:
            each.proved_at = self.at

    @precondition(lambda self: any(each.purpose == RESET_PASSWORD for each in self.sent))
    @rule(age=an_age, new=some_words)
    def set_a_forgotten_password(self, age: int, new: str) -> None:
        each = self.latest(age, RESET_PASSWORD)
        step = entered(new_password.reset_password, each, new, at=self.at)
        is_proved = each.proved_at and self.at <= each.proved_at + one_time_codes.PROOF_VALID
        if step is None:
            assert is_proved
            each.used.append(each.otp)
            self._new_password(new)
            self._ended()
        else:
            assert step is PasswordReused or each.used or not is_proved

    @precondition(lambda self: self.sent)
    @rule(device=a_device, age=an_age)
    def enter_a_code_for_something_else(self, device: Device, age: int) -> None:
        each = self.latest(age)
        steps = {
            SECOND_DEVICE: functools.partial(service.sign_in_on_second_device, device=device),
            RESET_PASSWORD: new_password.prove_phone,
        }
        for purpose in steps.keys() - {each.purpose}:
            found = entered(steps[purpose], each, each.typed(RIGHT), at=self.at)
            assert found is OtpOver

    @precondition(lambda self: self.started)
    @rule(age=an_age, is_ousted=mostly)
    def lock(self, age: int, is_ousted: bool) -> None:
        by = (
            self.ousted if is_ousted and self.ousted else self.started[-min(age, len(self.started))]
        )
        if outcome(service.lock, self.code, by.token, at=self.at) is None:
            assert by == self.ousted
            self.is_locked = True
            self._ended()
        else:
            assert by != self.ousted

    @precondition(lambda self: self.session)
    @rule()
    def sign_out(self) -> None:
        service.sign_out(self._signed_in(), at=self.at)
        self._ended()

    # What must hold after every step

    @invariant()
    def exactly_the_session_that_the_model_has_is_live(self) -> None:
        if self.session and self.at >= self._end_of_session():
            self.session = None
        live = [each for each in self.started if service.resume(self.code, each.token, at=self.at)]
        assert live == ([self.session] if self.session else [])
        if self.at - self.seen_at >= sessions.TOUCH_AFTER:
            self.seen_at = self.at

    @invariant()
    def the_password_is_the_one_that_a_code_confirmed(self) -> None:
        assert builders.account(self.code).password_hash == self.stored_hash

    @invariant()
    def no_code_is_used_twice_and_no_sixth_guess_is_looked_at(self) -> None:
        for each in self.sent:
            stored = OneTimeCode.find(each.id)
            assert len(each.used) <= 1
            assert each.guesses <= one_time_codes.GUESSES
            assert stored is None or stored.attempts == each.guesses

    # How the rules and the model meet

    def _enter(self, each: Sent, otp: str, step: Any, *, spends: bool = True, **named: Any) -> Any:
        """Enter a code where it belongs; it is accepted exactly when the model accepts it."""
        is_looked_at, must = each.is_open(self.at), each.takes(otp, self.at)
        found = entered(step, each, otp, at=self.at, **named)
        each.guesses += is_looked_at
        if found is errors.LockedByOwner:
            # Told to nobody but who has the right code, which stays unused.
            assert must
            assert self.is_locked
            return found
        assert (found not in (WrongOtp, OtpOver)) is must
        if must and spends:
            each.used.append(otp)
        return found

    def _wait(self, is_patient: bool) -> None:
        self.at += timedelta(seconds=61 if is_patient else 1)
        # The wait is one of the steps: what ends meanwhile has ended.
        self.exactly_the_session_that_the_model_has_is_live()

    def _read_sms(self, each: Sent) -> None:
        for text in builders.sent():
            if text[7:13].isdigit():
                each.otp, each.replaced = text[7:13], each.otp
                each.until = self.at + one_time_codes.VALID

    def _started(self, device: Device, token: str) -> None:
        self.session = self.row = Signed(device, token, self.at)
        self.started.append(self.session)
        self.seen_at, self.ousted = self.at, None

    def _ended(self) -> None:
        self.session = self.row = self.ousted = None

    def _new_password(self, new: str) -> None:
        stored = builders.account(self.code).password_hash
        assert passwords.matches(stored, new)
        self.password, self.stored_hash, self.is_locked = new, stored, False

    def _signed_in(self) -> service.SignedIn:
        signed_in = service.resume(self.code, self.session.token, at=self.at)
        assert signed_in
        return signed_in

    def _end_of_session(self) -> datetime:
        lifetime = Session.LIFETIME
        return min(self.seen_at + lifetime.idle, self.session.at + lifetime.absolute)


def test_no_order_of_steps_breaks_an_account():
    run_state_machine_as_test(
        AccountMachine,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
