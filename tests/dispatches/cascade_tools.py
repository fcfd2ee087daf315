"""What runs inside the processes of a :mod:`cascade_office`: furnishing, cascading, deciding at the same moment."""

import threading
import time
from collections.abc import Callable
from datetime import date
from uuid import uuid4

from django.db import connections, transaction

from haichieu.base.actions import seal_log
from haichieu.base.clock import now
from haichieu.base.queries import verify_log
from haichieu.dispatches.actions import (
    approve_assignment,
    carry_out_cascade,
    cascade_obligation,
    for_each,
    rebuild_standings,
    send_back_assignment,
    submit_assignment,
)
from haichieu.dispatches.errors import ChangedMeanwhile
from haichieu.dispatches.models import Assignment, Cascade, Dispatch, Obligation
from haichieu.units.models import Person, Unit, UnitTerm
from tests.factories import make_assignment, make_person, make_unit

__all__ = ["cascade_all", "decide_at_once", "furnish", "ledger_holds", "measure", "remind_all"]


@transaction.atomic
def furnish(units: int) -> int:
    """A federation with its officer and so many units below; returns how many."""
    top = make_unit(code="TOP", name="Liên đoàn Lao động tỉnh Đông Triều")
    make_person(username="minh", unit=top)
    rows = Unit.objects.bulk_create(Unit(code=f"X{n}", kind="union") for n in range(units))
    UnitTerm.objects.bulk_create(
        UnitTerm(
            unit=unit,
            name=f"Công đoàn cơ sở {unit.code}",
            short_name=unit.code,
            parent=top,
            valid_from=date(2020, 1, 1),
        )
        for unit in rows
    )
    return len(rows)


def cascade_all() -> int:
    """Decide to hand a new obligation to all units; returns its row id. A worker carries it out."""
    top, minh = Unit.objects.get(code="TOP"), Person.objects.get(username="minh")
    duty = _duty(top)
    units = list(Unit.objects.exclude(code="TOP").values_list("pk", flat=True))
    cascade_obligation(by=minh, obligation=duty, giver=top, lead=units, at=now())
    return duty.pk


def measure() -> dict[str, float]:
    """Seconds that a cascade to all units takes: the decision, and the job."""
    started = time.perf_counter()
    duty = cascade_all()
    decided = time.perf_counter()
    new = carry_out_cascade(cascade_id=Cascade.objects.get(obligation=duty).pk, at=now())
    ended = time.perf_counter()
    return {"units": new, "decision": round(decided - started, 2), "job": round(ended - decided, 2)}


def remind_all(duty: int) -> dict[str, float]:
    """Seconds that reminding all units of an obligation takes."""
    ids = list(Assignment.objects.filter(obligation=duty).values_list("pk", flat=True))
    started = time.perf_counter()
    result = for_each(
        by=Person.objects.get(username="minh"), assignments=ids, verb="remind", note="Còn ba ngày", at=now()
    )
    return {"units": len(result.done), "seconds": round(time.perf_counter() - started, 2)}


def ledger_holds() -> bool:
    """Whether all columns are what the facts come to, and the log verifies."""
    wrong = rebuild_standings(Assignment.objects.values_list("pk", flat=True))
    seal_log(at=now())
    return wrong == 0 and verify_log().ok


def decide_at_once(rounds: int) -> list[list[str]]:
    """Two officers decide the same results at the same moment, again and again; what each was told."""
    top, minh = Unit.objects.get(code="TOP"), Person.objects.get(username="minh")
    other = make_person(unit=top)
    units = list(Unit.objects.exclude(code="TOP")[:rounds])
    told = []
    for unit in units:
        row = make_assignment(obligation=_duty(top), unit=unit)
        submit_assignment(by=make_person(unit=unit), assignment=row, note="Xong", at=now())
        told.append(_both(row, minh, other))
    return told


def _duty(top: Unit) -> Obligation:
    letter = Dispatch.objects.create(
        unit=top,
        file_name="a.txt",
        sha256=uuid4().hex,
        received_at=now(),
        added_by="test",
        confirmed_at=now(),
    )
    return Obligation.objects.create(
        dispatch=letter, owner=top, kind="standing", text="Việc", review_on=date(2027, 1, 1), created_at=now()
    )


def _both(row: Assignment, first: Person, second: Person) -> list[str]:
    start, said = threading.Barrier(2), {"approve": "", "send_back": ""}

    def run(name: str, decide: Callable[[], object]) -> None:
        start.wait()
        try:
            decide()
            said[name] = "done"
        except ChangedMeanwhile as error:
            said[name] = str(error)
        finally:
            connections.close_all()

    wish = {"assignment": row, "expected_version": 2, "at": now()}
    threads = [
        threading.Thread(target=run, args=("approve", lambda: approve_assignment(by=first, **wish))),
        threading.Thread(
            target=run, args=("send_back", lambda: send_back_assignment(by=second, reason="Thiếu", **wish))
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(said.values())
