"""Every entry of a subject is chained to the one before; a broken link shows."""

import pytest
from click.testing import CliRunner

from functions import clock
from functions.audit import __main__ as command
from functions.audit import service
from functions.audit.models import Entry
from functions.errors import Conflict
from functions.storage import all_or_nothing
from tests.builders import an_account

SUBJECT = "9900000001"


def append(action="signed_in", subject=SUBJECT):
    with all_or_nothing(conflict=Conflict()) as unit:
        service.append(
            unit, subject=subject, action=action, actor=service.owner(subject), at=clock.now()
        )


@pytest.fixture
def chain():
    for _ in range(5):
        append()
    return list(Entry.query(SUBJECT))


def test_readers_get_facts_to_the_second(chain):
    entry = service.page(SUBJECT)[0]

    assert entry.sequence == 5
    assert (entry.action, entry.actor, entry.role) == ("signed_in", SUBJECT, service.OWNER)
    assert entry.at == f"{chain[-1].at[:19]}+00:00"
    assert list(service.every(SUBJECT))[-1] == entry


def test_a_chain_that_nobody_touched_holds(chain):
    assert [int(entry.sequence) for entry in chain] == [1, 2, 3, 4, 5]
    assert service.broken_link(SUBJECT) is None


@pytest.mark.parametrize(
    "change",
    [
        Entry.action.set("signed_out"),
        Entry.at.set("2020-01-01T00:00:00+00:00"),
        Entry.actor.set("somebody"),
        Entry.reason.set("added later"),
        Entry.previous.set("f" * 64),
        Entry.digest.set("f" * 64),
    ],
)
def test_a_changed_entry_is_the_first_broken_link(chain, change):
    chain[2].update([change])

    assert service.broken_link(SUBJECT) == 3


def test_an_entry_rewritten_with_a_fitting_digest_breaks_the_next_link(chain):
    forged = chain[2]
    forged.action = "signed_out"
    forged.digest = forged.right_digest()
    forged.save()

    assert service.broken_link(SUBJECT) == 4


def test_a_removed_entry_is_missed(chain):
    chain[1].delete()

    assert service.broken_link(SUBJECT) == 2


def test_chains_of_two_people_do_not_mix(chain):
    append(subject="9900000002")

    assert service.broken_link("9900000002") is None


def test_of_two_entries_at_once_one_is_next_and_the_other_a_conflict(chain):
    def two_at_once():
        with all_or_nothing(conflict=Conflict()) as unit:
            actor = service.owner(SUBJECT)
            service.append(unit, subject=SUBJECT, action="locked", actor=actor, at=clock.now())
            append()

    with pytest.raises(Conflict):
        two_at_once()

    assert len(list(service.every(SUBJECT))) == 6
    assert service.broken_link(SUBJECT) is None


def verify(settings, *codes):
    environment = {
        "VSSID_STAGE": settings.stage,
        "VSSID_PUBLIC_URL": settings.public_url,
        "VSSID_SECRET_KEYS": "x",
        "VSSID_DYNAMODB_ENDPOINT": settings.dynamodb_endpoint,
    }
    return CliRunner().invoke(command.main, ["verify", *codes], env=environment)


def test_the_command_names_the_first_broken_link(settings, chain):
    other = an_account()
    chain[3].update([Entry.action.set("signed_out")])

    found = verify(settings, other, SUBJECT)

    assert found.exit_code == 1
    assert f"{SUBJECT}: broken at entry 4" in found.output
    assert other not in found.output


def test_the_command_is_content_with_whole_chains(settings, chain):
    found = verify(settings, SUBJECT)

    assert (found.exit_code, found.output) == (0, "Every chain holds\n")
