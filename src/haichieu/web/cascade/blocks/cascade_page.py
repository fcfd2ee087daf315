"""Handing down: the obligations, the units, and what one tap will send."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import remembered_addressees
from haichieu.dispatches.rules import ActorFinder, match_addressees
from haichieu.units.models import UnitKind
from haichieu.units.rules import Tree
from haichieu.web.cascade.blocks.first_groups import first_groups
from haichieu.web.cascade.blocks.source import Given, Source, held_counts
from haichieu.web.cascade.duty_actors import ActorUnits
from haichieu.web.cascade.forms.cascading import DutyGroup, DutyPick, Wish
from haichieu.web.cascade.naming import unit_name
from haichieu.web.cascade.receiving import Unreceived
from haichieu.web.cascade.relayed import Relayed
from haichieu.web.cascade.unit_rows import PARTS, Chosen, FoundUnit, RuleOption, UnitRow, UnitRows


@dataclass(frozen=True, slots=True)
class GroupBlock:
    """Duties that go to the same units, and these units."""

    number: int
    picks: tuple[DutyPick, ...]
    #: each with its place in the form
    rows: tuple[tuple[int, UnitRow], ...]
    chosen: Chosen
    search: str
    found: Sequence[FoundUnit] = ()

    @property
    def place(self) -> int:
        """Counted from 1, as a person reads it."""
        return self.number + 1

    @property
    def taken(self) -> tuple[DutyPick, ...]:
        """The obligations to hand down."""
        return tuple(pick for pick in self.picks if pick.take)


@dataclass(frozen=True, slots=True)
class CascadePage:
    """The page before one tap sends."""

    source: Source
    giver: str
    groups: tuple[GroupBlock, ...]
    options: list[RuleOption]
    #: chosen units where nobody can receive anything yet
    nobody: Unreceived
    #: what was handed down before
    given: Given
    #: what the tap sends: the same as was shown, or it is shown again
    fingerprint: str
    note: str = ""
    #: phrases whose rows a person took away, line by line
    gone: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""

    parts = PARTS

    @property
    def letter(self) -> Dispatch:
        """The letter."""
        return self.source.letter

    @property
    def is_divided(self) -> bool:
        """Whether not all duties go to the same units."""
        return len(self.groups) > 1

    @property
    def duties(self) -> int:
        """How many obligations there are to choose from."""
        return sum(len(group.picks) for group in self.groups)

    @property
    def sending(self) -> tuple[GroupBlock, ...]:
        """The groups of which something is handed down."""
        return tuple(group for group in self.groups if group.taken and group.chosen.count)

    @property
    def left_out(self) -> tuple[GroupBlock, ...]:
        """The groups whose work nobody is to get yet: the others go without them."""
        return tuple(group for group in self.groups if group.taken and not group.chosen.count)

    @property
    def tasks(self) -> int:
        """How many obligations go out."""
        return sum(len(group.taken) for group in self.sending)

    @property
    def chosen(self) -> Chosen:
        """All units that get something, each in its first part."""
        sets = [group.chosen for group in self.sending]
        lead = frozenset[int]().union(*(each.lead for each in sets))
        cooperating = frozenset[int]().union(*(each.cooperating for each in sets)) - lead
        copies = frozenset[int]().union(*(each.copies for each in sets)) - lead - cooperating
        return Chosen(lead, cooperating, copies)

    @property
    def is_ready(self) -> bool:
        """Whether there is something to send, and somebody to send it to."""
        return bool(self.sending)


def unit_rows(source: Source, tree: Tree) -> UnitRows:
    """The choice of units below the giver."""
    kinds = dict(UnitKind.objects.values_list("code", "name"))
    return UnitRows(tree, source.giver.pk, kinds)


def first_page(source: Source, tree: Tree, letter_tree: Tree) -> CascadePage:
    """The page as it opens: addressees and actors of the letter matched to units of the letter's day."""
    make = unit_rows(source, tree)
    wish = Wish(first_groups(source, make, letter_tree, held_counts(source)), "")
    return page_of(source, wish, make, is_first=True)


