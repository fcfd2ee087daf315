"""Questions to the base room: the log's head and health, links, jobs that need a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from haichieu.base.jobs.health import FailedJob, JobHealth, OpenJob, failed_jobs, job_health, open_jobs
from haichieu.base.models import Link, LogBlock
from haichieu.base.rules.digests import head_text
from haichieu.base.verifying import Verification, verify_log

__all__ = [
    "FailedJob",
    "JobHealth",
    "Linked",
    "OpenJob",
    "Verification",
    "failed_jobs",
    "job_health",
    "linked",
    "log_head",
    "open_jobs",
    "pointing_at",
    "verify_log",
]


@dataclass(frozen=True, slots=True)
class Linked:
    """A record at the other end of a link."""

    #: the other record's kind and id
    kind: str
    ref: str
    #: what the pointing record does to the other
    relation: str
    #: the record asked about is the one that points
    points: bool
    at: datetime
    by: str | None


def log_head() -> str | None:
    """The newest block of the action log as ``number:hash``, or None while nothing is sealed.

    Printed on certificates, reports and backups. It vouches for sealed entries only: where the entry just written
    must be covered, call ``actions.seal_log`` after its commit and print the head then.
    """
    last = LogBlock.objects.order_by("number").last()
    return head_text(last.number, last.hash) if last else None


def linked(kind: str, ref: str) -> list[Linked]:
    """The records that one record points at, then those that point at it, oldest first."""
    out = Link.objects.filter(from_kind=kind, from_ref=ref).order_by("at", "id")
    into = Link.objects.filter(to_kind=kind, to_ref=ref).order_by("at", "id")
    return [Linked(x.to_kind, x.to_ref, x.relation, True, x.at, x.by) for x in out] + [
        Linked(x.from_kind, x.from_ref, x.relation, False, x.at, x.by) for x in into
    ]


def pointing_at(kind: str, refs: Iterable[str], *, from_kind: str, relation: str) -> dict[str, list[str]]:
    """For each of these records those of one kind that point at it in one relation, oldest first; one question in all.

    Records at which none points are absent.
    """
    rows = Link.objects.filter(to_kind=kind, to_ref__in=set(refs), from_kind=from_kind, relation=relation)
    found: dict[str, list[str]] = {}
    for to_ref, from_ref in rows.order_by("at", "id").values_list("to_ref", "from_ref"):
        found.setdefault(to_ref, []).append(from_ref)
    return found
