"""Blocks of Hôm nay: what is late, due, waiting, at other units and near its limit."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import QuerySet
from django.urls import reverse

from haichieu.channels.queries import channels
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import (
    GivenCounts,
    ObligationCounts,
    assignments_of,
    count_given,
    count_obligations,
    dispatches,
    given_assignments,
    in_force,
    obligations,
    overdue_at_units,
)
from haichieu.posts.queries import NOT_BLIND, Blindness, audits, drafts_in, flag_checks
from haichieu.posts.rules import ABOVE, UNSURE
from haichieu.units.rules import Tree
from haichieu.web.cascade.blocks.inbox import InboxRow, given_rows
from haichieu.web.channels.blindness import kept_words
from haichieu.web.channels.blocks import ChannelRow, channel_rows, period_of
from haichieu.web.channels.doubts import Doubts, doubts
from haichieu.web.dispatches.blocks.obligation_list import ObligationRow, obligation_rows
from haichieu.web.dispatches.naming import letter_name
from haichieu.web.posts.blocks.frames import RunRow
from haichieu.web.shell.periods import Period

#: Records of one block; the block's number links to all of them.
MOST = 5
#: states of obligations of which the first are shown
STATES = ("late", "soon", "standing", "units", "finished")
RUNS = 3
REVIEW_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter that waits for a person."""

    letter: Dispatch
    name: str


@dataclass(frozen=True, slots=True)
class AtUnitsBlock:
    """Work that other units have: nothing for the office to do but to ask, to decide, and to close it."""

    #: waiting for units, with how often a unit is late with it
    rows: tuple[ObligationRow, ...]
    late: int
    #: what every unit has finished and the office may close
    finished: tuple[ObligationRow, ...]
    #: what the person's own units were given and passed on
    passed_on: int

    @property
    def is_empty(self) -> bool:
        """Nothing was handed down or passed on that is still open."""
        return not (self.rows or self.finished or self.passed_on)


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the summary; it leads to exactly what it counts."""

    label: str
    icon: str
    url: str
    value: int
    #: late or soon
    state: str


@dataclass(frozen=True, slots=True)
class Today:
    """Everything on the page."""

    counts: ObligationCounts
    #: what units above gave to the person's own units and still waits for them
    given: tuple[InboxRow, ...]
    given_counts: GivenCounts
    #: results that wait for a decision of the person's own units, where the person may decide
    to_decide: int
    at_units: AtUnitsBlock
    late: tuple[ObligationRow, ...]
    soon: tuple[ObligationRow, ...]
    to_review: tuple[ObligationRow, ...]
    waiting: tuple[LetterRow, ...]
    waiting_count: int
    set_aside: tuple[LetterRow, ...]
    set_aside_count: int
    #: channels whose estimate is over the limit, or too wide to tell
    near: tuple[ChannelRow, ...]
    #: how many channels have a limit to keep
    limited: int
    #: why some of the machine's figures are not shown; empty where all are
    kept: str
    channel_count: int
    period: Period
    #: channels whose estimate should not be believed now
    doubts: Doubts
    #: drafts meant for the next seven days or for days gone by
    drafts_due: int
    #: flagged posts that wait for this person's second look
    flags_waiting: int
    #: the newest runs of labelling, open or closed
    runs: tuple[RunRow, ...]

    @property
    def unsure(self) -> tuple[ChannelRow, ...]:
        """Of the channels near a limit those of which the machine cannot tell."""
        return tuple(row for row in self.near if row.standing.state == UNSURE)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """What is late and due: of the letters' duties, and apart from them of what units above gave."""
        given, duties = self.given_counts, self.counts
        return (
            *_tiles("exclamation-octagon", "late", "quá hạn", duties.late, given.late),
            *_tiles("clock-history", "soon", "đến hạn trong 7 ngày", duties.soon, given.soon),
        )

    @property
    def is_calm(self) -> bool:
        """Nothing is late, due, waiting or near a limit."""
        return not (
            self.given
            or self.to_decide
            or not self.at_units.is_empty
            or self.late
            or self.soon
            or self.to_review
            or self.waiting
            or self.set_aside_count
            or self.near
            or self.drafts_due
            or self.flags_waiting
        )

    @property
    def is_new(self) -> bool:
        """Nothing has ever been put in."""
        return self.is_calm and not self.counts.total and not self.channel_count


