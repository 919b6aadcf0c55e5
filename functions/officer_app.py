"""The officers' Lambda, on a host of its own."""

from flask import Flask

from functions.settings import Settings
from functions.web import create_app
from functions.web.lambda_events import answers


def create(settings: Settings) -> Flask:
    """The app over the tables of `settings`."""
    return create_app("officer", settings, [])


handler = answers(create)
