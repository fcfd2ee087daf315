"""What is done with the office's own database: officers for all units, one morning's digests, and their sending.

Runs in a process that has set Django up: `benchmarks.digests.__main__`.
"""

import json
import resource
import sys
import time
from datetime import date, datetime, timedelta
from datetime import time as hour
from itertools import count, islice

from django.db import connection
from django.utils.timezone import localdate

from haichieu.base.clock import now
from haichieu.dispatches.queries import work_calendar
from haichieu.notices.actions import make_digests, send_waiting
from haichieu.notices.models import Digest
from haichieu.notices.rules import OFFICE_ZONE
from haichieu.units.models import Person, Role, Unit

_LONG_AGO = date(2020, 1, 1)


def main() -> None:
    """Run the step named by the first word; one JSON value on standard output."""
    print(json.dumps(STEPS[sys.argv[1]]()))


def furnish() -> dict[str, float]:
    """An officer for each unit that has nobody, an address for everybody; how many are told."""
    at = now()
    empty = list(Unit.objects.exclude(pk__in=Role.objects.values("unit")).values_list("pk", flat=True))
    new = [Person(username=f"them-{pk}", full_name=f"Cán bộ {pk}", created_at=at) for pk in empty]
    people = Person.objects.bulk_create(new, batch_size=2000)
    roles = [
        Role(person=person, unit_id=unit, role="officer", valid_from=_LONG_AGO)
        for person, unit in zip(people, empty, strict=True)
    ]
    Role.objects.bulk_create(roles, batch_size=2000)
    addressed = list(Person.objects.all())
    for person in addressed:
        person.email = f"{person.username}@mo-phong.example"
    Person.objects.bulk_update(addressed, ["email"], batch_size=500)
    return {"people": len(addressed)}


def morning(place: int) -> datetime:
    """A quarter past seven of the first or second working day from tomorrow on."""
    days = (localdate(now()) + timedelta(days=n) for n in count(1))
    working = filter(work_calendar().is_working, days)
    return datetime.combine(next(islice(working, place, None)), hour(7, 15), OFFICE_ZONE)


def decide(place: int) -> dict[str, float]:
    """Decide the digests of a morning as the job does."""
    at, asked = morning(place), 0

    def counted(execute, *rest):  # type: ignore[no-untyped-def]
        nonlocal asked
        asked += 1
        return execute(*rest)

    with connection.execute_wrapper(counted):
        started = time.perf_counter()
        digests = make_digests(at=at)
        seconds = time.perf_counter() - started
    return {
        "digests": digests,
        "decided": Digest.objects.filter(day=at.date()).count(),
        "seconds": seconds,
        "queries": asked,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def send() -> dict[str, float]:
    """Send what the first morning decided."""
    at, started = morning(0) + timedelta(minutes=1), time.perf_counter()
    mails = send_waiting(clock=lambda: at)
    return {"mails": mails, "seconds": time.perf_counter() - started}


STEPS = {"furnish": furnish, "first": lambda: decide(0), "send": send, "second": lambda: decide(1)}
