"""Who is told: people with a role on the very unit, and whose digest of today is still to be decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from haichieu.dispatches.models import AssignmentFact
from haichieu.notices.models import Digest, NoticeChoice
from haichieu.notices.queries.rules import OfficeRules
from haichieu.notices.rules import OFFICE_ZONE, Quiet, Said, is_time
from haichieu.units.models import Role
from haichieu.units.rules import RIGHTS, Tree


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person with the units whose work they answer for, and those whose people they look after."""

    person: int
    #: the unit of the first role: whose hours and calendar hold
    home: int
    units: frozenset[int]
    #: units on which the person is administrator; it reaches downwards
    keeps: frozenset[int]
    quiet: Quiet


def recipients(*, on: date, rules: OfficeRules, only: Iterable[int] | None = None) -> list[Recipient]:
    """Everybody who is told on the day, by themselves or standing in for somebody."""
    answering, keeping = RIGHTS["answer_assignment"], RIGHTS["manage_people"]
    held = Role.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    held = held.filter(role__in=answering | keeping, person__is_active=True)
    if only is not None:
        held = held.filter(person__one_of=list(only))
    units: dict[int, set[int]] = {}
    keeps: dict[int, set[int]] = {}
    homes: dict[int, int] = {}
    for person, unit, role in held.order_by("valid_from", "pk").values_list("person", "unit", "role"):
        homes.setdefault(person, unit)
        if role in answering:
            units.setdefault(person, set()).add(unit)
        if role in keeping:
            keeps.setdefault(person, set()).add(unit)
    chosen = {
        pk: Quiet(start, end)
        for pk, start, end in NoticeChoice.objects.filter(
            quiet_from__isnull=False, quiet_to__isnull=False
        ).values_list("person", "quiet_from", "quiet_to")
    }
    return [
        Recipient(
            pk,
            home,
            frozenset(units.get(pk, ())),
            frozenset(keeps.get(pk, ())),
            chosen.get(pk) or rules.quiet(home),
        )
        for pk, home in homes.items()
    ]


def to_decide(at: datetime, *, rules: OfficeRules) -> list[Recipient]:
    """Those whose digest of today is due and not decided yet."""
    day = at.astimezone(OFFICE_ZONE).date()
    decided = set(Digest.objects.filter(day=day).values_list("person", flat=True))
    everybody = recipients(on=day, rules=rules)
    return [each for each in everybody if each.person not in decided and is_time(at, each.quiet, None)]


def to_look_again(at: datetime, *, rules: OfficeRules) -> list[tuple[Recipient, datetime]]:
    """Those who had nothing this morning and whose units were given something since that is due by tomorrow."""
    day = at.astimezone(OFFICE_ZONE).date()
    looked = dict(Digest.objects.filter(day=day, is_empty=True).values_list("person", "made_at"))
    if not looked:
        return []
    given = AssignmentFact.objects.filter(verb__in=list(Said), at__gt=min(looked.values()), at__lte=at)
    units = set(given.filter(assignment__due_on__isnull=False).values_list("assignment__unit", flat=True))
    if not units:
        return []
    people = Role.objects.filter(unit__one_of=units, person__one_of=list(looked)).values_list(
        "person", flat=True
    )
    found = recipients(on=day, rules=rules, only=set(people))
    return [(each, looked[each.person]) for each in found if not each.quiet.holds(at)]


def kept_units(recipient: Recipient, day_tree: Tree) -> frozenset[int]:
    """The units whose people somebody looks after."""
    return frozenset().union(*(day_tree.below(unit) for unit in recipient.keeps))
