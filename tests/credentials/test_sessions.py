"""One base for the sessions of both apps: what ends one, and what a take-over means."""

from datetime import timedelta

import pytest

from functions import clock
from functions.accounts.models import Session
from functions.credentials import sessions
from functions.errors import Conflict
from functions.officers.models import OfficerSession
from functions.storage import all_or_nothing

AT = clock.now()
OWN = {Session: {"device": "Android", "device_hash": "a digest"}, OfficerSession: {}}

both = pytest.mark.parametrize("table", [Session, OfficerSession])


def started(table, at=AT):
    """A stored session, by its token."""
    token, row = sessions.new(table, "somebody", at=at, **OWN[table])
    row.save()
    return token


@both
def test_a_session_is_held_by_its_token_alone(table):
    token = started(table)

    assert sessions.live(table, "somebody", token, at=AT)
    assert sessions.live(table, "somebody", "another token", at=AT) is None
    assert sessions.live(table, "nobody", token, at=AT) is None
    assert token not in str(table.find("somebody").serialize())


@both
def test_it_ends_when_it_is_idle_for_too_long_and_a_use_moves_that(table):
    token, idle = started(table), table.LIFETIME.idle
    nearly = AT + idle - timedelta(seconds=1)

    assert sessions.live(table, "somebody", token, at=nearly, is_use=False)
    assert sessions.live(table, "somebody", token, at=AT + idle, is_use=False) is None
    assert sessions.live(table, "somebody", token, at=nearly)
    assert sessions.live(table, "somebody", token, at=AT + idle)


@both
def test_the_absolute_end_does_not_move(table):
    started(table)
    row, last = table.find("somebody"), AT + table.LIFETIME.absolute
    assert row.can_be_prolonged(at=AT + timedelta(minutes=1))

    row.seen_at = last - timedelta(minutes=2)

    assert row.ends_at == last
    assert row.seconds_left(at=last - timedelta(minutes=2)) == 120
    assert not row.can_be_prolonged(at=last - timedelta(minutes=1))
    assert row.seconds_left(at=last + timedelta(minutes=1)) == 0


@both
def test_a_use_of_a_session_that_was_taken_over_since_it_was_read_finds_nobody(table):
    token, later = started(table), AT + timedelta(minutes=5)
    stale = table.find("somebody")
    started(table, at=later)

    assert not sessions.touch(stale, at=later)

    assert sessions.live(table, "somebody", token, at=later) is None
    assert table.find("somebody").seen_at == later


@both
def test_a_new_token_ends_the_old_one_and_is_given_once(table):
    old = started(table)
    first, second = table.find("somebody"), table.find("somebody")
    with all_or_nothing() as unit:
        new = sessions.renew(unit, first)

    assert sessions.live(table, "somebody", old, at=AT) is None
    assert sessions.live(table, "somebody", new, at=AT)
    with pytest.raises(Conflict), all_or_nothing() as unit:
        sessions.renew(unit, second)


@both
def test_closing_ends_it_and_what_is_not_there_can_be_closed(table):
    token = started(table)

    for _ in range(2):
        with all_or_nothing() as unit:
            sessions.close(unit, table, "somebody")

    assert sessions.live(table, "somebody", token, at=AT) is None
