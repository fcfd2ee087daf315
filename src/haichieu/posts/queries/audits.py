"""Frozen frames, runs of labelling on them, and certificates."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Q, QuerySet

from haichieu.posts.models import Audit, FrozenFrame, Verdict
from haichieu.posts.rules import EarlierRun, Frame


def frames(*, units: Collection[int]) -> QuerySet[FrozenFrame]:
    """Frames of these units, newest first, without their lists."""
    return (
        FrozenFrame.objects.filter(unit__in=units)
        .select_related("unit")
        .defer("record")
        .order_by("-frozen_at")
    )


def audits(*, units: Collection[int]) -> QuerySet[Audit]:
    """Runs on frames of these units, newest first, with the number of posts read in each."""
    return (
        Audit.objects.filter(frame__unit__in=units)
        .select_related("frame", "frame__unit")
        .defer("frame__record", "certificate")
        .annotate(read=Count("verdicts__step", filter=Q(verdicts__undone_at=None), distinct=True))
        .order_by("-started_at", "-pk")
    )


def certified_audits(*, units: Collection[int], first: date, last: date) -> QuerySet[Audit]:
    """Closed runs whose window lies inside a stretch of days, oldest first, every run of a frame among them."""
    return (
        Audit.objects.filter(frame__unit__in=units, frame__first_day__gte=first, frame__last_day__lte=last)
        .exclude(closed_at=None)
        .select_related("frame")
        .defer("frame__record")
        .order_by("started_at", "pk")
    )


def verdicts(audit: Audit) -> list[Verdict]:
    """The verdicts in force, in the order of their draws."""
    return list(audit.verdicts.filter(undone_at=None).select_related("item").order_by("step", "slot"))


def earlier_runs(audit: Audit, frame: Frame) -> tuple[EarlierRun, ...]:
    """The unit's other closed runs against the same limit on lists that overlap this one, oldest first.

    Lists overlap where their windows do and a channel is in both; the same list is among them.
    """
    named = {item.channel for item in frame.items}
    rows = (
        Audit.objects.filter(frame__unit=audit.frame.unit_id)
        .filter(frame__first_day__lte=audit.frame.last_day, frame__last_day__gte=audit.frame.first_day)
        .exclude(closed_at=None)
        .exclude(pk=audit.pk)
        .order_by("closed_at", "pk")
        .values_list(*_RUN_FIELDS, "closed_at", "certificate__limit_sentence", "certificate__channels")
    )
    return tuple(
        EarlierRun(mark, first.isoformat(), last.isoformat(), run, decision, read, closed.isoformat())
        for mark, first, last, run, decision, read, closed, limit, channels in rows
        if limit == str(frame.limit) and named.intersection(channels or ())
    )


_RUN_FIELDS = (
    "frame__frame_hash",
    "frame__first_day",
    "frame__last_day",
    "run",
    "decision",
    "certificate__labels_read",
)
