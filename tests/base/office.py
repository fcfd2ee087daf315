"""A small office with its own database, whose workers are real processes."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parents[2]
# The worker's own log, told apart from what Python itself prints.
WORKER = "import django; django.setup(); from haichieu.cli.office.worker import command; command()"
SETUP = """
import django, json, sys; django.setup()
from datetime import timedelta
from django.db import transaction
from haichieu.base import actions, jobs, queries
from haichieu.base.clock import now
from haichieu.base.models import JobRun, Link, LogBlock, LogEntry, Tick
from django_tasks_db.models import DBTaskResult
"""


@dataclass(frozen=True, slots=True)
class Office:
    """Folder and database of one office."""

    var: Path
    #: PostgreSQL, or empty for SQLite in ``var``
    url: str

    @property
    def environ(self) -> dict[str, str]:
        """Environment of the office's processes."""
        names = {"HAICHIEU_VAR": str(self.var), "DATABASE_URL": self.url, "PYTHONPATH": str(ROOT)}
        return {**os.environ, **names, "DJANGO_SETTINGS_MODULE": "tests.base.office_settings"}

    def migrate(self) -> None:
        """Make the tables."""
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=self.environ, check=True)

    def ask(self, code: str) -> Any:
        """Run code in the office; what it prints as JSON comes back."""
        done = subprocess.run(
            [sys.executable, "-c", SETUP + code], env=self.environ, check=True, capture_output=True, text=True
        )
        return json.loads(done.stdout or "null")

    def enqueue(self, name: str, count: int, **ids: object) -> None:
        """Put ``count`` jobs into the queue, with refs 0, 1, …"""
        self.ask(
            f"with transaction.atomic():\n  for n in range({count}): jobs.enqueue({name!r}, ref=str(n), **{ids!r})"
        )

    @contextmanager
    def worker(self, *options: str) -> Iterator[subprocess.Popen[str]]:
        """A running worker; killed at the end if it still runs."""
        argv = [sys.executable, "-c", WORKER, "--interval", "0.1", *options]
        process = subprocess.Popen(argv, env=self.environ, stderr=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.communicate()

    def drain(self) -> None:
        """Let one worker do all that waits now."""
        subprocess.run([sys.executable, "-c", WORKER, "--once"], env=self.environ, capture_output=True)

    @property
    def started(self) -> list[str]:
        """Refs of the jobs that were started, in order, retries included."""
        path = self.var / "started.txt"
        return path.read_text(encoding="utf-8").split() if path.exists() else []

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query, without starting a process."""
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as server:
                return server.execute(query).fetchall()
        with closing(sqlite3.connect(self.var / "haichieu.sqlite3", timeout=20)) as file:
            return file.execute(query).fetchall()

    def statuses(self) -> dict[str, int]:
        """How many jobs (ticks left out) are in which state."""
        return dict(
            self.sql(
                "SELECT status, count(*) FROM base_jobrun JOIN django_tasks_database_dbtaskresult ON id = task_id "
                "WHERE name <> 'rehearsal.tick' GROUP BY status"
            )
        )

    def effects(self) -> list[str]:
        """Refs of the jobs whose effect is in the database."""
        return [ref for (ref,) in self.sql("SELECT from_ref FROM base_link ORDER BY id")]

    def counted(self) -> list[str]:
        """Refs of the log entries made by counting jobs."""
        return [ref for (ref,) in self.sql("SELECT ref FROM base_logentry WHERE verb = 'count' ORDER BY id")]


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for a condition, failing after ``seconds``."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def stop(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> int:
    """Send a signal and return the exit status."""
    process.send_signal(number)
    return process.wait(60)
