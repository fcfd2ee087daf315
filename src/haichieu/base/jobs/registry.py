"""The jobs that rooms declare, by name."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_tasks import task
from django_tasks.base import Task

from haichieu.base.errors import BadJob
from haichieu.base.rules.timetable import Every, Timetable, parse_daily

NAME = re.compile(r"[a-z_]+\.[a-z_]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Job:
    """One declared job."""

    #: ``room.verb_noun``
    name: str
    #: the task that the library stores and runs
    task: Task
    #: how often a failed or killed job is tried again
    retries: int
    #: wait before the first retry, doubled each time
    backoff: timedelta
    #: how long a silent worker keeps the job
    lease: timedelta
    #: the job's writes and its completion are one transaction
    atomic: bool
    #: when it runs by itself, or None
    timetable: Timetable | None

    def check_ids(self, ids: dict[str, object]) -> None:
        """Refuse arguments that the job does not take or that are not plain ids."""
        try:
            inspect.signature(self.task.func).bind(**ids)
        except TypeError as error:
            raise BadJob(f"Việc nền {self.name} không nhận các tham số này: {error}.") from error
        for key, value in ids.items():
            if value is not None and not isinstance(value, str | int):
                raise BadJob(f"Việc nền {self.name}: tham số {key} phải là mã số hoặc chuỗi.")


_declared: dict[str, list[Job]] = {}


def job(
    name: str,
    /,
    *,
    retries: int = 3,
    backoff: timedelta = timedelta(seconds=10),
    lease: timedelta = timedelta(seconds=60),
    every: timedelta | None = None,
    daily: str | None = None,
    atomic: bool = False,
    queue: str = "default",
    priority: int = 0,
) -> Callable[[Callable[..., None]], Task]:
    """Declare a module-level function of ``<room>/jobs.py`` as a job.

    The job takes ids only, calls one action and is safe to run twice. With ``atomic=True`` its writes and its
    completion commit together, so that they happen exactly once even if the worker is killed or loses its
    lease; use it where the job is short and speaks to no network. ``every`` or ``daily`` ("HH:MM" in
    Asia/Ho_Chi_Minh) puts it on the timetable. An error with a true attribute ``permanent`` is not tried
    again.

    Raises BadJob for a name that is not ``room.verb_noun`` or a timetable that makes no sense.
    """
    if not NAME.fullmatch(name):
        raise BadJob(f"Tên việc nền {name!r} phải có dạng phòng.việc bằng chữ thường.")
    timetable = _timetable(name, every, daily)

    def declare(function: Callable[..., None]) -> Task:
        made: Task = task(queue_name=queue, priority=priority)(function)
        _declared.setdefault(name, []).append(Job(name, made, retries, backoff, lease, atomic, timetable))
        return made

    return declare


def _timetable(name: str, every: timedelta | None, daily: str | None) -> Timetable | None:
    if every is None and daily is None:
        return None
    if every is not None and daily is not None:
        raise BadJob(f"Việc nền {name}: chỉ chọn một trong hai cách hẹn giờ, every hoặc daily.")
    if every is not None and every < timedelta(seconds=1):
        raise BadJob(f"Việc nền {name}: chu kỳ phải từ một giây trở lên.")
    parsed = Every(every) if every is not None else parse_daily(daily or "")
    if parsed is None:
        raise BadJob(f"Việc nền {name}: giờ hẹn {daily!r} phải có dạng HH:MM.")
    return parsed


def find(name: str) -> Job | None:
    """The job of this name, or None."""
    return _declared[name][0] if name in _declared else None


def declared() -> Iterator[Job]:
    """All declared jobs, twice-declared names included, in the order of their names."""
    for _, same_name in sorted(_declared.items()):
        yield from same_name


def task_arguments(args_kwargs: dict[str, Any]) -> dict[str, Any]:
    """The ids stored with a task."""
    return dict(args_kwargs["kwargs"])
