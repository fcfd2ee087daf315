"""Several workers on one queue."""

import pytest

from tests.base.office import Office, stop, wait_until


@pytest.fixture
def busy_office(office: Office) -> Office:
    if not office.url:
        pytest.skip("needs PostgreSQL (DATABASE_URL)")
    return office


def test_three_workers_share_the_queue_and_no_job_runs_twice(busy_office: Office) -> None:
    busy_office.enqueue("rehearsal.count", 200, milliseconds=5)
    with busy_office.worker() as one, busy_office.worker() as two, busy_office.worker() as three:
        wait_until(lambda: busy_office.statuses() == {"SUCCESSFUL": 200}, 60)
        assert [stop(worker) for worker in (one, two, three)] == [0, 0, 0]
    jobs = [ref for ref in busy_office.started if ref != "tick"]
    assert sorted(jobs, key=int) == [str(n) for n in range(200)]
    assert sorted(busy_office.counted(), key=int) == [str(n) for n in range(200)]
    workers = busy_office.sql(
        "SELECT DISTINCT worker_ids::text FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%count'"
    )
    assert len(workers) == 3


def test_a_tick_is_enqueued_once_whatever_the_number_of_workers(busy_office: Office) -> None:
    with busy_office.worker() as one, busy_office.worker() as two, busy_office.worker() as three:
        wait_until(lambda: busy_office.started.count("tick") >= 4, 60)
        for worker in (one, two, three):
            stop(worker)
    enqueued = busy_office.sql(
        "SELECT date_trunc('second', enqueued_at), count(*) FROM django_tasks_database_dbtaskresult "
        "WHERE task_path LIKE '%tick' GROUP BY 1"
    )
    assert {count for _, count in enqueued} == {1}
