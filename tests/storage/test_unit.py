"""A service that lost a race is done again; one that was refused is not."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions import clock
from functions.errors import Conflict
from functions.storage import all_or_nothing, one_write, retried
from functions.storage.counters import Counter
from functions.storage.unit import TRIES

AT = clock.now()
A_WHILE = timedelta(minutes=10)


class Taken(Conflict):
    """A conflict that says what happened."""


def a_counter(key="k", hits=0):
    counter = Counter(key, hits=hits, expires_at=AT + A_WHILE)
    counter.save()
    return counter


def raising(*conflicts):
    """A service that raises these, one a call, and then counts its calls; and its calls."""
    left, calls = list(conflicts), []

    @retried
    def service(*args, **kwargs):
        calls.append((args, kwargs))
        if left:
            raise left.pop(0)
        return len(calls)

    return service, calls


def test_a_service_that_loses_no_race_is_called_once_with_what_it_was_given():
    service, calls = raising()

    assert service(1, at=AT) == 1
    assert calls == [((1,), {"at": AT})]


def test_a_service_that_lost_a_race_is_done_again():
    service, calls = raising(Conflict(), Conflict())

    assert service("x") == 3
    assert calls == [(("x",), {})] * 3


def test_after_ten_lost_races_the_conflict_stands():
    service, calls = raising(*[Conflict()] * (TRIES + 1))

    with pytest.raises(Conflict):
        service()

    assert len(calls) == TRIES == 10


@pytest.mark.parametrize("refusal", [Taken(), ValueError()], ids=["a conflict in words", "a bug"])
def test_what_says_what_happened_is_raised_at_once(refusal):
    service, calls = raising(refusal)

    with pytest.raises(type(refusal)):
        service()

    assert len(calls) == 1


def test_the_name_and_the_words_of_a_service_stay():
    @retried
    def accept():
        """Accept it."""

    assert (accept.__name__, accept.__doc__) == ("accept", "Accept it.")


def test_services_at_once_all_come_through_from_their_first_read_on():
    a_counter()

    @retried
    def read_and_add_one():
        counter = Counter.find("k")
        with all_or_nothing() as unit:
            unit.update(
                counter,
                actions=[Counter.hits.set(counter.hits + 1)],
                condition=Counter.hits == counter.hits,
            )

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: read_and_add_one(), range(6)))

    assert Counter.find("k").hits == 6


@contextlib.contextmanager
def in_a_unit(conflict=None):
    with all_or_nothing(conflict=conflict) as unit:
        yield unit.update


@contextlib.contextmanager
def alone(conflict=None):
    with one_write(conflict=conflict):
        yield lambda counter, **write: counter.update(**write)


@pytest.mark.parametrize("write", [in_a_unit, alone])
@pytest.mark.parametrize(
    ("conflict", "raised"), [(None, Conflict), (Taken(), Taken), (KeyError("k"), KeyError)]
)
def test_a_condition_that_fails_is_the_conflict_that_was_named(write, conflict, raised):
    counter = a_counter(hits=1)

    def expecting_none():
        with write(conflict) as update:
            update(counter, actions=[Counter.hits.set(2)], condition=Counter.hits == 0)

    with pytest.raises(raised) as failure:
        expecting_none()

    assert type(failure.value) is raised
    assert Counter.find("k").hits == 1


def test_of_a_unit_all_is_written_or_nothing():
    one, other = a_counter("one"), a_counter("other", hits=1)

    def the_second_fails():
        with all_or_nothing() as unit:
            unit.update(one, actions=[Counter.hits.set(5)])
            unit.update(other, actions=[Counter.hits.set(5)], condition=Counter.hits == 0)

    with pytest.raises(Conflict):
        the_second_fails()

    assert [Counter.find(key).hits for key in ("one", "other")] == [0, 1]


def test_an_exception_that_leaves_the_block_writes_nothing():
    def a_cause_that_fails():
        with all_or_nothing() as unit:
            unit.save(Counter("k", hits=1, expires_at=AT + A_WHILE))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        a_cause_that_fails()

    assert Counter.find("k") is None