def is_incomplete(row: UnitRow, make: UnitRows) -> bool:
    """Whether the row is only what the machine found for a part of its phrase: nothing to remember."""
    matched = match_addressees(row.phrase, make.tree, make.giver, {}, make.kinds)
    return bool(matched.missing) and matched.rule == row.rule


def page_of(
    source: Source,
    wish: Wish,
    make: UnitRows,
    *,
    is_first: bool = False,
    sentence: str = "",
    errors: Mapping[str, str] | None = None,
) -> CascadePage:
    """The page for what was posted, or as it opens: then work of others, or held already, is not ticked."""
    relayed = Relayed() if source.own else Relayed.by(source.letter)
    finder = ActorFinder(make.tree, make.giver, remembered_addressees(source.giver), make.kinds)
    place, groups = 0, []
    for group in wish.groups:
        block = _with_held(_block(group, place, make, None if source.own else finder), relayed)
        groups.append(_only_expected(block) if is_first else block)
        place += len(group.rows)
    return CascadePage(
        source=source,
        giver=unit_name(make.tree, source.giver.pk, code=source.giver.code),
        groups=tuple(groups),
        options=make.options(),
        nobody=_nobody(groups, make),
        given=Given.of(source, {pick.duty.pk: pick.held for pick in wish.picks if pick.held}),
        fingerprint=_fingerprint(groups),
        note=wish.note,
        gone="\n".join(wish.gone),
        errors=errors or wish.errors,
        sentence=sentence,
    )


def _block(group: DutyGroup, place: int, make: UnitRows, finder: ActorFinder | None) -> GroupBlock:
    """``finder`` tells each duty that the letter gives to others than the chosen units; None where it names nobody."""
    chosen = Chosen.of(group.rows, make.allowed)
    picks = group.picks
    if finder is not None:
        actors = ActorUnits(finder, group.rows)
        picks = tuple(replace(pick, apart=_apart(pick, actors, chosen)) for pick in picks)
    rows = tuple(enumerate(group.rows, place))
    return GroupBlock(group.number, picks, rows, chosen, group.search, make.search(group.search))


def _with_held(group: GroupBlock, relayed: Relayed) -> GroupBlock:
    held = relayed.held([pick.duty.pk for pick in group.picks], group.chosen)
    return replace(group, picks=tuple(replace(pick, again=held.get(pick.duty.pk)) for pick in group.picks))


def _only_expected(group: GroupBlock) -> GroupBlock:
    """What is others' work, or what all hold already, is left for a person to tick."""
    picks = (
        replace(pick, take=pick.take and not pick.apart and not (pick.again and pick.again.is_all))
        for pick in group.picks
    )
    return replace(group, picks=tuple(picks))


def _apart(pick: DutyPick, actors: ActorUnits, chosen: Chosen) -> str:
    # Who confirmed the letter chose this very unit, whatever the letter calls it.
    if pick.duty.owner_id in chosen.lead:
        return ""
    return actors.apart(pick.duty.actors, chosen)


def _nobody(groups: Sequence[GroupBlock], make: UnitRows) -> Unreceived:
    sets = [group.chosen for group in groups if group.taken]
    reached = (each.lead | each.cooperating | each.copies for each in sets)
    return Unreceived.among(frozenset[int]().union(*reached), make.tree)


def _fingerprint(groups: Sequence[GroupBlock]) -> str:
    """Which duties go to which units. A day is as it was typed last: nothing else changes with it."""
    parts = []
    for group in groups:
        parts += [str(pick.duty.pk) for pick in group.taken]
        sets = (group.chosen.lead, group.chosen.cooperating, group.chosen.copies)
        parts += [",".join(map(str, sorted(ids))) for ids in sets]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]
