"""A worker that dies in the middle of a job: nothing is lost, nothing happens twice."""

import signal

import pytest

from tests.base.office import Office, stop, wait_until


def starts(office: Office) -> list[str]:
    return [ref for ref in office.started if ref != "tick"]


def test_a_job_whose_worker_was_killed_is_done_by_the_next_one(office: Office) -> None:
    office.enqueue("rehearsal.mark", 3, milliseconds=1200)
    with office.worker() as first:
        wait_until(lambda: "0" in office.started)
        first.kill()
    assert office.statuses() == {"RUNNING": 1, "READY": 2}
    assert office.effects() == []

    with office.worker() as second:
        wait_until(lambda: office.statuses() == {"SUCCESSFUL": 3})
        assert stop(second) == 0
    assert sorted(office.effects()) == ["0", "1", "2"]
    assert sorted(starts(office)) == ["0", "0", "1", "2"]


def test_an_atomic_job_takes_effect_exactly_once_however_often_its_worker_is_killed(office: Office) -> None:
    office.enqueue("rehearsal.count", 4, milliseconds=300)
    for kills in range(3):
        enough = len(starts(office)) + kills % 2
        with office.worker() as worker:
            wait_until(
                lambda enough=enough: len(starts(office)) > enough or office.statuses() == {"SUCCESSFUL": 4}
            )
            worker.kill()
    with office.worker() as last:
        wait_until(lambda: office.statuses() == {"SUCCESSFUL": 4})
        stop(last)
    assert sorted(office.counted()) == ["0", "1", "2", "3"]
    assert office.ask("actions.seal_log(at=now()); print(json.dumps(queries.verify_log().ok))")


def test_a_job_that_kills_every_worker_is_set_aside_after_its_last_try(office: Office) -> None:
    office.enqueue("rehearsal.mark", 1, milliseconds=60_000)
    for attempt in range(1, 3):
        with office.worker() as worker:
            wait_until(lambda attempt=attempt: len(starts(office)) == attempt)
            worker.kill()
    with office.worker() as last:
        wait_until(lambda: office.statuses() == {"FAILED": 1})
        stop(last)
    [failed] = office.ask(
        "print(json.dumps([(j.name, j.ids['ref'], j.attempts, j.error) for j in queries.failed_jobs()]))"
    )
    assert failed[:3] == ["rehearsal.mark", "0", 2]
    assert "ngừng giữa chừng" in failed[3]


def test_a_paused_worker_that_wakes_after_its_lease_cannot_finish_the_job(office: Office) -> None:
    office.enqueue("rehearsal.mark", 1, milliseconds=1000)
    with office.worker() as sleeper, office.worker("--name", "other") as other:
        wait_until(lambda: office.started.count("0") == 1)
        first = dict(office.sql("SELECT 1, worker FROM base_jobrun WHERE name = 'rehearsal.mark'"))[1]
        paused, awake = (other, sleeper) if first == "other" else (sleeper, other)
        paused.send_signal(signal.SIGSTOP)
        wait_until(lambda: office.statuses() == {"SUCCESSFUL": 1})
        paused.send_signal(signal.SIGCONT)
        paused.send_signal(signal.SIGTERM)
        assert "bỏ kết quả" in paused.communicate(timeout=30)[1]
        assert stop(awake) == 0
    assert starts(office) == ["0", "0"]
    assert office.effects() == ["0"]
    assert office.statuses() == {"SUCCESSFUL": 1}


def test_a_paused_worker_cannot_add_a_second_effect_of_an_atomic_job(office: Office) -> None:
    if not office.url:
        pytest.skip("on SQLite an open transaction keeps every other worker out")
    office.enqueue("rehearsal.count", 1, milliseconds=1000)
    with office.worker() as sleeper:
        wait_until(lambda: starts(office) == ["0"])
        sleeper.send_signal(signal.SIGSTOP)
        with office.worker() as other:
            wait_until(lambda: office.statuses() == {"SUCCESSFUL": 1})
            sleeper.send_signal(signal.SIGCONT)
            assert stop(sleeper) == 0
            assert stop(other) == 0
    assert starts(office) == ["0", "0"]
    assert office.counted() == ["0"]


def test_a_polite_stop_lets_the_running_job_finish(office: Office) -> None:
    office.enqueue("rehearsal.mark", 2, milliseconds=1200)
    with office.worker() as worker:
        wait_until(lambda: "0" in office.started)
        assert stop(worker) == 0
    assert office.statuses() == {"SUCCESSFUL": 1, "READY": 1}
    assert office.effects() == ["0"]


@pytest.mark.parametrize("job", ["rehearsal.mark", "rehearsal.count"])
def test_a_job_that_outlasts_the_grace_is_given_back_and_the_try_is_not_counted(
    office: Office, job: str
) -> None:
    office.enqueue(job, 1, milliseconds=30_000)
    with office.worker("--grace", "0.2") as worker:
        wait_until(lambda: "0" in office.started)
        assert stop(worker) == 0
    assert office.statuses() == {"READY": 1}
    assert office.sql(f"SELECT attempts, worker FROM base_jobrun WHERE name = '{job}'") == [(0, "")]
    assert office.counted() == []


def test_a_long_job_keeps_its_lease(office: Office) -> None:
    office.enqueue("rehearsal.persistent_mark", 1, milliseconds=5500)
    with office.worker() as slow, office.worker() as idle:
        wait_until(lambda: office.statuses() == {"SUCCESSFUL": 1})
        stop(slow)
        stop(idle)
    assert starts(office) == ["0"]
