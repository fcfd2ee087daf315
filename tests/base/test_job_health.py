"""The timetable, and what is said when something is late."""

from datetime import UTC, datetime, timedelta

import pytest

from haichieu.base.jobs import checks, enqueue, lease, registry, run_waiting, timetable
from haichieu.base.jobs.pruning import prune_jobs
from haichieu.base.models import JobRun, Tick
from haichieu.base.queries import job_health
from tests.base.rehearsal import effects

pytestmark = pytest.mark.django_db

# enqueued_at is the library's own clock, so the story is set well after it.
START = datetime(2100, 11, 5, 7, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def only_our_jobs(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A registry with one job for each tenth minute, one for half past six, and one for enqueuing."""
    mark = registry.find("rehearsal.mark")
    assert mark is not None
    monkeypatch.setattr(registry, "_declared", {"rehearsal.mark": [mark]})
    monkeypatch.setenv("HAICHIEU_VAR", str(tmp_path))
    registry.job("test.often", every=10 * MINUTE)(effects.nothing.func)
    registry.job("test.mornings", daily="06:30")(effects.nothing.func)


def test_a_timetable_starts_with_the_tick_after_it_is_first_seen() -> None:
    assert timetable.start_due(now=START) == []
    assert timetable.start_due(now=START + 9 * MINUTE) == []
    assert timetable.start_due(now=START + 10 * MINUTE) == ["test.often"]
    assert timetable.start_due(now=START + 11 * MINUTE) == []


def test_half_past_six_is_half_past_six_in_viet_nam() -> None:
    timetable.start_due(now=START)  # 14:00 in Viet Nam
    Tick.objects.filter(name="test.often").update(at=START + timedelta(days=9))
    assert timetable.start_due(now=START.replace(hour=23, minute=29)) == []
    assert timetable.start_due(now=START.replace(hour=23, minute=30)) == ["test.mornings"]


def test_ticks_missed_overnight_count_as_one() -> None:
    timetable.start_due(now=START)
    assert sorted(timetable.start_due(now=START + timedelta(days=3))) == ["test.mornings", "test.often"]
    assert len(run_waiting(clock=lambda: START + timedelta(days=3))) == 2


def test_a_tick_is_merged_with_one_that_still_waits() -> None:
    timetable.start_due(now=START)
    assert timetable.start_due(now=START + 10 * MINUTE) == ["test.often"]
    assert timetable.start_due(now=START + 20 * MINUTE) == []
    assert JobRun.objects.count() == 1


def test_an_office_where_all_is_done_is_healthy() -> None:
    timetable.start_due(now=START)
    health = job_health(START + MINUTE)
    assert (health.ok, health.waiting, health.oldest, health.late) == (True, 0, None, ())


def test_a_job_that_waits_too_long_is_told() -> None:
    timetable.start_due(now=START)
    enqueue("rehearsal.mark", ref="7")
    JobRun.objects.get().task.__class__.objects.update(enqueued_at=START)
    assert job_health(START + 4 * MINUTE).ok
    late = job_health(START + 7 * MINUTE)
    assert (late.ok, late.waiting, late.oldest) == (False, 1, 7 * MINUTE)
    assert late.late == (
        "1 việc nền đang chờ, việc lâu nhất đã chờ 7 phút: có thể không có tiến trình xử lý.",
    )


def test_a_tick_that_nobody_started_is_told() -> None:
    timetable.start_due(now=START)
    assert job_health(START + 11 * MINUTE).ok
    [sentence] = job_health(START + 13 * MINUTE).late
    assert sentence == "Việc định kỳ test.often đáng lẽ chạy lúc 14:10 ngày 05/11/2100 nhưng chưa chạy."


def test_a_timetable_that_no_worker_ever_saw_is_told() -> None:
    assert len(job_health(START).late) == 2


def test_a_silent_worker_is_told() -> None:
    timetable.start_due(now=START)
    enqueue("rehearsal.mark", ref="7")
    lease.claim(worker="one", now=START)
    assert job_health(START + MINUTE).ok
    [sentence] = job_health(START + 5 * MINUTE).late
    assert "rehearsal.mark bị ngừng giữa chừng" in sentence


def test_old_finished_jobs_are_forgotten_and_those_set_aside_are_not() -> None:
    enqueue("rehearsal.mark", ref="7")
    run_waiting(clock=lambda: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=365 * 90))
    enqueue("rehearsal.mark", ref="8")
    tasks = JobRun.objects.get(set_aside_at=None, task__status="READY").task.__class__.objects
    tasks.filter(status="SUCCESSFUL").update(finished_at=datetime(2020, 1, 1, tzinfo=UTC))
    prune_jobs.call()
    assert list(JobRun.objects.values_list("task__status", flat=True)) == ["READY"]


def test_a_name_declared_twice_fails_the_check_at_start() -> None:
    registry.job("test.often")(effects.nothing.func)
    assert [error.id for error in checks.check_job_names([])] == ["base.E001"]


def test_a_name_that_nobody_declares_fails_the_check_at_start(tmp_path, monkeypatch) -> None:
    (tmp_path / "actions.py").write_text(
        'enqueue("test.often")\njobs.enqueue("test.never", post=1)\n# enqueue("no")\n'
    )

    class Room:
        name = "haichieu.somewhere"
        path = str(tmp_path)

    errors = checks.check_job_names([Room()])
    assert [(error.id, "test.never" in error.msg) for error in errors] == [("base.E002", True)]


def test_the_programs_own_names_are_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert checks.check_job_names(None) == []
