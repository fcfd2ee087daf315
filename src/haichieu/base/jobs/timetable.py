"""Turning ticks of the timetable into waiting jobs, each exactly once with any number of workers."""

from datetime import datetime

from django.db import transaction
from django_tasks import TaskResultStatus

from haichieu.base.jobs import registry
from haichieu.base.jobs.queue import enqueue
from haichieu.base.models import JobRun, Tick


def start_due(*, now: datetime) -> list[str]:
    """Enqueue every timetabled job whose latest tick has come; returns their names.

    The tick is moved by a conditional update in the transaction that enqueues the job: of all workers one wins. Ticks
    missed while nothing ran count as one, and a tick whose predecessor still waits is merged with it. A timetable
    seen for the first time starts with its next tick.
    """
    known = dict(Tick.objects.values_list("name", "at"))
    return [
        job.name for job in registry.declared() if job.timetable and _start(job, known.get(job.name), now)
    ]


def _start(job: registry.Job, last: datetime | None, now: datetime) -> bool:
    assert job.timetable is not None
    tick = job.timetable.latest(now)
    if last is None:
        Tick.objects.bulk_create([Tick(name=job.name, at=tick)], ignore_conflicts=True)
        return False
    if last >= tick:
        return False
    with transaction.atomic():
        moved = Tick.objects.filter(name=job.name, at__lt=tick).update(at=tick)
        if not moved or _waits(job.name):
            return False
        enqueue(job.name)
    return True


def _waits(name: str) -> bool:
    return JobRun.objects.filter(name=name, task__status=TaskResultStatus.READY).exists()
