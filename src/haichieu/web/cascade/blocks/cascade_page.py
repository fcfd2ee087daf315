"""Handing down: the obligations, the units, and what one tap will send."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count

from haichieu.dispatches.models import Assignment, Dispatch, Obligation
from haichieu.dispatches.queries import current_reading, remembered_addressees
from haichieu.dispatches.rules import match_addressees
from haichieu.units.models import Unit, UnitKind
from haichieu.units.rules import Tree
from haichieu.web.cascade.duty_actors import ActorUnits
from haichieu.web.cascade.forms.cascading import DutyPick, Wish, fresh_pick
from haichieu.web.cascade.naming import unit_name
from haichieu.web.cascade.receiving import Unreceived
from haichieu.web.cascade.unit_rows import PARTS, Chosen, FoundUnit, RuleOption, UnitRow, UnitRows


@dataclass(frozen=True, slots=True)
class Source:
    """What is handed down, and by whom."""

    giver: Unit
    letter: Dispatch
    duties: tuple[Obligation, ...]
    #: the giver's own assignment, where it passes on what it was given
    own: Assignment | None = None


@dataclass(frozen=True, slots=True)
class CascadePage:
    """The page before one tap sends."""

    source: Source
    giver: str
    picks: tuple[DutyPick, ...]
    rows: tuple[UnitRow, ...]
    options: list[RuleOption]
    chosen: Chosen
    #: chosen units where nobody can receive anything yet
    nobody: Unreceived
    #: what the tap sends: the same as was shown, or it is shown again
    fingerprint: str
    found: list[FoundUnit] = field(default_factory=list)
    search: str = ""
    note: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""

    parts = PARTS

    @property
    def letter(self) -> Dispatch:
        """The letter."""
        return self.source.letter

    @property
    def tasks(self) -> int:
        """Obligations times units."""
        return sum(pick.take for pick in self.picks)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to send and somebody to send it to."""
        return bool(self.tasks and self.chosen.count)


def held_counts(source: Source) -> dict[int, int]:
    """By obligation, how many units hold it from this giver."""
    rows = Assignment.objects.filter(obligation__in=source.duties, giver=source.giver)
    rows = rows.exclude(state=Assignment.State.WITHDRAWN)
    return dict(rows.order_by().values_list("obligation").annotate(Count("pk")))


def unit_rows(source: Source, tree: Tree) -> UnitRows:
    """The choice of units below the giver."""
    kinds = dict(UnitKind.objects.values_list("code", "name"))
    return UnitRows(tree, source.giver.pk, kinds)


def first_page(source: Source, tree: Tree, letter_tree: Tree) -> CascadePage:
    """The page as it opens: the letter's addressees matched to units of the letter's day."""
    make = unit_rows(source, tree)
    held = held_counts(source)
    rows = () if source.own else _proposed(source, make, letter_tree)
    wish = Wish(tuple(fresh_pick(duty, held) for duty in source.duties), rows, "", "")
    wish = replace(wish, picks=_told_apart(source, wish, make, _chosen(source, wish, make)))
    # A duty of others is offered, but not ticked: a person says whether these units have it too.
    picks = tuple(replace(pick, take=pick.take and not pick.apart) for pick in wish.picks)
    return page_of(source, replace(wish, picks=picks), make)


def _chosen(source: Source, wish: Wish, make: UnitRows) -> Chosen:
    return Chosen.of(wish.rows, make.tree.below(source.giver.pk) - {source.giver.pk})


def _told_apart(source: Source, wish: Wish, make: UnitRows, chosen: Chosen) -> tuple[DutyPick, ...]:
    """Each duty with a word where the letter gives it to others than the chosen units."""
    if source.own or not any(pick.duty.actors for pick in wish.picks):
        return wish.picks
    finder = ActorUnits(make, wish.rows, remembered_addressees(source.giver))
    return tuple(replace(pick, apart=finder.apart(pick.duty.actors, chosen)) for pick in wish.picks)


def is_incomplete(row: UnitRow, make: UnitRows) -> bool:
    """Whether the row is only what the machine found for a part of its phrase: nothing to remember."""
    matched = match_addressees(row.phrase, make.tree, make.giver, {}, make.kinds)
    return bool(matched.missing) and matched.rule == row.rule


def _proposed(source: Source, make: UnitRows, letter_tree: Tree) -> tuple[UnitRow, ...]:
    reading = current_reading(source.letter)
    phrases = [str(each) for each in (reading.values.get("addressees") or [])] if reading else []
    kept = remembered_addressees(source.giver)
    rows = []
    for phrase in dict.fromkeys(filter(None, phrases)):
        matched = match_addressees(phrase, letter_tree, source.giver.pk, kept, make.kinds)
        rows.append(make.proposed(phrase, matched))
    return tuple(rows[:20])


def page_of(
    source: Source, wish: Wish, make: UnitRows, *, sentence: str = "", errors: Mapping[str, str] | None = None
) -> CascadePage:
    """The page for what was posted."""
    chosen = _chosen(source, wish, make)
    return CascadePage(
        source=source,
        giver=unit_name(make.tree, source.giver.pk, code=source.giver.code),
        picks=_told_apart(source, wish, make, chosen),
        rows=wish.rows,
        options=make.options(),
        chosen=chosen,
        nobody=Unreceived.among(chosen.lead | chosen.cooperating | chosen.copies, make.tree),
        fingerprint=_fingerprint(wish, chosen),
        found=make.search(wish.search),
        search=wish.search,
        note=wish.note,
        errors=errors or wish.errors,
        sentence=sentence,
    )


def _fingerprint(wish: Wish, chosen: Chosen) -> str:
    """Which duties go to which units. A day is as it was typed last: nothing else changes with it."""
    parts = [str(pick.duty.pk) for pick in wish.taken]
    parts += [",".join(map(str, sorted(ids))) for ids in (chosen.lead, chosen.cooperating, chosen.copies)]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]


def letter_day(letter: Dispatch, on: date) -> date:
    """The day of the letter; of its receipt where nobody could read it."""
    try:
        return min(date.fromisoformat(letter.date), on)
    except ValueError:
        return on
