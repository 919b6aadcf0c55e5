"""The whole product as `make run` serves it, and a real Chromium in front of it."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from functions.paths import ROOT
from infra.local import demo
from infra.local.engine import free_port

START_SECONDS = 120
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# A busy machine is slow, not wrong.
PATIENCE_MS = 30_000
# How an SMS with a one-time code begins.
CODE = r"^VssID: \d{6} "
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Product:
    """The running product: its address, its data, its demo accounts."""

    url: str
    folder: Path
    codes_used: dict[str, int] = field(default_factory=dict)
    cookies: dict[str, list[Any]] = field(default_factory=dict)

    def citizens(self, state: str) -> list[dict[str, str]]:
        return [account for account in self._accounts()["citizens"] if account["state"] == state]

    def officers(self, role: str = "officer", agency: str = "0100") -> list[dict[str, str]]:
        """The demo officers who have enrolled."""
        wanted = (role, agency)
        officers = self._accounts()["officers"]
        return [each for each in officers if (each["role"], each["agency"]) == wanted]

    def new_officers(self) -> list[dict[str, str]]:
        """The demo officers with a first password."""
        return self._accounts()["new_officers"]

    def totp(self, secret: str) -> str:
        """A code of the authenticator app that has not been used; waits for one if need be."""
        step = max(int(time.time()) // 30, self.codes_used.get(secret, 0) + 1)
        self.codes_used[secret] = step
        while int(time.time()) // 30 < step - 1:
            time.sleep(0.5)
        return pyotp.TOTP(secret).generate_otp(step)

    def sign_in_officer(self, page: Page, who: dict[str, str], language: str = "en") -> None:
        """Sign the browser in at the officers' desk."""
        page.goto(f"/officer/login?lang={language}")
        page.locator("#username").fill(who["username"])
        page.locator("#password").fill(who["password"])
        page.locator("#totp").fill(self.totp(who["totp_secret"]))
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/officer/(?!login)"))
        self.cookies[who["username"]] = page.context.cookies()

    def at_the_desk(self, page: Page, who: dict[str, str], language: str = "en") -> None:
        """Let the browser have the officer's session; it begins with the first that wants it.

        To sign in anew takes a code of the app that was not used, so up to half a minute.
        """
        if who["username"] not in self.cookies:
            self.sign_in_officer(page, who, language)
        page.context.add_cookies(self.cookies[who["username"]])
        page.goto(f"/officer/?lang={language}")

    def _accounts(self) -> dict[str, list[dict[str, str]]]:
        return json.loads((self.folder / demo.FILE).read_text())

    def messages(self) -> list[dict[str, str]]:
        request = urllib.request.Request(
            f"{self.url}/dev/messages", headers={"Accept": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["messages"]

    def last_sent(self) -> str:
        """When the newest message was sent: what comes later is new."""
        return max((message["sent_at"] for message in self.messages()), default="")

    def sms_to(self, phone: str, *, after: str, says: str) -> str:
        """The SMS to `phone` sent after the moment `after` that matches `says`, once it comes."""
        give_up = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < give_up:
            for message in self.messages():
                is_theirs = message["to"].endswith(phone.removeprefix("0"))
                if is_theirs and message["sent_at"] > after and re.search(says, message["text"]):
                    return message["text"]
            time.sleep(0.1)
        raise AssertionError("no SMS came")

    def otp_for(self, phone: str, *, after: str) -> str:
        """The code in the newest SMS to `phone` sent after the moment `after`."""
        return self.sms_to(phone, after=after, says=CODE)[len("VssID: ") :][:6]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    port = free_port()
    product = Product(f"http://127.0.0.1:{port}", tmp_path_factory.mktemp("data"))
    process = subprocess.Popen(
        [sys.executable, "-m", "infra.local"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port), "DATA": str(product.folder)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_healthy(product.url, process)
        yield product
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz"):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the product did not start")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    expect.set_options(timeout=PATIENCE_MS)
    options = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, product: Product) -> Iterator[Callable[..., Page]]:
    """Open a page of a new browser; closed, and asked for errors, at the test's end."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(base_url=product.url, **{"viewport": PHONE, **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []
