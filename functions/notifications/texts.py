"""The words of a message: templates/messages/<message>/<language>/{sms,subject,body}.txt."""

import functools
from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from functions.notifications.models import Message
from functions.paths import TEMPLATES


@dataclass(frozen=True)
class Text:
    """What is sent: an SMS has no subject."""

    subject: str
    body: str


def render(message: Message) -> Text:
    """The message in its reader's language. Raises jinja2 errors if a value is missing."""
    folder = f"{message.message}/{message.language}"
    if message.channel == "sms":
        return Text("", _fill(f"{folder}/sms.txt", message))
    return Text(_fill(f"{folder}/subject.txt", message), _fill(f"{folder}/body.txt", message))


def _fill(template: str, message: Message) -> str:
    return _environment().get_template(template).render(message.values).strip()


@functools.cache
def _environment() -> Environment:
    # Plain text: nothing to escape, and an unfilled value must fail and not read as blank.
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "messages"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
    )
