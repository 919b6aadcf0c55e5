"""How long a wrong password is refused for a code with an account, beside one without.

Both go through the whole app, in turns, with the passwords hashed as dear as in production;
every try comes from an address of its own and meets no lock. Goal: medians within 10 %, so that
the time tells nobody who has an account.
"""

import statistics
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient

from functions import citizen_app
from functions.credentials import attempts
from functions.settings import LOCAL_STAGE, Settings
from infra.local import engine as engines
from infra.local import tables
from tests import builders
from tests.client import JSON

TRIES = 200
WARM_UP = 10
MOST_APART = 0.10
URL = "https://vssid.bench"
NOBODY = "0000000000"


def run() -> None:
    """Try both codes in turns, and print both medians and how far apart they are."""
    engine = engines.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            known, missing = _medians(engine.endpoint, Path(folder))
    finally:
        engine.stop()
    apart = abs(known - missing) / max(known, missing)
    print(
        f"with an account {known * 1000:.1f} ms, without one {missing * 1000:.1f} ms "
        f"(medians of {TRIES}), apart {apart:.1%} (goal: at most {MOST_APART:.0%})"
    )


def _medians(endpoint: str, folder: Path) -> tuple[float, float]:
    settings = Settings(
        stage=LOCAL_STAGE,  # which logs what needs an eye, and not each request
        public_url=URL,
        secret_keys=("a key",),
        dynamodb_endpoint=endpoint,
        inbox=folder,
    )
    app = citizen_app.create(settings)
    tables.create()
    codes = (builders.an_account(), NOBODY)
    browser = app.test_client()
    token = browser.get("/login", base_url=URL, headers=JSON).json["form"]["csrf_token"]
    seconds: dict[str, list[float]] = {code: [] for code in codes}
    for number in range(WARM_UP + TRIES):
        for code in codes[:: -1 if number % 2 else 1]:
            seconds[code].append(_refused(browser, code, token, f"192.0.2.{number}"))
    known, missing = (statistics.median(seconds[code][WARM_UP:]) for code in codes)
    return known, missing


def _refused(browser: FlaskClient, code: str, token: str, address: str) -> float:
    """Seconds until the refusal of a wrong password."""
    body = {"csrf_token": token, "code": code, "password": "not the password"}
    begin = time.perf_counter()
    answer = browser.post(
        "/login",
        json=body,
        base_url=URL,
        headers=JSON,
        environ_base={"REMOTE_ADDR": address},
    )
    seconds = time.perf_counter() - begin
    if answer.status_code != 422:
        raise RuntimeError(f"refused with {answer.status_code}")
    attempts.forget_password_tries(code)
    return seconds


if __name__ == "__main__":
    run()
