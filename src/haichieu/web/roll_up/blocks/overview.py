"""Blocks of the picture of the day: a sentence, the numbers, what presses, and the table."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.urls import reverse

from haichieu.dispatches.models import Dispatch, Obligation
from haichieu.dispatches.queries import (
    ObligationRollUp,
    Scope,
    Silence,
    by_letter,
    roll_up,
    roll_up_below,
    total,
    unopened,
)
from haichieu.dispatches.rules import Counts, Figure
from haichieu.web.dispatches.naming import letter_name
from haichieu.web.roll_up.addresses import address
from haichieu.web.roll_up.blocks.figures import Number, number, numbers
from haichieu.web.roll_up.words import day_sentence

#: lines of a block, and of a page of the table
MOST, ROWS = 6, 40
TILES = (Figure.OVERDUE, Figure.SOON, Figure.SILENT, Figure.SUBMITTED)
GROUPS = (("unit", "Theo đơn vị"), ("letter", "Theo văn bản"), ("obligation", "Theo việc"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block or of the table."""

    name: str
    #: what it opens; empty where nothing lies below
    url: str
    numbers: tuple[Number, ...]
    more: str = ""
    due_on: date | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to look, among others."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the page."""

    unit_name: str
    #: the units above that the person may open, the highest first
    path: tuple[Choice, ...]
    sentence: str
    tiles: tuple[Number, ...]
    whole: Line
    due: tuple[Line, ...]
    silent: tuple[Line, ...]
    #: units where nobody who has come in holds a role, and how many there are
    nobody: tuple[Line, ...]
    nobody_count: int
    stuck: tuple[Line, ...]
    groups: tuple[Choice, ...]
    lines: tuple[Line, ...]
    page: Page
    heat_url: str
    nobody_url: str
    workbook_url: str
    #: the letter or obligation that it is narrowed to
    narrowed: str
    whole_url: str

    @property
    def is_empty(self) -> bool:
        """Nothing was ever handed to these units."""
        return not self.whole.numbers[0].value

    @classmethod
    def of(cls, scope: Scope, *, open_units: Collection[int], by: str, page: str) -> "Overview":
        """The page; the number of questions does not grow with the records."""
        found = roll_up(scope)
        whole = total(found)
        duties = _Duties(scope, found)
        by = by if by in dict(GROUPS) else "unit"
        asleep = unopened(scope, most=MOST)
        shown = Paginator(_keys(scope, found, by), ROWS).get_page(page)
        return cls(
            unit_name=scope.tree.nodes[scope.unit].name,
            path=path_of(scope, open_units, "roll-up"),
            sentence=day_sentence(whole),
            tiles=numbers(scope, whole, TILES),
            whole=Line("Tất cả", "", numbers(scope, whole)),
            due=duties.due(),
            silent=_silent(scope, asleep.silent),
            nobody=_silent(scope, asleep.nobody),
            nobody_count=asleep.nobody_count,
            stuck=duties.stuck(),
            groups=tuple(
                Choice(label, address("roll-up", scope, by=key), key == by) for key, label in GROUPS
            ),
            lines=_lines(scope, by, shown.object_list),
            page=shown,
            heat_url=address("heat-map", scope),
            nobody_url=f"{reverse('unit-list')}?nguoi=chua&duoi={scope.unit}",
            workbook_url=address("roll-up-xlsx", scope),
            narrowed=duties.narrowed(),
            whole_url=address("roll-up", replace(scope, letter=None, obligation=None)),
        )


def path_of(scope: Scope, open_units: Collection[int], name: str) -> tuple[Choice, ...]:
    """The units above, the highest first, each with its page of the same kind."""
    above = [pk for pk in reversed(scope.tree.above(scope.unit)) if pk in open_units]
    return tuple(Choice(scope.tree.nodes[pk].name, address(name, scope, unit=pk), False) for pk in above)


Keys = Sequence[tuple[int, Counts]]


def _keys(scope: Scope, found: Sequence[ObligationRollUp], by: str) -> Keys:
    """What the table's lines are, with their counts: units in the order of the tree, the rest newest first."""
    if by == "letter":
        return list(by_letter(found).items())
    if by == "obligation":
        return [(line.obligation, line.counts) for line in found]
    return list(roll_up_below(scope).items())


