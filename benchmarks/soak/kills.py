"""Kills workers at random for as long as you like, and counts what became of the jobs.

    python -m benchmarks.soak.kills --minutes 10 --workers 3 --seed 1
    python -m tests.postgres -- python -m benchmarks.soak.kills --minutes 10 --workers 3

Workers run two kinds of jobs: ``mark`` (safe to run twice) and ``count`` (not safe, made exactly-once by
``atomic=True``). Every few moments one worker is killed with SIGKILL or frozen past its lease with SIGSTOP. At the end
all jobs must be done, each effect must be there exactly once, and the action log must verify. Exit status 1 otherwise.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

from tests.base.office import WORKER, Office, stop

LEASE = 2.0
PATIENCE = 120.0
Worker = subprocess.Popen[bytes]


def main() -> int:
    """Read the options, run, print one JSON object."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--minutes", type=float, default=1.0)
    options.add_argument("--workers", type=int, default=3, help="on SQLite several workers only take turns")
    options.add_argument("--jobs", type=int, default=40, help="jobs of each kind enqueued per round")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as var, fresh_office(Path(var)) as office:
        result = soak(office, chosen.minutes * 60, chosen.workers, chosen.jobs, random.Random(chosen.seed))
    print(json.dumps(result, indent=2))
    return 0 if result["ok"] else 1


@contextmanager
def fresh_office(var: Path) -> Iterator[Office]:
    """An office with tables, on the server of ``DATABASE_URL`` or in a file."""
    server = os.environ.get("DATABASE_URL", "")
    name = f"soak_{uuid4().hex}"
    on_server(server, f"CREATE DATABASE {name}")
    office = Office(var, urlsplit(server)._replace(path=f"/{name}").geturl() if server else "")
    try:
        office.migrate()
        yield office
    finally:
        on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def on_server(server: str, statement: str) -> None:
    """Run a statement on the server, if there is one."""
    if server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(statement)


def soak(office: Office, seconds: float, workers: int, jobs: int, dice: random.Random) -> dict[str, object]:
    """Enqueue, kill and freeze until time is up; then let the rest finish and count."""
    with (office.var / "workers.log").open("wb") as log:
        team = [start(office, log) for _ in range(workers)]
        try:
            enqueued, blows = torment(office, team, log, seconds, jobs, dice)
            finished = wait_for_end(office)
            for worker in team:
                stop(worker)  # type: ignore[arg-type]
        finally:
            for worker in team:
                worker.kill()
    return {**blows, "seconds": round(seconds), **verdict(office, enqueued, finished)}


def torment(
    office: Office, team: list[Worker], log: object, seconds: float, jobs: int, dice: random.Random
) -> tuple[int, dict[str, int]]:
    """Keep the queue full and the workers dying; returns the jobs of each kind, and the blows dealt."""
    enqueued, kills, pauses, end = 0, 0, 0, time.monotonic() + seconds
    while time.monotonic() < end:
        if len(waiting(office)) < jobs:
            enqueue(office, enqueued, jobs)
            enqueued += jobs
        time.sleep(dice.uniform(0.3, 2.0))
        place = dice.randrange(len(team))
        if dice.random() < 0.75:
            team[place].kill()
            team[place].wait()
            team[place] = start(office, log)
            kills += 1
        else:
            freeze(team[place], LEASE * dice.uniform(0.2, 2.0))
            pauses += 1
    return enqueued, {"kills": kills, "pauses": pauses}


def start(office: Office, log: object) -> Worker:
    """One more worker."""
    argv = [sys.executable, "-c", WORKER, "--interval", "0.1"]
    return subprocess.Popen(argv, env=office.environ, stderr=log)  # type: ignore[call-overload, no-any-return]


def freeze(worker: Worker, seconds: float) -> None:
    """Stop a worker's clock for a while."""
    worker.send_signal(signal.SIGSTOP)
    time.sleep(seconds)
    worker.send_signal(signal.SIGCONT)


def enqueue(office: Office, first: int, count: int) -> None:
    """As many jobs of each kind."""
    office.ask(
        f"with transaction.atomic():\n"
        f"  for n in range({first}, {first + count}):\n"
        f"    jobs.enqueue('rehearsal.persistent_mark', ref=str(n), milliseconds=n % 7 * 40)\n"
        f"    jobs.enqueue('rehearsal.count', ref=str(n), milliseconds=n % 5 * 40)\n"
    )


def waiting(office: Office) -> list[tuple[object, ...]]:
    """Jobs not done yet."""
    return office.sql(
        "SELECT id, status FROM base_jobrun JOIN django_tasks_database_dbtaskresult ON id = task_id "
        "WHERE name <> 'rehearsal.tick' AND status IN ('READY', 'RUNNING')"
    )


def wait_for_end(office: Office) -> bool:
    """Whether the queue ran empty in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if not waiting(office):
            return True
        time.sleep(0.5)
    return False


def verdict(office: Office, enqueued: int, finished: bool) -> dict[str, object]:
    """What became of the jobs."""
    wanted = {str(n): 1 for n in range(enqueued)}
    log_ok = office.ask(
        "actions.seal_log(at=now()); print(json.dumps(queries.verify_log(queries.log_head()).ok))"
    )
    counted, marked = Counter(office.counted()), Counter(office.effects())
    starts = [ref for ref in office.started if ref != "tick"]
    return {
        "ok": finished and log_ok and counted == wanted and marked == wanted,
        "jobs": 2 * enqueued,
        "statuses": office.statuses(),
        "starts": len(starts),
        "lost": 2 * enqueued - len(counted) - len(marked),
        "effects_twice": sum(n > 1 for n in (*counted.values(), *marked.values())),
        "log_verifies": log_ok,
    }


if __name__ == "__main__":
    sys.exit(main())
