"""Putting jobs into the queue."""

from datetime import datetime

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from haichieu.base.errors import BadJob
from haichieu.base.jobs import registry
from haichieu.base.models import JobRun


def enqueue(name: str, /, **ids: object) -> str:
    """Put a job into the queue as part of the caller's transaction; workers see it after the commit.

    ``ids`` are whole numbers, texts or None and must fit the job's parameters. Returns the task's id.
    Raises BadJob for an unknown name or ids that do not fit.
    """
    return _enqueue(name, ids, None)


def enqueue_at(name: str, when: datetime, /, **ids: object) -> str:
    """As ``enqueue``, but not to start before ``when`` (aware)."""
    return _enqueue(name, ids, when)


def _enqueue(name: str, ids: dict[str, object], when: datetime | None) -> str:
    job = registry.find(name)
    if job is None:
        raise BadJob(f"Không có việc nền nào tên {name}.")
    job.check_ids(ids)
    with transaction.atomic():
        result = job.task.using(run_after=when).enqueue(**ids)
        JobRun.objects.create(task_id=result.id, name=name)
    return str(result.id)


def bring_forward(task_id: str, when: datetime) -> None:
    """Let a waiting job start from ``when`` on; one that runs or is done is left alone."""
    waiting = DBTaskResult.objects.filter(pk=task_id, status=TaskResultStatus.READY)
    waiting.update(run_after=when)
