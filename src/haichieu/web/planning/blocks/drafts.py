"""Blocks of one draft: where it may go, how it stands, and the post that it may have become."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from haichieu.base.queries import linked
from haichieu.channels.models import Channel, PublishedItem
from haichieu.channels.queries import channels
from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import in_force
from haichieu.posts.models import PlannedPost
from haichieu.posts.queries import OBLIGATION, PLANNED, TELLS, posts
from haichieu.text.folding import fold
from haichieu.units.rules import Tree
from haichieu.web.planning.blocks.untold import UntoldRow, untold_row

#: Posts so many days before and after the drafted day are offered as what a draft became.
EARLY, LATE = timedelta(days=14), timedelta(days=45)
#: Of the newest posts looked at, so many are shown at most.
LOOKED_AT, OFFERED = 300, 6
#: Two titles that share this part of their words are alike.
ALIKE = 0.4
#: From this chance on the machine takes a draft for an advisory.
LIKELY = 0.5


def open_channels(units: Collection[int]) -> list[Channel]:
    """Channels of these units that still take posts."""
    return [channel for channel in channels(units=units) if channel.closed_at is None]


def channel_options(found: Sequence[Channel], tree: Tree) -> list[tuple[str, str]]:
    """The channels to choose from; where they are of several units, each names its unit."""
    are_mixed = len({channel.unit_id for channel in found}) > 1
    return [(str(channel.pk), _option(channel, tree) if are_mixed else channel.name) for channel in found]


def _option(channel: Channel, tree: Tree) -> str:
    node = tree.nodes.get(channel.unit_id)
    return f"{channel.name} – {node.name}" if node else channel.name


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One draft and what may be done with it."""

    draft: PlannedPost
    tells: UntoldRow | None
    #: open, published or dropped
    state: str
    may_change: bool
    #: posts that it may have become, the most alike first
    offers: tuple[PublishedItem, ...]
    search: str
    today: date

    @property
    def is_due(self) -> bool:
        """Whether its day has come."""
        return self.draft.planned_for <= self.today

    @property
    def can_be_out(self) -> bool:
        """Whether its day is near enough that it may be published already."""
        return self.draft.planned_for - EARLY <= self.today

    @property
    def estimate(self) -> str:
        """What the machine makes of it, as the estimate that it is."""
        negative = f"Khoảng {round(self.draft.p_negative * 100)}\u00a0% khả năng bài được đọc là tiêu cực."
        if self.draft.advisory:
            return f"{negative} Đây là bài cảnh báo, khuyến cáo nên không tính vào mức."
        if self.draft.p_advisory >= LIKELY:
            return f"{negative} Máy nghĩ đây có thể là bài cảnh báo, khuyến cáo."
        return negative


def draft_page(
    draft: PlannedPost, *, tree: Tree, units: Collection[int], may_change: bool, today: date, search: str = ""
) -> DraftPage:
    """The page of a draft; work and posts of units that are not open are never on it."""
    state = "dropped" if draft.dropped_at else "published" if draft.published_id else "open"
    offers = _offers(draft, search) if state == "open" and may_change else ()
    return DraftPage(draft, _told(draft, tree, units), state, may_change, offers, search, today)


def _told(draft: PlannedPost, tree: Tree, units: Collection[int]) -> UntoldRow | None:
    refs = [
        int(found.ref)
        for found in linked(PLANNED, str(draft.pk))
        if found.points and found.relation == TELLS and found.kind == OBLIGATION
    ]
    work = told_work(refs[0], units) if refs else None
    return untold_row(work, tree) if work else None


def told_work(pk: int, units: Collection[int]) -> Obligation | None:
    """The work that a draft tells, if it belongs to one of these units."""
    return in_force(units=units).filter(pk=pk).prefetch_related("facts").first()


def _offers(draft: PlannedPost, search: str) -> tuple[PublishedItem, ...]:
    first, last = draft.planned_for - EARLY, draft.planned_for + LATE
    found = posts(channels=[draft.channel_id], first=first, last=last, search=search).filter(planned_as=None)
    if search:
        return tuple(found[:OFFERED])
    alike = [(_likeness(draft.title, item), item) for item in found[:LOOKED_AT]]
    best = sorted((pair for pair in alike if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return tuple(item for _, item in best[:OFFERED])


def _likeness(title: str, item: PublishedItem) -> float:
    """Part of the words of both titles that stand in both."""
    mine, theirs = set(fold(title).split()), set(item.search.split())
    return len(mine & theirs) / max(len(mine | theirs), 1)
