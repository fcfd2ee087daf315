"""Jobs whose effects can be counted: one line in a file per start, one link in the database per effect."""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.db import connection, transaction

from haichieu.base.actions import link, record
from haichieu.base.clock import now
from haichieu.base.jobs import job


def started(name: str) -> None:
    """One line more in the file of starts."""
    with (Path(os.environ["HAICHIEU_VAR"]) / "started.txt").open("a", encoding="utf-8") as file:
        file.write(name + "\n")


def _effect(ref: str) -> None:
    link(
        from_kind="job",
        from_ref=ref,
        to_kind="effect",
        to_ref="1",
        relation="did",
        by="system:test",
        at=now(),
    )


@job("rehearsal.mark", retries=1, backoff=timedelta(milliseconds=10), lease=timedelta(seconds=2))
def mark(ref: str, milliseconds: int = 0) -> None:
    """Safe to run twice: the link is made once."""
    started(ref)
    time.sleep(milliseconds / 1000)
    _effect(ref)


@job("rehearsal.persistent_mark", retries=50, backoff=timedelta(milliseconds=10), lease=timedelta(seconds=4))
def persistent_mark(ref: str, milliseconds: int = 0) -> None:
    """As ``mark``, with tries enough for many killed workers."""
    mark.call(ref=ref, milliseconds=milliseconds)


@job(
    "rehearsal.count", retries=50, backoff=timedelta(milliseconds=10), lease=timedelta(seconds=2), atomic=True
)
def count(ref: str, milliseconds: int = 0) -> None:
    """Not safe to run twice by itself: one log entry for each time; atomic makes it exactly once."""
    started(ref)
    record(by="system:test", verb="count", kind="job", ref=ref, at=now(), after={"ref": ref})
    time.sleep(milliseconds / 1000)


@job("rehearsal.break", retries=1, backoff=timedelta(milliseconds=10))
def break_down(ref: str) -> None:
    """Always fails, after a write that must not stay."""
    started(ref)
    with transaction.atomic():
        _effect(ref)
        raise ValueError(f"hỏng {ref}\0")


class Hopeless(Exception):
    """An error that no retry can mend."""

    permanent = True


@job("rehearsal.give_up", retries=5)
def give_up(ref: str) -> None:
    """Fails for good at the first try."""
    raise Hopeless(ref)


@job(
    "rehearsal.slow_query",
    retries=50,
    backoff=timedelta(milliseconds=10),
    lease=timedelta(seconds=2),
    atomic=True,
)
def slow_query(ref: str, seconds: int) -> None:
    """Spends its time inside PostgreSQL, with a write that must come and go with its end."""
    started(ref)
    record(by="system:test", verb="count", kind="job", ref=ref, at=now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])


@job("rehearsal.nothing")
def nothing() -> None:
    """Takes no ids and does nothing; tests declare it under names of their own."""
