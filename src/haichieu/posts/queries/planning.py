"""Drafts, what the month will probably bring, and good work not yet told."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from haichieu.base.queries import pointing_at
from haichieu.base.sets import numbers
from haichieu.channels.models import Channel, PublishedItem
from haichieu.channels.queries import channels
from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import in_force, measured_limits, work_calendar
from haichieu.dispatches.rules import Calendar, worth_telling
from haichieu.posts.models import DailyMix, PlannedPost
from haichieu.posts.queries.mixes import Mix, mix, mix_by_channel
from haichieu.posts.rules.planning import Coming, Day, Fit, Outlook, Planned, expected_mix, still_fit
from haichieu.stats.limits import Limit
from haichieu.text.folding import fold
from haichieu.units.models import Unit
from haichieu.units.queries import tree

#: Kinds of records and the relation by which a draft names the finished work it tells.
PLANNED, OBLIGATION, TELLS = "planned_post", "obligation", "tells"
#: Days of the past that a forecast rests on.
HISTORY = 90
#: Drafts of today and the six days after it are due this week.
DUE_WITHIN = timedelta(days=6)
_AT_ONCE = 500
_OPEN = Q(dropped_at=None, published=None)


def open_drafts(*, channels: Collection[int]) -> QuerySet[PlannedPost]:
    """Drafts of these channels that are neither published nor dropped."""
    return PlannedPost.objects.filter(_OPEN, channel__in=channels).order_by("planned_for", "pk")


def planned_posts(
    *, units: Collection[int], first: date | None = None, last: date | None = None
) -> QuerySet[PlannedPost]:
    """Drafts of these units' channels that are neither published nor dropped, by day."""
    found = PlannedPost.objects.filter(_OPEN, channel__unit__one_of=numbers(units))
    if first is not None:
        found = found.filter(planned_for__gte=first)
    if last is not None:
        found = found.filter(planned_for__lte=last)
    return found.select_related("channel").order_by("planned_for", "pk")


@dataclass(frozen=True, slots=True)
class DraftCounts:
    """How many drafts stand in each state (`drafts_in`)."""

    due: int
    open: int
    published: int
    dropped: int
    total: int


def drafts_in(*, units: Collection[int], state: str, on: date) -> QuerySet[PlannedPost]:
    """Drafts of these units' channels in one state.

    ``open`` is neither published nor dropped; ``due`` those of them meant for the seven days from ``on`` or for days
    gone by; ``published`` is tied to a post, ``dropped`` given up; anything else is all. What is still to come stands
    in the order of its days, the rest newest first.
    """
    found = PlannedPost.objects.filter(_states(on).get(state, Q()), channel__unit__one_of=numbers(units))
    order = ("planned_for", "pk") if state in ("due", "open") else ("-planned_for", "-pk")
    return found.select_related("channel", "published").order_by(*order)


def count_drafts(*, units: Collection[int], on: date) -> DraftCounts:
    """The same counted, in one question."""
    counts = {state: Count("pk", filter=condition) for state, condition in _states(on).items()}
    found = PlannedPost.objects.filter(channel__unit__one_of=numbers(units))
    return DraftCounts(**found.aggregate(**counts, total=Count("pk")))


def _states(on: date) -> dict[str, Q]:
    return {
        "due": _OPEN & Q(planned_for__lte=on + DUE_WITHIN),
        "open": _OPEN,
        "published": Q(published__isnull=False),
        "dropped": Q(dropped_at__isnull=False),
    }


@dataclass(frozen=True, slots=True)
class MonthAhead:
    """A month as it will probably stand at its end."""

    first: date
    last: date
    #: published so far, and how many of them the machine reads as negative and no advisory
    published: int
    counted: int
    #: drafts on days still to come
    planned: int
    #: days of the past behind the forecast; with few of them it is wide
    history: int
    outlook: Outlook
    #: how many more fit, for each limit on the unit or above it, the strictest first
    fits: tuple[Fit, ...]


def outlook(*, unit: Unit, month: date, today: date) -> Outlook:
    """What the month of any of its days will probably bring on the channels of a unit and of those below."""
    return month_ahead(unit=unit, month=month, today=today).outlook


