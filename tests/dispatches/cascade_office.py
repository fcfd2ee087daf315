"""A whole office with its own database and real worker processes, furnished with a tree of many units."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

from tests.base.office import Office

# What runs inside the office's own processes.
_TOOLS = """
from tests.dispatches.cascade_tools import *
"""
#: counts of wrong rows, one for each way in which a cascade could go wrong
_WRONG = {
    "units missed": "SELECT count(*) FROM units_unit u WHERE u.code LIKE 'X%' AND NOT EXISTS "
    "(SELECT 1 FROM dispatches_assignment a WHERE a.unit_id = u.id AND a.obligation_id = {duty})",
    "units doubled": "SELECT count(*) FROM (SELECT unit_id FROM dispatches_assignment WHERE obligation_id = {duty} "
    "GROUP BY unit_id HAVING count(*) > 1) AS twice",
    "ledgers without one sending": "SELECT count(*) FROM dispatches_assignment a WHERE a.obligation_id = {duty} AND "
    "(SELECT count(*) FROM dispatches_assignmentfact f WHERE f.assignment_id = a.id AND f.verb = 'sent') <> 1",
    "cascades not finished": "SELECT count(*) FROM dispatches_cascade "
    "WHERE obligation_id = {duty} AND finished_at IS NULL",
}


@dataclass(frozen=True, slots=True)
class CascadeOffice(Office):
    """An office that runs the whole program."""

    @property
    def environ(self) -> dict[str, str]:
        """Environment of the office's processes."""
        names = {
            "DJANGO_SETTINGS_MODULE": "tests.dispatches.cascade_settings",
            "HAICHIEU_SECRET_KEY": "x" * 50,
        }
        return {**Office.environ.fget(self), **names}  # type: ignore[attr-defined]

    def migrate(self) -> None:
        """Make the tables, straight from the models."""
        argv = [sys.executable, "-m", "django", "migrate", "-v0", "--run-syncdb"]
        subprocess.run(argv, env=self.environ, check=True)

    def tool(self, call: str) -> object:
        """What a function of ``cascade_tools`` returns."""
        code = f"import django, json; django.setup(){_TOOLS}print(json.dumps({call}))"
        done = subprocess.run([sys.executable, "-c", code], env=self.environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def write(self, statement: str) -> None:
        """Change something behind the program's back."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as server:
                server.execute(statement)
            return
        path = self.var / "haichieu.sqlite3"
        with closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as file:
            file.execute(statement)

    def let_time_pass(self) -> None:
        """The leases of dead workers are over, and so is the wait before the next try."""
        self.write("UPDATE base_jobrun SET lease_until = '2020-01-01 00:00:00' WHERE lease_until IS NOT NULL")
        self.write(
            "UPDATE django_tasks_database_dbtaskresult SET run_after = '2020-01-01 00:00:00' WHERE status = 'READY'"
        )

    def progress(self, duty: int) -> int:
        """Units that hold the obligation."""
        [(count,)] = self.sql(f"SELECT count(*) FROM dispatches_assignment WHERE obligation_id = {duty}")
        return int(count)

    def wrongs(self, duty: int) -> dict[str, int]:
        """What went wrong with a cascade, and how often; empty when nothing did."""
        counts = {name: int(self.sql(query.format(duty=duty))[0][0]) for name, query in _WRONG.items()}
        return {name: count for name, count in counts.items() if count}


@contextmanager
def fresh_cascade_office(var: Path) -> Iterator[CascadeOffice]:
    """An office with tables, on the server of ``DATABASE_URL`` or in a file of ``var``."""
    server, name = os.environ.get("DATABASE_URL", ""), f"cascade_{uuid4().hex}"
    if server:
        on_server(server, f"CREATE DATABASE {name}")
    try:
        office = CascadeOffice(var, urlsplit(server)._replace(path=f"/{name}").geturl() if server else "")
        office.migrate()
        yield office
    finally:
        if server:
            on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def on_server(server: str, statement: str) -> None:
    """Run a statement on a server."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def kill_in_the_middle(office: CascadeOffice, dice: random.Random, longest: float) -> bool:
    """Start a worker, kill it at a random moment of the job it takes; whether the job was running then."""
    with office.worker() as worker:
        end = time.monotonic() + 60
        while "RUNNING" not in office.statuses():
            if office.statuses() and set(office.statuses()) == {"SUCCESSFUL"}:
                return False
            assert time.monotonic() < end, "no worker took the job"
            time.sleep(0.01)
        time.sleep(dice.uniform(0, longest))
        worker.kill()
        worker.wait()
    in_time = "RUNNING" in office.statuses()
    office.let_time_pass()
    return in_time


def finish(office: CascadeOffice) -> None:
    """Let a worker that nobody kills do the rest."""
    with office.worker():
        end = time.monotonic() + 120
        while set(office.statuses()) != {"SUCCESSFUL"}:
            assert time.monotonic() < end, f"the cascade hangs: {office.statuses()}"
            time.sleep(0.1)
            if "RUNNING" not in office.statuses():
                office.let_time_pass()