def _lines(scope: Scope, by: str, keys: Keys) -> tuple[Line, ...]:
    if by == "unit":
        return tuple(unit_line(scope, pk, counts) for pk, counts in keys)
    names = letter_names([pk for pk, _ in keys]) if by == "letter" else duty_names([pk for pk, _ in keys])
    return tuple(
        Line(names[pk], address("roll-up", scope, **{by: pk}), numbers(scope, counts, **{by: pk}))
        for pk, counts in keys
    )


def unit_line(scope: Scope, unit: int, counts: Counts) -> Line:
    """A lower unit with everything under it, or what the unit itself was given."""
    name = scope.tree.nodes[unit].name
    if unit == scope.unit:
        return Line(f"{name} (riêng đơn vị này)", "", numbers(scope, counts, own="1"))
    opens = address("roll-up", scope, unit=unit) if scope.tree.children.get(unit) else ""
    return Line(name, opens, numbers(scope, counts, unit=unit))


def letter_names(letters: Sequence[int]) -> dict[int, str]:
    """What letters are called."""
    rows = Dispatch.objects.filter(pk__one_of=letters).defer("text", "search")
    return {row.pk: f"{letter_name(row)}: {row.subject}" if row.subject else letter_name(row) for row in rows}


def duty_names(obligations: Sequence[int]) -> dict[int, str]:
    """The words of obligations."""
    return dict(Obligation.objects.filter(pk__one_of=obligations).values_list("pk", "text"))


def _silent(scope: Scope, found: Sequence[Silence]) -> tuple[Line, ...]:
    return tuple(
        Line(
            scope.tree.nodes[line.unit].name,
            address("roll-up-rows", scope, unit=line.unit, figure=Figure.SILENT.value, own="1"),
            (),
            since=line.since,
            more=str(line.waiting),
        )
        for line in found
    )


class _Duties:
    """What presses among the obligations, with their names asked for once."""

    def __init__(self, scope: Scope, found: Sequence[ObligationRollUp]) -> None:
        self._scope = scope
        self._letters = by_letter(found)
        self._stuck = _most_stuck(self._letters)
        soon = [line for line in found if line.counts.soon]
        days = {
            pk: (text, due)
            for pk, text, due in Obligation.objects.filter(
                pk__one_of=[line.obligation for line in soon] + [scope.obligation or 0]
            ).values_list("pk", "text", "due_on")
        }
        self._words = days
        self._soon = sorted(soon, key=lambda line: (days[line.obligation][1] or date.max, -line.counts.soon))[
            :MOST
        ]
        self._names = letter_names([*self._stuck, scope.letter or 0])

    def due(self) -> tuple[Line, ...]:
        """What falls due within a week, the nearest first."""
        return tuple(
            Line(
                self._words[line.obligation][0],
                address("roll-up", self._scope, obligation=line.obligation),
                (number(self._scope, line.counts, Figure.SOON, obligation=line.obligation),),
                due_on=self._words[line.obligation][1],
            )
            for line in self._soon
        )

    def stuck(self) -> tuple[Line, ...]:
        """Letters with the most work overdue, returned or waiting for a decision."""
        shown = (Figure.OVERDUE, Figure.RETURNED, Figure.SUBMITTED)
        return tuple(
            Line(
                self._names[pk],
                address("roll-up", self._scope, letter=pk),
                tuple(n for n in numbers(self._scope, self._letters[pk], shown, letter=pk) if n.value),
            )
            for pk in self._stuck
        )

    def narrowed(self) -> str:
        """The letter or the obligation that the page is narrowed to; nothing of what these units were not given."""
        if not self._letters:
            return "việc này" if self._scope.obligation or self._scope.letter else ""
        if self._scope.obligation:
            return self._words[self._scope.obligation][0]
        return self._names[self._scope.letter] if self._scope.letter else ""


def _most_stuck(letters: Mapping[int, Counts]) -> list[int]:
    weight = {pk: counts.overdue + counts.returned + counts.submitted for pk, counts in letters.items()}
    return sorted((pk for pk in weight if weight[pk]), key=lambda pk: -weight[pk])[:MOST]
