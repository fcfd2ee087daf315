"""Leases, retries and jobs set aside, told with an invented clock."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from haichieu.base.actions import retry_job
from haichieu.base.clock import now
from haichieu.base.errors import BadJob, LeaseLost
from haichieu.base.jobs import enqueue, lease, run_waiting
from haichieu.base.jobs.running import Outcome, run
from haichieu.base.models import JobRun, LogEntry
from haichieu.base.queries import failed_jobs, linked
from tests.base.rehearsal import effects

pytestmark = pytest.mark.django_db

assert effects  # declares the jobs
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path))


@pytest.fixture
def start() -> datetime:
    return now() + SECOND


def claimed(name: str, at: datetime) -> lease.Claim:
    enqueue(name, ref="7")
    mine = lease.claim(worker="one", now=at)
    assert mine is not None
    return mine


def test_a_claimed_job_is_nobody_elses(start: datetime) -> None:
    claimed("rehearsal.mark", start)
    assert lease.claim(worker="two", now=start) is None


def test_a_lease_that_is_renewed_is_not_taken_away(start: datetime) -> None:
    mine = claimed("rehearsal.mark", start)
    assert lease.renew(mine, now=start + SECOND)
    assert lease.requeue_expired(now=start + 2.5 * SECOND) == []
    assert len(lease.requeue_expired(now=start + 4 * SECOND)) == 1


@pytest.mark.parametrize("end", [lease.finish, lease.give_back])
def test_whoever_lost_the_lease_cannot_end_the_job(start: datetime, end: object) -> None:
    mine = claimed("rehearsal.mark", start)
    lease.requeue_expired(now=start + 3 * SECOND)
    with pytest.raises(LeaseLost):
        end(mine, now=start + 3 * SECOND)  # type: ignore[operator]
    with pytest.raises(LeaseLost):
        lease.fail(mine, ValueError("late"), now=start + 3 * SECOND)
    assert not lease.renew(mine, now=start + 3 * SECOND)
    other = lease.claim(worker="two", now=start + 10 * SECOND)
    assert other is not None
    with pytest.raises(LeaseLost):
        end(mine, now=start + 10 * SECOND)  # type: ignore[operator]
    lease.finish(other, now=start + 10 * SECOND)


def test_a_job_finished_at_the_very_end_of_its_lease_stays_finished(start: datetime) -> None:
    mine = claimed("rehearsal.mark", start)
    over = start + 2 * SECOND
    run_seen = JobRun.objects.get()
    lease.finish(mine, now=over)
    assert lease.requeue_expired(now=over + SECOND) == []
    with pytest.raises(LeaseLost):
        lease._take_back(
            run_seen, over + SECOND
        )  # the other side of the race: it read before, and acts after
    assert JobRun.objects.get().task.status == "SUCCESSFUL"


def test_a_job_that_only_just_lost_its_lease_undoes_its_atomic_work(start: datetime) -> None:
    mine = claimed("rehearsal.count", start)
    lease.requeue_expired(now=start + 3 * SECOND)
    with transaction.atomic():
        assert run(mine, clock=lambda: start + 3 * SECOND, heartbeat=False) is Outcome.LOST
    assert not LogEntry.objects.filter(verb="count").exists()


def test_a_failing_job_is_tried_again_later_and_then_set_aside(start: datetime) -> None:
    enqueue("rehearsal.break", ref="7")
    assert run_waiting(clock=lambda: start) == [("rehearsal.break", Outcome.RETRY)]
    assert run_waiting(clock=lambda: start) == []
    assert run_waiting(clock=lambda: start + SECOND) == [("rehearsal.break", Outcome.SET_ASIDE)]
    [failed] = failed_jobs()
    assert (failed.name, failed.ids, failed.attempts) == ("rehearsal.break", {"ref": "7"}, 2)
    assert failed.error.startswith("ValueError: hỏng 7")
    assert "ValueError" in JobRun.objects.get().task.traceback
    assert linked("job", "7") == []


def test_an_error_that_no_retry_can_mend_sets_the_job_aside_at_once(start: datetime) -> None:
    enqueue("rehearsal.give_up", ref="7")
    assert run_waiting(clock=lambda: start) == [("rehearsal.give_up", Outcome.SET_ASIDE)]


def test_a_job_whose_name_is_gone_is_set_aside_and_not_lost(start: datetime) -> None:
    enqueue("rehearsal.mark", ref="7")
    JobRun.objects.update(name="rehearsal.forgotten")
    assert run_waiting(clock=lambda: start) == [("rehearsal.forgotten", Outcome.SET_ASIDE)]
    assert "rehearsal.forgotten" in failed_jobs()[0].error


def test_a_person_can_have_a_job_tried_again(start: datetime) -> None:
    enqueue("rehearsal.give_up", ref="7")
    run_waiting(clock=lambda: start)
    [failed] = failed_jobs()
    retry_job(task_id=failed.task_id, by="p1", at=start)
    assert failed_jobs() == []
    assert LogEntry.objects.filter(verb="retry_job", ref=failed.task_id, by="p1").exists()
    assert run_waiting(clock=lambda: start) == [("rehearsal.give_up", Outcome.SET_ASIDE)]
    with pytest.raises(BadJob):
        retry_job(task_id="00000000-0000-0000-0000-000000000000", by="p1", at=start)


def test_urgent_jobs_go_first_then_the_oldest(start: datetime) -> None:
    first, second, urgent = (enqueue("rehearsal.mark", ref=str(n)) for n in range(3))
    JobRun.objects.get(pk=urgent).task.__class__.objects.filter(pk=urgent).update(priority=50)
    order = [lease.claim(worker="one", now=start) for _ in range(3)]
    assert [mine and mine.task_id for mine in order] == [urgent, first, second]


def test_a_worker_of_one_queue_leaves_the_others_alone(start: datetime) -> None:
    enqueue("rehearsal.mark", ref="7")
    assert lease.claim(worker="one", now=start, queues=["slow"]) is None
    assert lease.claim(worker="one", now=start, queues=["slow", "default"]) is not None