def month_ahead(*, unit: Unit, month: date, today: date) -> MonthAhead:
    """The outlook of a month with what is published, what is drafted and how much a limit leaves room for.

    Today is counted among the days to come. The same day gives the same forecast. It costs
    the same few queries however many posts there are.
    """
    first, last = _month(month)
    day_tree = tree(on=today)
    below = day_tree.below(unit.pk)
    ids = [channel.pk for channel in channels(units=below)]
    calendar = work_calendar(unit.pk, on=today)
    history = _history(ids, today, calendar)
    coming = list(_days(max(first, today), last))
    drafts = list(planned_posts(units=below, first=max(first, today), last=last))
    over = mix(channels=ids, first=first, last=min(last, today - timedelta(days=1)))
    now = mix(channels=ids, first=first, last=min(last, today))
    ahead = expected_mix(
        history,
        [Planned(draft.planned_for, chance_counted(draft)) for draft in drafts],
        [Coming(day, calendar.is_working(day)) for day in coming],
        seed=unit.pk * 10_000 + first.toordinal() % 10_000,
        published=over.items,
        counted=float(over.negative_counted),
    )
    limits = _limits({unit.pk, *day_tree.above(unit.pk)})
    fits = tuple(still_fit(limit, counted=now.negative_counted, posts=ahead.posts) for limit in limits)
    return MonthAhead(first, last, now.items, now.negative_counted, len(drafts), len(history), ahead, fits)


@dataclass(frozen=True, slots=True)
class ChannelFit:
    """How many more negative posts fit into a month of one channel by itself."""

    channel: Channel
    fit: Fit


def fits_by_channel(
    *, unit: Unit, month: date, today: date, limit: Limit, most: int = 30
) -> tuple[ChannelFit, ...]:
    """The room that a limit on each channel leaves, those with the least room first.

    Of many channels the ``most`` with the highest share so far are forecast; channels without posts are left out.
    """
    first, last = _month(month)
    below = tree(on=today).below(unit.pk)
    found = {channel.pk: channel for channel in channels(units=below)}
    over = mix_by_channel(channels=found, first=first, last=min(last, today - timedelta(days=1)))
    now = mix_by_channel(channels=found, first=first, last=min(last, today))
    drafts: dict[int, list[Planned]] = {}
    for draft in planned_posts(units=below, first=max(first, today), last=last):
        drafts.setdefault(draft.channel_id, []).append(Planned(draft.planned_for, chance_counted(draft)))
    calendar = work_calendar(unit.pk, on=today)
    histories = _histories(found, today, calendar)
    coming = [Coming(day, calendar.is_working(day)) for day in _days(max(first, today), last)]
    fits = []
    for pk in sorted(histories.keys() | now.keys(), key=lambda pk: -(now.get(pk, Mix()).share or 0))[:most]:
        done = over.get(pk, Mix())
        ahead = expected_mix(
            histories.get(pk, []),
            drafts.get(pk, []),
            coming,
            seed=pk * 10_000 + first.toordinal() % 10_000,
            published=done.items,
            counted=float(done.negative_counted),
        )
        counted = now.get(pk, Mix()).negative_counted
        fits.append(ChannelFit(found[pk], still_fit(limit, counted=counted, posts=ahead.posts)))
    return tuple(sorted(fits, key=lambda one: (one.fit.expected, one.channel.name)))


def chance_counted(draft: PlannedPost) -> float:
    """The chance that a draft will count against a limit; one that its author calls an advisory will not."""
    return 0.0 if draft.advisory else draft.p_negative * (1 - draft.p_advisory)


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


#: A day, its posts, and how many of them count.
Counts = tuple[date, int, int]


def _history(ids: Collection[int], today: date, calendar: Calendar) -> list[Day]:
    """Days that are over, those without posts among them, from the first day with a post on."""
    return _every_day([row[1:] for row in _counts(ids, today)], today, calendar)


def _histories(ids: Collection[int], today: date, calendar: Calendar) -> dict[int, list[Day]]:
    """The same of each channel by itself; channels without posts are absent."""
    rows: dict[int, list[Counts]] = {}
    for channel, *counts in _counts(ids, today):
        rows.setdefault(channel, []).append((counts[0], counts[1], counts[2]))
    return {channel: _every_day(counts, today, calendar) for channel, counts in rows.items()}


def _counts(ids: Collection[int], today: date) -> Iterable[tuple[int, date, int, int]]:
    since = today - timedelta(days=HISTORY)
    rows = DailyMix.objects.filter(channel__in=ids, day__gte=since, day__lt=today).order_by("day")
    return rows.values_list("channel", "day", "items", "negative_counted")


