"""An office whose digests go out in processes that die: what runs inside its own process.

For each line with a number it decides and sends the digests of a morning from nothing, in a process that kills itself
at that step; a later process, which nobody kills, finishes. What became of it is written back as one line of JSON.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from django.conf import settings
from django.db import connection

from haichieu.notices.actions import make_digests, send_waiting
from haichieu.notices.models import Delivery, Digest
from haichieu.units.models import Person
from tests.factories import TODAY, make_assignment, make_dispatch, make_obligation, make_person, make_unit

SEVEN = datetime(2026, 11, 20, 0, 15, tzinfo=UTC)  # 07:15 in Việt Nam
#: the next run of the job; the sending belongs to the dead worker for ten minutes
LATER = SEVEN + timedelta(minutes=15)


def main() -> None:
    """Furnish, then one round for each line."""
    furnish()
    make_digests(at=SEVEN)  # what the first run has to load is loaded before processes fork
    for line in sys.stdin:
        print(json.dumps(play(int(line))), flush=True)


def furnish() -> None:
    """Two unit officers, each with work that is due today."""
    top = make_unit()
    for name in ("hoa", "son"):
        unit = make_unit(parent=top)
        person = make_person(username=name, unit=unit)
        Person.objects.filter(pk=person.pk).update(email=f"{name}@dongtrieu.example")
        duty = make_obligation(dispatch=make_dispatch(unit=top, confirmed=True), done_at=SEVEN)
        make_assignment(obligation=duty, unit=unit, due_on=TODAY, at=SEVEN - timedelta(days=3))


def play(place: int) -> dict[str, object]:
    """One morning; whether the first process died, and what the tables hold at its end."""
    Digest.objects.all().delete()
    connection.close()
    died = run(SEVEN, place)
    died = run(LATER, 0) or died
    rows = Digest.objects.filter(is_empty=False).values_list("person__username", flat=True)
    states = Delivery.objects.values_list("state", flat=True)
    return {"died": died, "digests": sorted(rows), "states": sorted(states)}


def run(at: datetime, place: int) -> bool:
    """What the job does every quarter of an hour, in a process of its own; whether it was killed."""
    connection.close()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            Path(settings.VAR, "sender").write_text(str(os.getpid()))
            die_at(place)
            make_digests(at=at)
            send_waiting(clock=lambda: at)
            connection.close()
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(ended) or ended == 0, "the sender failed by itself"
    return os.WIFSIGNALED(ended)


def die_at(place: int) -> None:
    """Let this process kill itself before its ``place``-th statement that writes, or commit.

    Before a question to the database everything stands as after the writing or commit before it.
    """
    steps, commit = count(1), connection._commit

    def step() -> None:
        if next(steps) == place:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(run_it: Callable[..., object], sql: str, *asked: object) -> object:
        if not sql.startswith("SELECT"):
            step()
        return run_it(sql, *asked)

    def end() -> object:
        step()
        return commit()

    connection.execute_wrappers.append(execute)
    connection._commit = end
