"""Blocks of the planning page: the month, its room, its drafts by day, and what could still be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.core.paginator import Page, Paginator

from haichieu.channels.queries import channels
from haichieu.dispatches.models import MeasuredLimit
from haichieu.dispatches.queries import limits_on_each_channel, measured_limits, work_calendar
from haichieu.dispatches.rules import Calendar
from haichieu.posts.models import PlannedPost
from haichieu.posts.queries import (
    Blindness,
    FlagMisuse,
    MonthAhead,
    OpenReading,
    fits_by_channel,
    flag_checks,
    flag_misuse,
    month_ahead,
    planned_posts,
)
from haichieu.units.models import Unit
from haichieu.units.rules import Tree
from haichieu.web.channels.blindness import kept_words
from haichieu.web.channels.doubts import Doubts, doubts
from haichieu.web.dispatches.naming import letter_name
from haichieu.web.planning.blocks.untold import Untold, untold_page
from haichieu.web.planning.blocks.weeks import WeeksFigure, between, weeks_figure
from haichieu.web.shell.limits import exact
from haichieu.web.shell.templatetags.viet import vn_number, vn_percent

#: Drafts on one page.
ROWS = 60
#: Days over which second looks at flags are counted.
FLAG_DAYS = 90
_SATURDAY = 5
#: Doubts about days further back say little about the forecast.
DOUBT_DAYS = 60
#: Fewer days of the past than this make a forecast that says little.
FEW_DAYS = 21


@dataclass(frozen=True, slots=True)
class Room:
    """How many more negative posts a limit leaves room for, and where the limit stands."""

    sentence: str
    is_passed: bool
    letter: str
    letter_pk: int
    #: the limit and what it is measured on
    measured_on: str
    #: the channels by themselves, the least room first; empty where all are taken together
    channels: "tuple[ChannelRoom, ...]" = ()

    @property
    def state(self) -> str:
        """The badge beside the sentence."""
        return "above" if self.is_passed else "within"


@dataclass(frozen=True, slots=True)
class ChannelRoom:
    """The room on one channel."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Month:
    """The month as it stands and as it will probably end."""

    ahead: MonthAhead
    today: date
    rooms: tuple[Room, ...]
    doubts: Doubts
    #: the open run because of which the machine's figures of the month are kept from the person
    kept: OpenReading | None = None

    @property
    def name(self) -> str:
        """What the month is called: only today's is “this month”."""
        if self.ahead.first <= self.today <= self.ahead.last:
            return "Tháng này"
        return f"Tháng {self.ahead.first:%m/%Y}"

    @property
    def is_over(self) -> bool:
        """Whether no day of it is still to come."""
        return self.ahead.last < self.today

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say about it."""
        return not self.ahead.published and not self.ahead.history

    @property
    def is_young(self) -> bool:
        """Whether little of the past is known."""
        return not self.is_over and self.ahead.history < FEW_DAYS

    @property
    def so_far(self) -> str:
        """What was published."""
        if not self.ahead.published:
            return f"{self.name} chưa có bài nào."
        share = self.ahead.counted / self.ahead.published
        whole = f"{'Cả tháng' if self.is_over else 'Đến nay'}: {vn_number(self.ahead.published)} bài"
        if self.kept:
            return f"{whole}. {kept_words(self.kept)}"
        return f"{whole}, máy đọc {vn_number(self.ahead.counted)} bài là tiêu cực ({vn_percent(share)})."

    @property
    def expected(self) -> str:
        """What the month will probably have brought at its end."""
        ahead = self.ahead.outlook
        return (
            f"Đến hết tháng: khoảng {vn_number(round(ahead.posts.mean))} bài "
            f"({between(ahead.posts.low, ahead.posts.high)}), trong đó khoảng "
            f"{vn_number(round(ahead.counted.mean))} bài tiêu cực ({between(ahead.counted.low, ahead.counted.high)}), "
            f"tức {vn_percent(ahead.share.mean)} (từ {vn_percent(ahead.share.low)} đến {vn_percent(ahead.share.high)})."
        )


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft of a day."""

    draft: PlannedPost
    unit_name: str

    @property
    def estimate(self) -> str:
        """What the machine makes of it."""
        return f"Máy đoán: {round(self.draft.p_negative * 100)}\u00a0% là tiêu cực"


@dataclass(frozen=True, slots=True)
class DraftDay:
    """A day with drafts."""

    day: date
    #: name of the holiday, empty on other days and at weekends
    off: str
    #: the day has gone by and its drafts were not tied to a post
    is_past: bool
    rows: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a month, by day."""

    page: Page
    days: tuple[DraftDay, ...]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on the planning page of a unit and a month."""

    unit_name: str
    month: Month
    #: None for a month that is over
    weeks: WeeksFigure | None
    drafts: Drafts
    untold: Untold
    flags: "FlagBlock"


@dataclass(frozen=True, slots=True)
class FlagBlock:
    """How the advisory flag is used, and how many posts wait for a second look."""

    misuse: FlagMisuse
    #: those that this person may look at
    waiting: int

    @property
    def sentence(self) -> str:
        """The share of flags that a second look found wrong, with its interval."""
        found = self.misuse
        if found.interval is None:
            return "Chưa có bài nào được xem lại."
        if not found.says_enough:
            return (
                f"Đã xem lại {vn_number(found.checked)} bài, chưa đủ để nói bao nhiêu dấu cảnh báo đặt sai."
            )
        return (
            f"Đã xem lại {vn_number(found.checked)} bài: {vn_number(found.wrong)} bài không phải cảnh báo, tức "
            f"{vn_percent(found.wrong / found.checked)} (từ {vn_percent(found.interval.low)} đến "
            f"{vn_percent(found.interval.high)})."
        )


def flag_block(
    units: Collection[int], *, person: str, may_check: Collection[int], blind: Blindness, today: date
) -> FlagBlock:
    """The use of the flag on these units' posts of the last 90 days."""
    misuse = flag_misuse(units=units, first=today - timedelta(days=FLAG_DAYS), last=today)
    mine = frozenset(units) & frozenset(may_check)
    return FlagBlock(misuse, flag_checks(units=mine, person=person, blind=blind).count() if mine else 0)


def plan_page(
    unit: Unit,
    month: date,
    *,
    tree: Tree,
    today: date,
    person: str,
    may_check: Collection[int],
    blind: Blindness,
    page: str = "1",
) -> PlanPage:
    """The page of a unit and those below it; the number of questions does not grow with drafts, posts or work."""
    below = tree.below(unit.pk)
    names = {channel.pk: channel.name for channel in channels(units=below)}
    ahead = month_ahead(unit=unit, month=month, today=today)
    doubted = doubts(names, today - timedelta(days=DOUBT_DAYS), today)
    node = tree.nodes.get(unit.pk)
    kept = blind.over_days(ahead.first, ahead.last, names.values())
    rooms = _rooms(ahead, unit, tree, today) if ahead.last >= today and not kept else ()
    shown = Month(ahead, today, rooms, doubted, kept)
    return PlanPage(
        unit_name=node.name if node else unit.code,
        month=shown,
        weeks=None
        if shown.is_over or shown.is_empty
        else weeks_figure(unit, names, today=today, blind=blind),
        drafts=_drafts(unit, ahead, tree=tree, today=today, page=page),
        untold=untold_page(below, tree=tree, today=today, most=3),
        flags=flag_block(below, person=person, may_check=may_check, blind=blind, today=today),
    )


def _rooms(ahead: MonthAhead, unit: Unit, tree: Tree, today: date) -> tuple[Room, ...]:
    """The room under each limit on negative posts that is laid on this unit or a unit above it."""
    chain = (unit.pk, *tree.above(unit.pk))
    limits: dict[object, MeasuredLimit] = {}
    for row in measured_limits(units=chain):
        if row.counts == "negative":
            limits.setdefault(exact(row), row)
    each = limits_on_each_channel(limits.values())
    rows = [(fit, row) for fit in ahead.fits if (row := limits.get(fit.limit)) is not None]
    return tuple(
        _channel_rooms(ahead, row, unit, tree, today)
        if row.pk in each
        else _room(fit.sentence, fit.expected < 0, row)
        for fit, row in rows
    )


def _room(sentence: str, is_passed: bool, row: MeasuredLimit) -> Room:
    words = f"Mức {exact(row)}, tính chung mọi kênh"
    return Room(sentence, is_passed, letter_name(row.dispatch), row.dispatch_id, words)


def _channel_rooms(ahead: MonthAhead, row: MeasuredLimit, unit: Unit, tree: Tree, today: date) -> Room:
    found = fits_by_channel(unit=unit, month=ahead.first, today=today, limit=exact(row))
    rooms = tuple(
        ChannelRoom(f"{one.channel.name} – {_name(tree, one.channel.unit_id)}", one.fit.sentence)
        for one in found
    )
    is_passed = any(one.fit.expected < 0 for one in found)
    words = f"Mức {exact(row)}, tính trên từng kênh"
    return Room("", is_passed, letter_name(row.dispatch), row.dispatch_id, words, rooms)


def _drafts(unit: Unit, ahead: MonthAhead, *, tree: Tree, today: date, page: str) -> Drafts:
    found = planned_posts(units=tree.below(unit.pk), first=ahead.first, last=ahead.last)
    shown = Paginator(found, ROWS).get_page(page)
    return Drafts(shown, _days(list(shown.object_list), tree, today, work_calendar(unit.pk, on=today)))


def _days(drafts: Sequence[PlannedPost], tree: Tree, today: date, calendar: Calendar) -> tuple[DraftDay, ...]:
    return tuple(
        DraftDay(
            day,
            (calendar.day_off(day) or "") if day.weekday() < _SATURDAY else "",
            day < today,
            tuple(DraftRow(draft, _name(tree, draft.channel.unit_id)) for draft in same),
        )
        for day, same in groupby(drafts, key=lambda draft: draft.planned_for)
    )


def _name(tree: Tree, unit: int) -> str:
    node = tree.nodes.get(unit)
    return node.name if node else ""
