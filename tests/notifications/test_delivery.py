"""Messages are written with their cause, and delivered at least once."""

from datetime import timedelta

import pytest

from functions import clock
from functions.errors import Conflict
from functions.notifications import service
from functions.notifications.channels import Channels, DeliveryFailed
from functions.notifications.models import Message
from functions.notifications.texts import Text
from functions.storage import all_or_nothing

AT = clock.now()


def send_later(channel="sms", at=AT, **values):
    with all_or_nothing(conflict=Conflict()) as unit:
        service.send_later(
            unit,
            "otp-change-password",
            channel=channel,
            recipient="+84900000001",
            language="en",
            values=values or {"otp": "123456", "minutes": "5"},
            at=at,
        )


class Recorder:
    """A channel that keeps the texts it is given, or fails with the next of `failures`."""

    def __init__(self, *failures):
        self.texts: list[str] = []
        self.failures = list(failures)

    def __call__(self, recipient: str, text: Text) -> None:
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        self.texts.append(text.body)

    @property
    def channels(self):
        return Channels(sms=self, email=self)


def work(recorder, at=AT):
    for message in service.due(at):
        service.deliver(message, recorder.channels, at=at)


def only_message():
    (message,) = Message.scan()
    return message


def busy(final=False):
    return DeliveryFailed("Throttling", is_final=final)


def test_a_message_is_sent_once_and_then_forgets_what_is_personal():
    send_later()
    phone = Recorder()

    work(phone)
    work(phone)

    assert len(phone.texts) == 1
    assert "123456" in phone.texts[0]
    message = only_message()
    assert message.state == "sent"
    assert message.recipient is None
    assert message.values is None
    assert service.due(AT + timedelta(days=1)) == []


def test_no_cause_no_message():
    def a_cause_that_fails():
        with all_or_nothing(conflict=Conflict()) as unit:
            service.send_later(
                unit,
                "password-changed",
                channel="sms",
                recipient="+84900000001",
                language="en",
                values={},
                at=AT,
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        a_cause_that_fails()

    assert list(Message.scan()) == []


def test_a_busy_channel_is_tried_again_later():
    send_later()
    phone = Recorder(busy())

    work(phone)
    work(phone, AT + timedelta(seconds=4))
    assert phone.texts == []

    work(phone, AT + timedelta(seconds=6))
    assert len(phone.texts) == 1


def test_a_message_fails_after_six_tries_and_says_why():
    send_later()
    phone = Recorder(*[busy()] * 9)

    for hour in range(9):
        work(phone, AT + timedelta(hours=hour))

    message = only_message()
    assert (message.state, message.attempts, message.failure) == ("failed", 6, "Throttling")
    assert message.values is None


def test_a_refused_recipient_is_not_tried_again():
    send_later()

    work(Recorder(busy(final=True)))

    assert only_message().state == "failed"
    assert only_message().attempts == 1


def test_two_workers_send_a_message_once():
    send_later()
    (seen_by_one,) = service.due(AT)
    (seen_by_other,) = service.due(AT)
    phone = Recorder()

    assert service.deliver(seen_by_one, phone.channels, at=AT)
    assert not service.deliver(seen_by_other, phone.channels, at=AT)

    assert len(phone.texts) == 1


def test_a_worker_that_dies_leaves_the_message_to_the_next():
    class Killed(BaseException):
        pass

    send_later()
    with pytest.raises(Killed):
        work(Recorder(Killed()))
    phone = Recorder()

    work(phone, AT + timedelta(seconds=59))
    assert phone.texts == []

    work(phone, AT + timedelta(seconds=61))
    assert len(phone.texts) == 1


def test_every_message_has_its_texts_in_both_languages():
    from functions.paths import TEMPLATES

    folders = [folder for folder in (TEMPLATES / "messages").iterdir() if folder.is_dir()]

    assert len(folders) >= 4
    for folder in folders:
        vietnamese = {file.name for file in (folder / "vi").iterdir()}
        assert {file.name for file in (folder / "en").iterdir()} == vietnamese
        assert "sms.txt" in vietnamese
        assert ("subject.txt" in vietnamese) == ("body.txt" in vietnamese)
