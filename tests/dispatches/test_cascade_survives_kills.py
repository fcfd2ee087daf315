"""Workers of a cascade are killed at any moment, and officers decide at the same one: nothing is lost or doubled."""

import random
from collections.abc import Iterator

import pytest

from tests.base.office import stop, wait_until
from tests.dispatches.cascade_office import CascadeOffice, finish, fresh_cascade_office, kill_in_the_middle

UNITS = 3000


@pytest.fixture(scope="module")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CascadeOffice]:
    """A furnished office on the database that ``DATABASE_URL`` names, else on SQLite."""
    with fresh_cascade_office(tmp_path_factory.mktemp("cascade")) as office:
        assert office.tool(f"furnish({UNITS})") == UNITS
        yield office


def test_a_cascade_is_whole_however_often_its_worker_is_killed(empty_office: CascadeOffice) -> None:
    office, dice = empty_office, random.Random(5)
    duty = office.tool("cascade_all()")
    assert isinstance(duty, int)
    kills = sum(kill_in_the_middle(office, dice, longest=0.4) for _ in range(2))
    finish(office)
    assert kills >= 1
    assert office.progress(duty) == UNITS and office.wrongs(duty) == {}
    assert office.tool("ledger_holds()")


def test_two_workers_on_one_cascade_hand_it_to_each_unit_once(empty_office: CascadeOffice) -> None:
    office = empty_office
    duty = office.tool("cascade_all()")
    assert isinstance(duty, int)
    with office.worker() as first, office.worker() as second:
        wait_until(lambda: office.progress(duty) > 0)
        # The first is believed dead and still goes on.
        office.let_time_pass()
        wait_until(lambda: set(office.statuses()) == {"SUCCESSFUL"}, 90)
        assert [stop(first), stop(second)] == [0, 0]
    assert office.progress(duty) == UNITS and office.wrongs(duty) == {}


def test_of_two_who_decide_at_the_same_moment_the_second_is_told(empty_office: CascadeOffice) -> None:
    told = empty_office.tool("decide_at_once(5)")
    assert isinstance(told, list) and len(told) == 5
    for sentence, done in told:
        assert done == "done" and "việc này đã có bước" in sentence
    assert empty_office.tool("ledger_holds()")
