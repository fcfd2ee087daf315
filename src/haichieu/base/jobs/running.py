"""Running one claimed job to its end, whatever that end is."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from enum import StrEnum

from django.db import DatabaseError, InterfaceError, transaction

from haichieu.base.errors import BadJob, LeaseLost
from haichieu.base.jobs import lease
from haichieu.base.jobs.heartbeat import Heartbeat


class Outcome(StrEnum):
    """How a run ended; the value is how it reads in the worker's log."""

    DONE = "xong"
    RETRY = "lỗi, sẽ thử lại"
    SET_ASIDE = "lỗi, đã để riêng"
    GIVEN_BACK = "trả lại hàng chờ"
    LOST = "không còn giữ việc này nên bỏ kết quả"


class GiveBack(BaseException):
    """Raised inside a job by the worker's stop signal: not an error, so no job may swallow it."""


def run(mine: lease.Claim, *, clock: Callable[[], datetime], heartbeat: bool = True) -> Outcome:
    """Run a claimed job, renewing its lease, and record how it ended. GiveBack passes through."""
    beat = Heartbeat(mine, clock) if heartbeat else nullcontext()
    try:
        with beat:
            _call(mine, clock)
    except LeaseLost:
        return Outcome.LOST
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the one quarantine: a job may raise anything
        return _failed(mine, error, clock())
    return Outcome.DONE


def _call(mine: lease.Claim, clock: Callable[[], datetime]) -> None:
    if mine.job is None:
        raise BadJob(f"Không có việc nền nào tên {mine.name}.")
    with transaction.atomic() if mine.job.atomic else nullcontext():
        mine.job.task.call(**mine.ids)
        lease.finish(mine, now=clock())


def _failed(mine: lease.Claim, error: BaseException, now: datetime) -> Outcome:
    try:
        again = lease.fail(mine, error, now=now)
    except LeaseLost:
        return Outcome.LOST
    return Outcome.RETRY if again else Outcome.SET_ASIDE


def give_back(mine: lease.Claim, *, clock: Callable[[], datetime]) -> Outcome:
    """Put a job stopped in the middle back into the queue.

    Where even that fails (the stop may have hit the database driver), the lease runs out and the job is requeued.
    """
    try:
        lease.give_back(mine, now=clock())
    except (LeaseLost, DatabaseError, InterfaceError):
        return Outcome.LOST
    return Outcome.GIVEN_BACK


def run_waiting(*, clock: Callable[[], datetime], worker: str = "here") -> list[tuple[str, Outcome]]:
    """Run all waiting jobs here and now, in this thread and on this connection; returns name and outcome of each.

    For tests and demonstrations: no lease is renewed, nothing is requeued.
    """
    outcomes = []
    while mine := lease.claim(worker=worker, now=clock()):
        outcomes.append((mine.name, run(mine, clock=clock, heartbeat=False)))
    return outcomes
