"""How a message leaves: SNS and SES in the cloud, a folder on this machine.

`DeliveryFailed` says whether trying again can help: its kind decides, not a text.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions import clock
from functions.notifications import inbox
from functions.notifications.texts import Text
from functions.settings import Settings


class DeliveryFailed(Exception):
    """The channel did not take the message. `reason` is a code, without personal data."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_final = is_final


Send = Callable[[str, Text], None]


@dataclass(frozen=True)
class Channels:
    """A way to send an SMS, and one to send an email."""

    sms: Send
    email: Send

    def send(self, channel: str, recipient: str, text: Text) -> None:
        """Send now. Raises DeliveryFailed."""
        {"sms": self.sms, "email": self.email}[channel](recipient, text)


def for_environment(settings: Settings) -> Channels:
    """The local inbox if the settings name one, otherwise AWS."""
    if settings.inbox is not None:
        return local(settings.inbox)
    return _aws(settings)


def local(folder: Path) -> Channels:
    """Keep every message in a file in `folder`, where /dev/messages shows it."""

    def into(channel: str) -> Send:
        return lambda recipient, text: inbox.append(
            folder, to=recipient, channel=channel, text=_joined(text), sent_at=clock.now()
        )

    return Channels(sms=into("sms"), email=into("email"))


def _joined(text: Text) -> str:
    return f"{text.subject}\n\n{text.body}" if text.subject else text.body


def _aws(settings: Settings) -> Channels:
    import boto3

    sns = boto3.client("sns", region_name=settings.region)
    ses = boto3.client("sesv2", region_name=settings.region)

    def sms(recipient: str, text: Text) -> None:
        kind = {"DataType": "String", "StringValue": "Transactional"}
        _call(
            functools.partial(
                sns.publish,
                PhoneNumber=recipient,
                Message=text.body,
                MessageAttributes={"AWS.SNS.SMS.SMSType": kind},
            )
        )

    def email(recipient: str, text: Text) -> None:
        content = {
            "Simple": {
                "Subject": {"Data": text.subject},
                "Body": {"Text": {"Data": text.body}},
            }
        }
        _call(
            functools.partial(
                ses.send_email,
                FromEmailAddress=settings.email_sender,
                Destination={"ToAddresses": [recipient]},
                Content=content,
            )
        )

    return Channels(sms=sms, email=email)


# What no later try can change: the recipient or the message itself was refused.
_FINAL = {"InvalidParameter", "InvalidParameterValue", "MessageRejected", "BadRequestException"}


def _call(send: Callable[[], Any]) -> None:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        send()
    except ClientError as failure:
        code = failure.response["Error"]["Code"]
        raise DeliveryFailed(code, is_final=code in _FINAL) from failure
    except BotoCoreError as failure:
        raise DeliveryFailed(type(failure).__name__, is_final=False) from failure
