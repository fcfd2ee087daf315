"""Blocks of the list of frozen frames and of one frame with its runs."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from haichieu.channels.models import Channel
from haichieu.channels.queries import channels
from haichieu.dispatches.models import MeasuredLimit
from haichieu.dispatches.queries import measured_limits
from haichieu.posts.models import Audit, FrozenFrame
from haichieu.posts.queries import audits
from haichieu.posts.rules import Beacon, Frame
from haichieu.stats.limits import Limit
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.channels.blocks import actor_name, period_of
from haichieu.web.shell.limits import exact, limit_of
from haichieu.web.shell.periods import Period
from haichieu.web.shell.templatetags.viet import vn_date, vn_percent
from haichieu.web.shell.unit_choice import UnitChoice


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run of labelling on a frame."""

    audit: Audit
    read: int

    @property
    def state(self) -> str:
        """running, or what it decided: below, above, undecided."""
        if self.audit.closed_at is None:
            return self.audit.decision or "running"
        return self.audit.decision or "undecided"

    @property
    def is_open(self) -> bool:
        """Whether posts are still being read."""
        return self.audit.closed_at is None


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One frozen frame with its runs, the first one first."""

    frame: FrozenFrame
    unit_name: str
    runs: tuple[RunRow, ...]


def frame_rows(frames: Sequence[FrozenFrame], *, units: Collection[int], tree: Tree) -> list[FrameRow]:
    """The rows of these frames, in one query for all their runs."""
    runs: dict[int, list[RunRow]] = defaultdict(list)
    for audit in audits(units=units).filter(frame__in=[frame.pk for frame in frames]).order_by("run"):
        runs[audit.frame_id].append(RunRow(audit, audit.read))
    return [FrameRow(frame, unit_name(frame.unit_id, tree), tuple(runs[frame.pk])) for frame in frames]


def unit_name(unit_id: int, tree: Tree) -> str:
    """The unit's name of today, or that it is no longer there."""
    node = tree.nodes.get(unit_id)
    return node.name if node else "Đơn vị đã thôi hoạt động"


@dataclass(frozen=True, slots=True)
class FramePage:
    """One frozen list with what it holds and its runs."""

    row: FrameRow
    #: the limit as a phrase
    limit: str
    #: probability that each bound is right
    confidence: float
    model: str
    channels: tuple[str, ...]
    reposts: int
    frozen_by: str
    #: the round of a public beacon that alone may give the seed, where one was named
    beacon: Beacon | None
    #: whether posts passed on from others were left out on purpose
    without_reposts: bool

    @property
    def has_open_run(self) -> bool:
        """Whether a run is still being read."""
        return any(run.is_open for run in self.row.runs)


def frame_page(row: FrozenFrame, *, units: Collection[int], tree: Tree) -> FramePage:
    """The page of one frozen list."""
    frame = Frame.from_dict(row.record)
    return FramePage(
        row=frame_rows([row], units=units, tree=tree)[0],
        limit=str(frame.limit),
        confidence=1 - frame.alpha,
        model=frame.model,
        channels=tuple(sorted({item.channel for item in frame.items})),
        reposts=sum(item.repost for item in frame.items),
        frozen_by=actor_name(row.frozen_by, people_names({row.frozen_by})),
        beacon=frame.beacon,
        without_reposts=frame.filters is not None and not frame.filters.reposts,
    )


@dataclass(frozen=True, slots=True)
class FrameChoice:
    """What can be chosen for a new list, once its unit is known."""

    units: UnitChoice
    unit_id: int | None
    channels: tuple[Channel, ...]
    #: ids of the ticked channels, as posted
    ticked: frozenset[str]
    period: Period
    limit: MeasuredLimit | None

    @property
    def first_values(self) -> dict[str, str]:
        """What the empty form shows."""
        limit = self.limit and exact(self.limit)
        return {
            "unit": self.units.show(self.unit_id),
            "first": vn_date(self.period.first),
            "last": vn_date(self.period.last),
            "limit": _typed(limit) if limit else "",
            "strict": "0" if limit and not limit.strict else "1",
            "reposts": "1",
        }


def _typed(limit: Limit) -> str:
    """The limit as one would type it, exactly: a fraction where tenths of a percent do not do."""
    if (limit.share * 1000).denominator == 1:
        return vn_percent(limit.share).replace("\u00a0", " ")
    return f"{limit.share.numerator}/{limit.share.denominator}"


def frame_choice(
    typed_unit: str, ticked: Collection[str] | None, *, allowed: Collection[int], tree: Tree, today: date
) -> FrameChoice:
    """The choice for a unit; ``ticked`` None means that nothing was posted yet, and all channels are ticked."""
    units = UnitChoice.among(tree, allowed, verb="freeze_frame")
    unit_id = units.find(typed_unit) if typed_unit else units.options[0].pk
    below = tree.below(unit_id) if unit_id is not None else frozenset()
    found = tuple(channels(units=below))
    limits = measured_limits(units={unit_id, *tree.above(unit_id)}) if unit_id is not None else ()
    return FrameChoice(
        units=units,
        unit_id=unit_id,
        channels=found,
        ticked=frozenset(str(c.pk) for c in found) if ticked is None else frozenset(ticked),
        period=period_of([c.pk for c in found], "182", today=today),
        limit=limit_of(unit_id, limits, tree) if unit_id is not None else None,
    )
