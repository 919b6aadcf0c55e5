"""An engine that dies in the middle of a step leaves all of it or nothing."""

import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pynamodb.exceptions import PynamoDBException

from functions import storage
from functions.accounts.models import Account
from functions.applications import decisions, drafts, figures
from functions.applications.models import Application, Kind
from functions.audit import service as audit
from functions.notifications.models import Message
from functions.registry.errors import SystemUnavailable
from functions.settings import Settings
from infra.local import engine as engines
from infra.local import tables
from tests.applications.builders import HANOI, a_declaration, an_actor, an_application, submit
from tests.builders import a_card, a_person

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)
LAN = an_actor("lan")
POINTS = 20

pytestmark = pytest.mark.skipif(
    os.environ.get("DYNAMODB") == "aws-local",
    reason="DynamoDB Local is run in memory: what it held is gone when it is killed",
)


class Mortal:
    """An engine on a file that can be killed and started again on the same file."""

    def __init__(self, database: Path, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self.start()
        tables.create()

    def start(self) -> None:
        self._engine = engines.start(database=self._database)
        storage.connect(replace(self._settings, dynamodb_endpoint=self._engine.endpoint))

    def kill(self) -> None:
        self._engine.process.kill()
        self._engine.process.wait()

    def kill_during(self, step: Callable[[], object], after: float) -> None:
        """Begin `step`, kill the engine `after` seconds later, and start it again."""
        thread = threading.Thread(target=_ignoring_the_death, args=(step,))
        thread.start()
        time.sleep(after)
        self.kill()
        thread.join()
        self.start()


def _ignoring_the_death(step: Callable[[], object]) -> None:
    try:
        step()
    except (PynamoDBException, SystemUnavailable):
        return


@pytest.fixture
def mortal(tmp_path: Path, settings: Settings) -> Iterator[Mortal]:
    engine = Mortal(tmp_path / "mortal.sqlite", settings)
    yield engine
    engine.kill()


def seconds_of(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def points_over(duration: float) -> list[float]:
    """Moments from the beginning to a little after the end of something that long."""
    return [1.3 * duration * point / (POINTS - 1) for point in range(POINTS)]


def confirm(number: str) -> Callable[[], None]:
    return lambda: decisions.accept(Application.find(number), officer=LAN, at=TUESDAY)


def with_paper() -> Application:
    person = a_person()
    a_card(person)
    return an_application(code=person.code, paper=True, at=TUESDAY)


def test_a_confirm_that_is_cut_off_at_any_point_happened_wholly_or_not_at_all(mortal):
    undisturbed = with_paper()
    duration = seconds_of(confirm(undisturbed.number))
    outcomes = Counter(["all"])

    for after in points_over(duration):
        application = with_paper()
        before = Message.count()

        mortal.kill_during(confirm(application.number), after)

        stored = Application.find(application.number)
        facts = (
            stored.status,
            stored.decided_by,
            Account.find(application.code) is not None,
            Message.count() - before,
            [entry.action for entry in audit.every(application.code)][1:],
        )
        happened = ("accepted", "lan", True, 2, [audit.ACCOUNT_ISSUED])
        assert facts in (happened, ("pending", None, False, 0, []))
        outcomes["all" if facts == happened else "nothing"] += 1
        totals = figures.totals(HANOI, Kind.REGISTRATION)
        assert (totals["accepted"], totals["to_assess"]) == (outcomes["all"], outcomes["nothing"])

    assert set(outcomes) == {"all", "nothing"}, "the points lie before and after the write"


def test_a_submission_that_is_cut_off_happened_wholly_or_not_at_all(mortal):
    undisturbed = drafts.begin(at=TUESDAY, answers=a_declaration())
    duration = seconds_of(lambda: submit(undisturbed, at=TUESDAY))
    submitted = 1

    for after in points_over(duration):
        draft = drafts.begin(at=TUESDAY, answers=a_declaration(), photo=b"a photo")
        before = Message.count()

        mortal.kill_during(lambda draft=draft: submit(draft, at=TUESDAY), after)

        left = drafts.find(draft.id, at=TUESDAY)
        application = Application.find(left.number) if left.number else None
        facts = (
            left.submitted_at is not None,
            left.photo is None,
            application is not None,
            bool(application and decisions.find_photo(application)),
            Message.count() - before,
        )
        assert facts in ((True, True, True, True, 2), (False, False, False, False, 0))
        submitted += facts[0]
        assert sum(figures.totals(HANOI, Kind.REGISTRATION).values()) == submitted
