"""A browser without JavaScript in front of one app, and a JSON client."""

import re
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from functions.notifications import inbox, jobs
from functions.notifications.channels import local
from functions.settings import Settings
from tests import house_rules

JSON = {"Accept": "application/json"}
_TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Client:
    """Fetches pages and fills forms; checks the house rules on whatever comes back."""

    def __init__(self, app: Flask, settings: Settings, language: str = "en") -> None:
        self.app = app
        self.settings = settings
        self.language = language
        self.http = app.test_client()
        self.http.set_cookie("lang", language, domain="vssid.test")
        self.response: TestResponse | None = None

    def another_device(self) -> "Client":
        """The same app, seen with an empty cookie jar."""
        return Client(self.app, self.settings, self.language)

    def get(self, path: str, status: int = 200) -> BeautifulSoup:
        """The page at `path`, after redirects."""
        return self._page(self._fetch(path), status)

    def submit(self, path: str, *, status: int = 200, **fields: str) -> BeautifulSoup:
        """Open the page at `path`, fill its form, send it; the page that follows."""
        token = self.token(path)
        data = {"csrf_token": token, **fields}
        return self.post(path, data, status=status)

    def post(
        self,
        path: str,
        data: dict[str, str] | bytes,
        *,
        status: int,
        content_type: str | None = None,
    ) -> BeautifulSoup:
        """Send `data` as it is, with or without a token."""
        response = self.http.post(
            path,
            data=data,
            content_type=content_type,
            base_url=self._base,
            follow_redirects=True,
        )
        return self._page(response, status)

    def token(self, path: str) -> str:
        """The CSRF token of the form at `path`."""
        html = self._answered(self._fetch(path), 200)
        found = _TOKEN.search(html)
        assert found, "a form with a token"
        house_rules.check_once(html.replace(found[1], "a token"), self.language)
        return found[1]

    def get_json(self, path: str, status: int = 200) -> Any:
        """What the route answers to a JSON client."""
        response = self.http.get(path, headers=JSON, base_url=self._base)
        assert response.status_code == status, response.text
        return response.json

    def post_json(self, path: str, body: Any, *, status: int, token: bool = True) -> Any:
        """Send a JSON body, with the token that the route's GET hands out."""
        if token:
            body = {"csrf_token": self.get_json(path)["form"]["csrf_token"], **body}
        response = self.http.post(path, json=body, headers=JSON, base_url=self._base)
        assert response.status_code == status, response.text
        self.response = response
        return response.json if response.is_json else None

    def messages(self) -> list[dict[str, str]]:
        """What was sent so far, newest first, after the worker has run."""
        jobs.deliver_due(local(self.settings.inbox))
        return inbox.newest_first(self.settings.inbox)

    @property
    def path(self) -> str:
        """Where the last answer came from."""
        assert self.response is not None
        return self.response.request.path

    @property
    def _base(self) -> str:
        return self.settings.public_url

    def _fetch(self, path: str) -> TestResponse:
        return self.http.get(path, base_url=self._base, follow_redirects=True)

    def _page(self, response: TestResponse, status: int) -> BeautifulSoup:
        return house_rules.check(self._answered(response, status), self.language)

    def _answered(self, response: TestResponse, status: int) -> str:
        self.response = response
        assert response.status_code == status, response.text
        return response.text
