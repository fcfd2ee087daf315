"""Are jobs being done? Asked by late items, not by living processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus

from haichieu.base.jobs import registry
from haichieu.base.jobs.lease import waiting
from haichieu.base.models import JobRun, Tick
from haichieu.base.rules.timetable import OFFICE_ZONE

#: A waiting job older than this is late.
LATE_JOB = timedelta(minutes=5)
#: A tick or an expired lease that nobody has seen to for this long is late.
LATE_TICK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class JobHealth:
    """What is late among the jobs."""

    #: nothing is late and nothing set aside
    ok: bool
    #: jobs waiting that could start now
    waiting: int
    #: how long the oldest of them has waited
    oldest: timedelta | None
    #: a Vietnamese sentence for each late item
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job set aside after its last try, waiting for a person."""

    task_id: str
    name: str
    ids: dict[str, object]
    attempts: int
    error: str
    set_aside_at: datetime


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A job that is not over: “waiting”, “running” or “set_aside”."""

    ids: dict[str, object]
    state: str


def open_jobs(name: str) -> list[OpenJob]:
    """The jobs of one name that wait, run or were set aside, oldest first."""
    states = {TaskResultStatus.READY: "waiting", TaskResultStatus.RUNNING: "running"}
    runs = JobRun.objects.filter(name=name).filter(Q(task__status__in=states) | Q(set_aside_at__isnull=False))
    return [
        OpenJob(_ids(run), "set_aside" if run.set_aside_at else states[TaskResultStatus(run.task.status)])
        for run in runs.select_related("task").order_by("task__enqueued_at")
    ]


def failed_jobs() -> list[FailedJob]:
    """Jobs set aside, newest first."""
    aside = JobRun.objects.filter(set_aside_at__isnull=False).select_related("task").order_by("-set_aside_at")
    return [
        FailedJob(
            str(run.task_id),
            run.name,
            _ids(run),
            run.attempts,
            run.error,
            run.set_aside_at or run.task.enqueued_at,
        )
        for run in aside
    ]


def _ids(run: JobRun) -> dict[str, object]:
    return registry.task_arguments(run.task.args_kwargs)


def job_health(now: datetime) -> JobHealth:
    """What is late at ``now``: waiting jobs, ticks, leases, jobs set aside."""
    count, oldest = _oldest_waiting(now)
    late = [*_late_waiting(count, oldest), *_late_ticks(now), *_late_leases(now), *_set_aside()]
    return JobHealth(not late, count, oldest, tuple(late))


def _oldest_waiting(now: datetime) -> tuple[int, timedelta | None]:
    due = JobRun.objects.filter(waiting(now))
    since = [
        max(enqueued, run_after) if run_after <= now else enqueued
        for enqueued, run_after in (
            due.order_by(field).values_list("task__enqueued_at", "task__run_after").first() or (now, now)
            for field in ("task__enqueued_at", "task__run_after")
        )
    ]
    count = due.count()
    return count, (max(now - min(since), timedelta()) if count else None)


def _late_waiting(count: int, oldest: timedelta | None) -> list[str]:
    if oldest is None or oldest <= LATE_JOB:
        return []
    return [
        f"{count} việc nền đang chờ, việc lâu nhất đã chờ {_span(oldest)}: có thể không có tiến trình xử lý."
    ]


def _late_ticks(now: datetime) -> list[str]:
    known = dict(Tick.objects.values_list("name", "at"))
    sentences = []
    for job in registry.declared():
        if job.timetable is None:
            continue
        last, due = known.get(job.name), job.timetable.latest(now)
        if last is None:
            sentences.append(f"Việc định kỳ {job.name} chưa được theo dõi lần nào.")
        elif last < due and now - due > LATE_TICK:
            sentences.append(f"Việc định kỳ {job.name} đáng lẽ chạy lúc {_clock(due)} nhưng chưa chạy.")
    return sentences


def _late_leases(now: datetime) -> list[str]:
    silent = JobRun.objects.filter(lease_until__lt=now - LATE_TICK).order_by("lease_until")
    return [
        f"Việc nền {run.name} bị ngừng giữa chừng, hết hạn giữ lúc {_clock(run.lease_until or now)}."
        for run in silent[:20]
    ]


def _set_aside() -> list[str]:
    count = JobRun.objects.filter(set_aside_at__isnull=False).count()
    return [f"{count} việc nền lỗi đã để riêng, cần người xem."] if count else []


def _clock(at: datetime) -> str:
    return f"{at.astimezone(OFFICE_ZONE):%H:%M ngày %d/%m/%Y}"


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} phút"
    if minutes < 48 * 60:
        return f"{minutes // 60} giờ {minutes % 60} phút"
    return f"{minutes // 1440} ngày"
