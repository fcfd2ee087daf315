"""The lease on a running job: who may finish it, and what happens when its worker falls silent.

Every change of hands raises the run's token. A worker finishes, fails or renews a job only by a conditional update
that names the token it was given: exactly one of "finished in time" and "lease expired, given to somebody else" can
win, whatever the clocks do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from haichieu.base.errors import LeaseLost
from haichieu.base.jobs import registry
from haichieu.base.models import JobRun
from haichieu.base.rules.timetable import delay

_READY, _RUNNING = TaskResultStatus.READY, TaskResultStatus.RUNNING
_DONE, _FAILED = TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED
# For a job whose name is no longer declared.
_LEASE, _BACKOFF, _RETRIES = timedelta(seconds=60), timedelta(seconds=10), 3
_LONGEST_TRACE = 20_000


@dataclass(frozen=True, slots=True)
class Claim:
    """A job taken by one worker."""

    #: id of the task
    task_id: str
    name: str
    #: None where no room declares this name any more
    job: registry.Job | None
    ids: dict[str, Any]
    #: proof of ownership
    token: int
    #: 1 for the first try
    attempt: int
    worker: str

    @property
    def lease(self) -> timedelta:
        """How long the worker may stay silent."""
        return self.job.lease if self.job else _LEASE


def waiting(now: datetime) -> Q:
    """Runs that a worker may take at ``now``."""
    due = Q(task__run_after__lte=now) | Q(task__run_after=get_date_max())
    return Q(task__status=_READY) & due


def claim(*, worker: str, now: datetime, queues: Sequence[str] = ()) -> Claim | None:
    """Take the next waiting job: highest priority, then those put off until now, then the oldest; or None.

    ``queues`` empty means all. On PostgreSQL workers pass over rows another one is taking (SKIP LOCKED); elsewhere
    the conditional update decides.
    """
    runs = JobRun.objects.filter(waiting(now))
    if queues:
        runs = runs.filter(task__queue_name__in=queues)
    if not runs.exists():
        return None
    with transaction.atomic():
        locked = runs.select_for_update(skip_locked=True, of=("self", "task")).select_related("task")
        # The order of the library's own index, so that a long queue costs no sorting.
        run = locked.order_by("-task__priority", "task__run_after", "task__enqueued_at").first()
        return _take(run, worker, now) if run else None


def _take(run: JobRun, worker: str, now: datetime) -> Claim | None:
    taken = DBTaskResult.objects.filter(pk=run.task_id, status=_READY).update(
        status=_RUNNING, started_at=now, finished_at=None, worker_ids=[*run.task.worker_ids, worker]
    )
    if not taken:
        return None
    job = registry.find(run.name)
    ids = registry.task_arguments(run.task.args_kwargs)
    mine = Claim(str(run.task_id), run.name, job, ids, run.token + 1, run.attempts + 1, worker)
    JobRun.objects.filter(pk=run.pk).update(
        token=mine.token, attempts=mine.attempt, worker=worker, lease_until=now + mine.lease
    )
    return mine


def renew(mine: Claim, *, now: datetime) -> bool:
    """Prolong the lease; False when the job is no longer ours."""
    held = JobRun.objects.filter(pk=mine.task_id, token=mine.token, lease_until__isnull=False)
    return bool(held.update(lease_until=now + mine.lease))


def _let_go(task_id: str, token: int, **condition: object) -> None:
    held = JobRun.objects.filter(pk=task_id, token=token, lease_until__isnull=False, **condition)
    if not held.update(lease_until=None, worker="", token=F("token") + 1):
        raise LeaseLost("Việc nền này đã được giao lại cho tiến trình khác.")


@transaction.atomic
def finish(mine: Claim, *, now: datetime) -> None:
    """Mark the job done. Raises LeaseLost when somebody else holds it by now."""
    _let_go(mine.task_id, mine.token)
    JobRun.objects.filter(pk=mine.task_id).update(error="")
    DBTaskResult.objects.filter(pk=mine.task_id).update(
        status=_DONE, finished_at=now, exception_class_path="", traceback=""
    )


@transaction.atomic
def fail(mine: Claim, error: BaseException, *, now: datetime) -> bool:
    """Put a failed job back for a later try, or set it aside; returns whether it will be tried again.

    Raises LeaseLost when somebody else holds it by now.
    """
    _let_go(mine.task_id, mine.token)
    kind = type(error)
    trace = "".join(format_exception(error))[-_LONGEST_TRACE:].replace("\0", "�")
    DBTaskResult.objects.filter(pk=mine.task_id).update(
        exception_class_path=f"{kind.__module__}.{kind.__qualname__}", traceback=trace
    )
    sentence = f"{kind.__name__}: {error}".replace("\0", "�")[:1000]
    permanent = bool(getattr(error, "permanent", False)) or mine.job is None
    return _again(mine.task_id, mine.job, mine.attempt, sentence, now, permanent=permanent)


@transaction.atomic
def give_back(mine: Claim, *, now: datetime) -> None:
    """Put an unfinished job back at once, without counting the attempt. Raises LeaseLost as ``finish``."""
    _let_go(mine.task_id, mine.token)
    JobRun.objects.filter(pk=mine.task_id).update(attempts=mine.attempt - 1)
    DBTaskResult.objects.filter(pk=mine.task_id).update(status=_READY, run_after=now)


def requeue_expired(*, now: datetime) -> list[str]:
    """Take jobs back from workers whose lease is over; returns a sentence for each."""
    sentences = []
    for run in JobRun.objects.filter(lease_until__lt=now).order_by("lease_until")[:100]:
        try:
            sentences.append(_take_back(run, now))
        except LeaseLost:
            continue  # its worker finished or renewed in this very moment
    return sentences


@transaction.atomic
def _take_back(run: JobRun, now: datetime) -> str:
    _let_go(str(run.task_id), run.token, lease_until__lt=now)
    error = f"Tiến trình {run.worker} ngừng giữa chừng ở lần chạy {run.attempts}."
    again = _again(str(run.task_id), registry.find(run.name), run.attempts, error, now, permanent=False)
    return f"{run.name}: {error} {'Đã xếp hàng lại.' if again else 'Đã để riêng.'}"


def _again(
    task_id: str, job: registry.Job | None, attempt: int, error: str, now: datetime, *, permanent: bool
) -> bool:
    """Requeue with a delay while tries are left, else set aside."""
    again = not permanent and attempt <= (job.retries if job else _RETRIES)
    if again:
        wait = delay(attempt, job.backoff if job else _BACKOFF)
        DBTaskResult.objects.filter(pk=task_id).update(status=_READY, run_after=now + wait)
    else:
        DBTaskResult.objects.filter(pk=task_id).update(status=_FAILED, finished_at=now)
    JobRun.objects.filter(pk=task_id).update(error=error, set_aside_at=None if again else now)
    return again


@transaction.atomic
def put_back(task_id: str, *, now: datetime) -> bool:
    """Give a job that was set aside all its tries again; False when it is not set aside."""
    aside = JobRun.objects.filter(pk=task_id, set_aside_at__isnull=False)
    if not aside.update(set_aside_at=None, attempts=0, token=F("token") + 1):
        return False
    DBTaskResult.objects.filter(pk=task_id).update(status=_READY, run_after=now, finished_at=None)
    return True
