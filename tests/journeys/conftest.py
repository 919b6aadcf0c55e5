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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Product:
    """The running product: its address, its data, its demo accounts."""

    url: str
    folder: Path

    def citizens(self, state: str) -> list[dict[str, str]]:
        accounts = json.loads((self.folder / demo.FILE).read_text())
        return [account for account in accounts["citizens"] if account["state"] == state]

    def messages(self) -> list[dict[str, str]]:
        request = urllib.request.Request(
            f"{self.url}/dev/messages", headers={"Accept": "application/json"}
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["messages"]

    def otp_for(self, phone: str, *, after: int) -> str:
        """The code in the newest SMS to `phone`, once there are more than `after` messages."""
        give_up = time.monotonic() + PATIENCE_MS / 1000
        while time.monotonic() < give_up:
            messages = self.messages()
            for message in messages[: len(messages) - after]:
                code = re.match(r"VssID: (\d{6}) ", message["text"])
                if code and message["to"].endswith(phone.removeprefix("0")):
                    return code[1]
            time.sleep(0.1)
        raise AssertionError("no SMS came")


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
