"""The server cuts a worker's connection, or a stop signal hits in the middle of a query (PostgreSQL)."""

import pytest

from tests.base.office import Office, stop, wait_until

CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def server_office(office: Office) -> Office:
    if not office.url:
        pytest.skip("needs PostgreSQL (DATABASE_URL)")
    return office


@pytest.mark.parametrize(
    ("job", "ids"),
    [("rehearsal.persistent_mark", {"milliseconds": 1000}), ("rehearsal.slow_query", {"seconds": 1})],
)
def test_a_worker_whose_connection_is_cut_goes_on_and_the_job_is_done(
    server_office: Office, job: str, ids: dict[str, int]
) -> None:
    server_office.enqueue(job, 1, **ids)
    with server_office.worker() as worker:
        wait_until(lambda: "0" in server_office.started)
        server_office.sql(CUT)
        wait_until(lambda: server_office.statuses() == {"SUCCESSFUL": 1})
        assert stop(worker) == 0
    assert server_office.effects() + server_office.counted() == ["0"]


def test_a_stop_in_the_middle_of_a_query_gives_the_job_back(server_office: Office) -> None:
    server_office.enqueue("rehearsal.slow_query", 1, seconds=3600)
    with server_office.worker("--grace", "0.2") as worker:
        wait_until(lambda: "0" in server_office.started)
        assert stop(worker) == 0
    assert server_office.statuses() == {"READY": 1}
    assert server_office.counted() == []
