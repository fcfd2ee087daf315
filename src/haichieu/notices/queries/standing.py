"""What stands for many people at once: open work of their units, work they gave that is late, new letters.

A few questions for a batch of people, whatever their number of units; the rules decide person by person.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, F, Q, QuerySet

from haichieu.dispatches.models import Assignment, AssignmentFact, Dispatch, Obligation
from haichieu.dispatches.queries import OfficeCalendars
from haichieu.dispatches.rules import OPEN_STATES
from haichieu.notices.models import Delivery
from haichieu.notices.queries.digests import last_told
from haichieu.notices.queries.recipients import Recipient, kept_units
from haichieu.notices.queries.rules import OfficeRules
from haichieu.notices.rules import (
    OFFICE_ZONE,
    Content,
    Letter,
    Matter,
    Said,
    Side,
    Since,
    Steps,
    decide,
    horizon,
)
from haichieu.units.models import Role
from haichieu.units.queries import tree

#: For somebody's first digest: how far back letters and orders are new.
FIRST_LOOK = timedelta(days=7)
_WAITING = (Delivery.State.FAILED, Delivery.State.UNSURE)


@dataclass(slots=True)
class Gathered:
    """What stands for each unit."""

    matters: dict[int, list[Matter]] = field(default_factory=dict)
    letters: dict[int, list[Letter]] = field(default_factory=dict)
    late: dict[int, int] = field(default_factory=dict)

    def add(self, matter: Matter) -> None:
        """Put a matter to its unit."""
        self.matters.setdefault(matter.unit, []).append(matter)


def contents_of(
    people: Collection[Recipient],
    *,
    at: datetime,
    rules: OfficeRules,
    again: dict[int, datetime] | None = None,
) -> dict[int, Content | None]:
    """What each person's digest of today says; None for those with nothing to say.

    ``again`` holds, for a second look, when each was looked at first.
    """
    on = at.astimezone(OFFICE_ZONE).date()
    since = last_told([each.person for each in people])
    units = set().union(*(each.units for each in people))
    gathered = _gather(units, _earliest(people, since, at), at, rules)
    unsent = _unsent(people, since, on)
    calendars = OfficeCalendars.of({each.home for each in people}, on=on)
    found = {}
    for each in people:
        known = since.get(each.person)
        found[each.person] = decide(
            [matter for unit in each.units for matter in gathered.matters.get(unit, ())],
            [letter for unit in each.units for letter in gathered.letters.get(unit, ())],
            since=known,
            on=on,
            is_working=calendars.calendar(each.home).is_working,
            late_total=sum(gathered.late.get(unit, 0) for unit in each.units),
            unsent=unsent.get(each.person, 0),
            again=again[each.person] if again else None,
        )
    return found


def _earliest(people: Collection[Recipient], since: dict[int, Since], at: datetime) -> Since:
    """From when on everything is asked for: the oldest last digest of the batch."""
    if any(each.person not in since for each in people):
        return Since(date.min, min((known.moment for known in since.values()), default=at) - FIRST_LOOK)
    oldest = min(since.values(), key=lambda known: known.moment)
    return Since(min(known.day for known in since.values()), oldest.moment)


def _gather(units: Collection[int], since: Since, at: datetime, rules: OfficeRules) -> Gathered:
    on, found = at.astimezone(OFFICE_ZONE).date(), Gathered()
    steps = rules.all_steps()
    window = Q(due_on__lte=horizon(on, steps))
    if since.day > date.min:
        window &= Q(due_on__gte=since.day - timedelta(days=max(step.after_owner for step in steps)))
    _add_assignments(found, units, window, since, rules)
    _add_obligations(found, units, window, rules)
    _add_below(found, units, on, since, rules)
    _add_letters(found, units, since)
    _count_late(found, units, on)
    return found


def _add_assignments(
    found: Gathered, units: Collection[int], window: Q, since: Since, rules: OfficeRules
) -> None:
    """Open work that other units gave; what was only for knowledge stands as news."""
    is_open = Assignment.objects.filter(unit__one_of=units, state__in=OPEN_STATES)
    said = _said(is_open.filter(last_fact_at__gt=since.moment), since.moment)
    rows = is_open.filter(window).values_list("pk", "unit", "due_on")
    known = {pk: (unit, due) for pk, unit, due in rows.iterator()}
    for pk, unit, due in is_open.filter(pk__one_of=list(set(said) - set(known))).values_list(
        "pk", "unit", "due_on"
    ):
        known[pk] = (unit, due)
    for pk, (unit, due) in known.items():
        word, moment = said.get(pk, (None, None))
        found.add(
            Matter("assignment", pk, Side.OWNER, due, rules.steps(unit), unit, said_at=moment, said=word)
        )


def _said(assignments: QuerySet[Assignment], since: datetime) -> dict[int, tuple[Said, datetime]]:
    facts = AssignmentFact.objects.filter(
        assignment__in=assignments.values("pk"), verb__in=list(Said), at__gt=since
    )
    return {
        pk: (Said(verb), at) for pk, verb, at in facts.order_by("id").values_list("assignment", "verb", "at")
    }


def _add_obligations(found: Gathered, units: Collection[int], window: Q, rules: OfficeRules) -> None:
    """Open work that a unit owes by a letter of its own."""
    owed = _open_duties().filter(window, owner__one_of=units)
    for pk, unit, due in owed.values_list("pk", "owner", "due_on"):
        found.add(Matter("obligation", pk, Side.OWNER, due, rules.steps(unit), unit))


def _open_duties() -> QuerySet[Obligation]:
    return Obligation.objects.filter(done_at=None, removed_at=None, outside_at=None, due_on__isnull=False)


def _add_below(found: Gathered, units: Collection[int], on: date, since: Since, rules: OfficeRules) -> None:
    """Late work that these units gave, one line for each obligation and day with the number of units behind it."""
    window = _late_window(on, since, rules.all_steps())
    given = Assignment.objects.filter(window, giver__one_of=units, state__in=OPEN_STATES)
    rows = given.order_by().values_list("obligation", "giver", "due_on").annotate(units=Count("pk"))
    for pk, unit, due, count in rows:
        found.add(Matter("given", pk, Side.ABOVE, due, rules.steps(unit), unit, count=count))
    shared = _open_duties().filter(window, dispatch__unit__one_of=units).exclude(owner=F("dispatch__unit"))
    for pk, unit, due in shared.values_list("pk", "dispatch__unit", "due_on"):
        found.add(Matter("owed", pk, Side.ABOVE, due, rules.steps(unit), unit))


def _late_window(on: date, since: Since, steps: Collection[Steps]) -> Q:
    after = [step.after_above for step in steps]
    window = Q(due_on__lte=on - timedelta(days=min(after)))
    if since.day > date.min:
        window &= Q(due_on__gt=since.day - timedelta(days=max(after)))
    return window


def _add_letters(found: Gathered, units: Collection[int], since: Since) -> None:
    came = Dispatch.objects.filter(
        unit__one_of=units, received_at__gt=since.moment, copy_of=None, attached_to=None
    )
    for pk, unit, at in came.order_by("pk").values_list("pk", "unit", "received_at"):
        found.letters.setdefault(unit, []).append(Letter(pk, at))


def _count_late(found: Gathered, units: Collection[int], on: date) -> None:
    late = Assignment.objects.filter(unit__one_of=units, state__in=OPEN_STATES, due_on__lt=on)
    owed = _open_duties().filter(owner__one_of=units, due_on__lt=on)
    for name, rows in (("unit", late), ("owner", owed)):
        for unit, count in rows.order_by().values_list(name).annotate(count=Count("pk")):
            found.late[unit] = found.late.get(unit, 0) + count


def _unsent(people: Collection[Recipient], since: dict[int, Since], on: date) -> dict[int, int]:
    """For administrators: digests of people they look after that could not be sent since their own last one."""
    keepers = [each for each in people if each.keeps]
    if not keepers:
        return {}
    first = datetime.combine(on - FIRST_LOOK, time(), UTC)
    ended = Delivery.objects.filter(state__in=_WAITING, ended_at__gt=first)
    failed = list(ended.values_list("digest__person", "ended_at"))
    units: dict[int, set[int]] = {}
    holders = Role.objects.filter(person__one_of={person for person, _ in failed}) if failed else ()
    for role in holders:
        units.setdefault(role.person_id, set()).add(role.unit_id)
    day_tree, counts = tree(on=on), {}
    for keeper in keepers:
        mine, known = kept_units(keeper, day_tree), since.get(keeper.person)
        counts[keeper.person] = sum(
            1
            for person, at in failed
            if not mine.isdisjoint(units.get(person, ())) and (known is None or at > known.moment)
        )
    return counts
