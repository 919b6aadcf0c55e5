"""`/dev/messages`: the local stage's inbox. Not part of any deployed app."""

from flask import Blueprint, Response, current_app
from typing_extensions import TypedDict

from functions.notifications import inbox
from functions.web import contract, page

blueprint = Blueprint("dev", __name__)


class SentMessage(TypedDict):
    to: str
    channel: str
    text: str
    sent_at: str


class Inbox(TypedDict):
    messages: list[SentMessage]


@blueprint.get("/dev/messages")
@contract("Every SMS and email sent on this machine, newest first", returns=Inbox)
def messages() -> Response:
    folder = current_app.config["SETTINGS"].inbox
    return page("notifications/inbox.html", {"messages": inbox.newest_first(folder)})