def _every_day(rows: Iterable[Counts], today: date, calendar: Calendar) -> list[Day]:
    posts: dict[date, int] = {}
    counted: dict[date, int] = {}
    for day, items, negative in rows:
        posts[day] = posts.get(day, 0) + items
        counted[day] = counted.get(day, 0) + negative
    if not posts:
        return []
    return [
        Day(day, calendar.is_working(day), posts.get(day, 0), float(counted.get(day, 0)))
        for day in _days(min(posts), today - timedelta(days=1))
    ]


def _limits(units: Collection[int]) -> list[Limit]:
    rows = (
        measured_limits(units=units)
        .filter(counts="negative")
        .values_list("numerator", "denominator", "strict")
    )
    return list(dict.fromkeys(Limit(*row) for row in rows))


def untold_work(*, units: Collection[int], first: date, last: date) -> list[Obligation]:
    """Work that these units finished in a stretch of days with something to show, and that no post tells yet.

    What was shown is a link, a figure or a note, not a published post of ours; and no draft names the work. Reports,
    lists and meetings are nobody's news (`worth_telling`).
    """
    done = (
        in_force(units=units)
        .filter(done_at__date__gte=first, done_at__date__lte=last, facts__verb="evidence")
        .exclude(facts__evidence_kind="post")
        .exclude(kind=Obligation.Kind.ACKNOWLEDGEMENT)
        .order_by("-done_at", "-pk")
        .distinct()
    )
    found = [work for work in done.prefetch_related("facts") if _is_news(work)]
    drafted = _drafted({str(work.pk) for work in found})
    shown = {fact.evidence_ref for work in found for fact in work.facts.all() if fact.evidence_kind == "link"}
    ours = set(PublishedItem.objects.filter(url__in=shown - {""}).values_list("url", flat=True))
    return [
        work
        for work in found
        if str(work.pk) not in drafted and not any(f.evidence_ref in ours for f in work.facts.all())
    ]


def _is_news(work: Obligation) -> bool:
    asked_by = [work.deadline_text] if work.deadline_text else []
    return worth_telling(
        work.text, actors=tuple(work.actors), deadlines=asked_by, report_to=work.report_to or None
    )


def _drafted(refs: set[str]) -> set[str]:
    """Those of these obligations that a draft tells which was not dropped."""
    told_by = pointing_at(OBLIGATION, refs, from_kind=PLANNED, relation=TELLS)
    drafts = {int(ref) for pointing in told_by.values() for ref in pointing}
    kept = PlannedPost.objects.filter(pk__in=drafts, dropped_at=None).values_list("pk", flat=True)
    standing = {str(pk) for pk in kept}
    return {ref for ref, pointing in told_by.items() if standing.intersection(pointing)}


def published_as_planned(
    *, channel_id: int | None, early: timedelta, late: timedelta
) -> list[tuple[PlannedPost, int]]:
    """Open drafts with the id of the post that their channel published under the same title, each post once."""
    drafts = PlannedPost.objects.filter(_OPEN).order_by("planned_for", "pk")
    waiting = list(drafts if channel_id is None else drafts.filter(channel=channel_id))
    if not waiting:
        return []
    titles = {fold(row.title)[:1000] for row in waiting}
    posts: dict[tuple[int, str], list[tuple[date, int]]] = {}
    for pk, channel, title, day in _same_titles({row.channel_id for row in waiting}, sorted(titles)):
        posts.setdefault((channel, title), []).append((day, pk))
    pairs = []
    for row in waiting:
        near = [
            (abs((day - row.planned_for).days), pk)
            for day, pk in posts.get((row.channel_id, fold(row.title)[:1000]), [])
            if row.planned_for - early <= day <= row.planned_for + late
        ]
        if near:
            _, nearest = min(near)
            pairs.append((row, nearest))
            for same in posts.values():
                same[:] = [found for found in same if found[1] != nearest]
    return pairs


def _same_titles(channels_: set[int], titles: list[str]) -> Iterator[tuple[int, int, str, date]]:
    for start in range(0, len(titles), _AT_ONCE):
        some = titles[start : start + _AT_ONCE]
        rows = PublishedItem.objects.filter(channel__in=channels_, search__in=some, planned_as=None)
        yield from rows.order_by("pk").values_list("pk", "channel", "search", "day")