def today_block(
    units: Collection[int],
    *,
    on: date,
    tree: Tree,
    mine: Collection[int] = (),
    may_decide: Collection[int] = (),
    may_check: Collection[int] = (),
    person: str = "",
    blind: Blindness = NOT_BLIND,
) -> Today:
    """The page for these units on one day; the number of queries does not grow with the records.

    ``mine`` are the units on which ``person`` holds a role, ``may_decide`` those of them whose results wait for the
    person, ``may_check`` those whose flags they may look at again,
    ``blind`` the open runs kept from them.
    """
    own = list(channels(units=units).filter(closed_at=None))
    period = period_of([channel.pk for channel in own], "", today=on)
    rows = channel_rows(own, period=period, tree=tree, blind=blind)
    waiting = dispatches(units=units, state="waiting")
    given = assignments_of(units=mine, state="open", on=on)
    aside = dispatches(units=units, state="set_aside")
    counts = count_obligations(in_force(units=units), on=on)
    duties = _duty_rows(units, tree, counts, on=on)
    return Today(
        counts=counts,
        at_units=AtUnitsBlock(
            rows=duties["units"],
            late=overdue_at_units(obligations(units=units, on=on, state="units"), tree=tree, on=on)
            if counts.units
            else 0,
            finished=duties["finished"],
            passed_on=assignments_of(units=mine, state="units").order_by().count(),
        ),
        given=given_rows(given[:MOST], tree, on=on),
        given_counts=count_given(given, on=on),
        to_decide=given_assignments(units=may_decide, state="submitted").order_by().count(),
        late=duties["late"],
        soon=duties["soon"],
        to_review=duties["standing"],
        waiting=_letters(waiting),
        waiting_count=waiting.order_by().count(),
        set_aside=_letters(aside),
        set_aside_count=aside.order_by().count(),
        near=tuple(sorted((row for row in rows if row.standing.state in (ABOVE, UNSURE)), key=_by_share))[
            :MOST
        ],
        limited=sum(row.limit is not None and row.kept is None for row in rows),
        kept=kept_words(next((row.kept for row in rows if row.kept), None)),
        channel_count=len(own),
        period=period,
        doubts=doubts([channel.pk for channel in own], period.first, period.last),
        drafts_due=drafts_in(units=units, state="due", on=on).order_by().count(),
        flags_waiting=flag_checks(units=may_check, person=person, blind=blind).order_by().count()
        if may_check
        else 0,
        runs=tuple(RunRow(run, run.read) for run in audits(units=units)[:RUNS]),
    )


def _tiles(icon: str, state: str, words: str, duties: int, given: int) -> Iterator[Tile]:
    """Two numbers where there are two; never a nought beside work that was given and presses."""
    if duties or not given:
        yield Tile(f"Nhiệm vụ {words}", icon, f"{reverse('obligation-list')}?state={state}", duties, state)
    if given:
        yield Tile(f"Việc được giao {words}", icon, f"{reverse('inbox')}?state={state}", given, state)


def _by_share(row: ChannelRow) -> tuple[bool, float]:
    return row.standing.state != ABOVE, -(row.mix.share or 0.0)


def _duty_rows(
    units: Collection[int], tree: Tree, counts: ObligationCounts, *, on: date
) -> dict[str, tuple[ObligationRow, ...]]:
    """The first obligations of each state that there are, with how units stand asked for once."""
    asked = {state: obligations(units=units, on=on, state=state) for state in STATES}
    asked["standing"] = asked["standing"].filter(review_on__lte=on + REVIEW_WITHIN)
    found = {state: list(rows[:MOST]) if getattr(counts, state) else [] for state, rows in asked.items()}
    every = {owed.pk: owed for owed in chain.from_iterable(found.values())}
    rows = {row.owed.pk: row for row in obligation_rows(every.values(), tree, on=on, open_units=units)}
    return {state: tuple(rows[owed.pk] for owed in duties) for state, duties in found.items()}


def _letters(found: QuerySet[Dispatch]) -> tuple[LetterRow, ...]:
    return tuple(LetterRow(letter, letter_name(letter)) for letter in found[:MOST])
