"""How the advisory flag is used."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from haichieu.base.models import LogEntry
from haichieu.base.sets import numbers
from haichieu.channels.models import PublishedItem
from haichieu.posts.models import FlagCheck, Tone, Verdict
from haichieu.posts.queries.blindness import NOT_BLIND, Blindness
from haichieu.posts.queries.readings import AGREE, CORRECT
from haichieu.posts.rules.flags import says_enough
from haichieu.stats.intervals import Interval, wilson


@dataclass(frozen=True, slots=True)
class Flagged:
    """A negative post that a flag takes out of the count."""

    item: int
    #: the person's reading that raised the flag; None where the machine did
    verdict: int | None


@dataclass(frozen=True, slots=True)
class FlagMisuse:
    """How often a second look found the flag wrong."""

    checked: int
    wrong: int
    #: drawn and not yet looked at
    waiting: int
    #: share of wrong flags with its 95 % interval, for a sample drawn by chance; None before the first look
    interval: Interval | None

    @property
    def says_enough(self) -> bool:
        """Whether so many looks say anything about the share."""
        return says_enough(self.interval)


def flagged_posts(*, since: date) -> Iterator[Flagged]:
    """Negative posts flagged as advisories from a day on that were not drawn yet, by a person's word first."""
    verdicts = Verdict.objects.filter(
        undone_at=None, tone=Tone.NEGATIVE, advisory=True, item__day__gte=since, item__flag_check=None
    )
    by_people = dict(verdicts.order_by("-pk").values_list("item", "pk"))
    yield from (Flagged(item, verdict) for item, verdict in sorted(by_people.items()))
    machine = PublishedItem.objects.filter(
        day__gte=since, tone__tone=Tone.NEGATIVE, tone__advisory=True, flag_check=None
    )
    for item in machine.order_by("pk").values_list("pk", flat=True).iterator():
        if item not in by_people:
            yield Flagged(item, None)


def flag_checks(
    *, units: Collection[int], person: str = "", blind: Blindness = NOT_BLIND
) -> QuerySet[FlagCheck]:
    """Drawn posts of these units that wait for a second look, the oldest first.

    ``person`` is who would look: what that person flagged is left out, and so are the posts of the open runs
    (``blind``) in which that person may read: that a post is flagged tells what the machine or another reader said.
    """
    found = FlagCheck.objects.filter(item__channel__unit__one_of=numbers(units), agrees=None)
    if person:
        found = found.exclude(pk__in=own_flags(person=person))
    if blind.readings:
        found = found.exclude(item__in=PublishedItem.objects.filter(blind.condition))
    return found.select_related("item", "item__channel").order_by("drawn_at", "pk")


def own_answers(*, units: Collection[int], person: str) -> QuerySet[FlagCheck]:
    """Drawn posts of these units about which this person answered, the newest answer first."""
    found = FlagCheck.objects.filter(
        item__channel__unit__one_of=numbers(units), agrees__isnull=False, by=person
    )
    return found.select_related("item", "item__channel").order_by("-at", "-pk")


def own_flags(*, person: str) -> QuerySet[FlagCheck]:
    """Drawn posts that this person flagged, in a run of labelling or by a reading of their own."""
    corrected = LogEntry.objects.filter(
        kind="post", verb__in=(CORRECT, AGREE), by=person, ref=Cast(OuterRef("item"), CharField())
    )
    return FlagCheck.objects.filter(Q(verdict__by=person) | Q(Exists(corrected)))


def flag_misuse(*, units: Collection[int], first: date, last: date) -> FlagMisuse:
    """How often second looks found the flag wrong on posts published in a stretch of days."""
    found = FlagCheck.objects.filter(
        item__channel__unit__one_of=numbers(units), item__day__gte=first, item__day__lte=last
    )
    row = found.aggregate(
        checked=Count("pk", filter=Q(agrees__isnull=False)),
        wrong=Count("pk", filter=Q(agrees=False)),
        waiting=Count("pk", filter=Q(agrees=None)),
    )
    interval = wilson(row["wrong"], row["checked"]) if row["checked"] else None
    return FlagMisuse(**row, interval=interval)
