"""Frozen frames, runs of labelling on them, and certificates."""

import json
from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from haichieu.base.models import LogEntry
from haichieu.base.rules.digests import digest
from haichieu.base.sets import numbers
from haichieu.posts.models import Audit, FrozenFrame, Verdict
from haichieu.posts.rules import record_digest


def frames(*, units: Collection[int]) -> QuerySet[FrozenFrame]:
    """Frames of these units, newest first, without their lists."""
    return (
        FrozenFrame.objects.filter(unit__one_of=numbers(units))
        .select_related("unit")
        .defer("record")
        .order_by("-frozen_at")
    )


def audits(*, units: Collection[int]) -> QuerySet[Audit]:
    """Runs on frames of these units, newest first, with the number of posts read in each."""
    return (
        Audit.objects.filter(frame__unit__one_of=numbers(units))
        .select_related("frame", "frame__unit")
        .defer("frame__record", "certificate")
        .annotate(read=Count("verdicts__step", filter=Q(verdicts__undone_at=None), distinct=True))
        .order_by("-started_at", "-pk")
    )


def certified_audits(*, units: Collection[int], first: date, last: date) -> QuerySet[Audit]:
    """Closed runs whose window lies inside a stretch of days, oldest first, every run of a frame among them."""
    return (
        Audit.objects.filter(
            frame__unit__one_of=numbers(units), frame__first_day__gte=first, frame__last_day__lte=last
        )
        .exclude(closed_at=None)
        .select_related("frame")
        .defer("frame__record")
        .order_by("started_at", "pk")
    )


def verdicts(audit: Audit) -> list[Verdict]:
    """The verdicts in force, in the order of their draws."""
    return list(audit.verdicts.filter(undone_at=None).select_related("item").order_by("step", "slot"))


def certificate_stands(audit: Audit) -> bool | None:
    """Whether the stored certificate of a closed run is the one whose digest stands in the action log.

    None where the log holds no digest: runs closed before it was kept, or values that were lawfully erased. Somebody
    who rewrites the log's values as well is found out by the chain, of which the value's own digest is a part.
    """
    said = (
        LogEntry.objects.filter(kind="audit", ref=str(audit.pk), verb="close_audit")
        .select_related("value")
        .order_by("-id")
        .first()
    )
    value = getattr(said, "value", None)
    if said is None or value is None:
        return None
    logged = (json.loads(value.text).get("after") or {}).get("digest")
    if logged is None:
        return None
    is_untouched = digest(value.salt, value.text) == said.value_digest
    return is_untouched and record_digest(audit.certificate or {}) == logged
