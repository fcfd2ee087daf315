"""The base room's own timetabled job: forget jobs that were done long ago."""

from datetime import timedelta

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from haichieu.base.clock import now
from haichieu.base.jobs.registry import job

KEPT = timedelta(days=30)


@job("base.prune_jobs", daily="03:15")
def prune_jobs() -> None:
    """Delete finished jobs older than thirty days; jobs set aside stay until a person decides."""
    old = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now() - KEPT, run__isnull=False
    )
    with transaction.atomic():
        old.delete()
