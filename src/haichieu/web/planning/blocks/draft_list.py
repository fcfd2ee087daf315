"""Every draft, by state: what is due, what became a post, what was given up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator

from haichieu.posts.models import PlannedPost
from haichieu.posts.queries import count_drafts, drafts_in
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.dispatches.blocks.letter_list import Preset

ROWS = 30
STATES = (
    ("due", "7 ngày tới"),
    ("open", "Chưa đăng"),
    ("published", "Đã đăng"),
    ("dropped", "Đã bỏ"),
    ("", "Tất cả"),
)


@dataclass(frozen=True, slots=True)
class ListedDraft:
    """One draft of the list."""

    draft: PlannedPost
    unit_name: str
    #: open, published or dropped
    state: str
    #: its day has gone by and it is still open
    is_late: bool
    #: who gave it up; empty where nobody did
    dropped_by: str


@dataclass(frozen=True, slots=True)
class DraftList:
    """One page of the drafts found, and the filter."""

    rows: tuple[ListedDraft, ...]
    page: Page
    presets: tuple[Preset, ...]


def draft_list(units: Collection[int], *, tree: Tree, today: date, state: str, page: str) -> DraftList:
    """Drafts of these units in one state; the number of questions does not grow with the drafts."""
    counts = count_drafts(units=units, on=today)
    shown = Paginator(drafts_in(units=units, state=state, on=today), ROWS).get_page(page)
    names = people_names({draft.dropped_by for draft in shown.object_list} - {""})
    presets = tuple(
        Preset(label, f"?state={name}", name == state, getattr(counts, name or "total"))
        for name, label in STATES
    )
    return DraftList(tuple(_row(draft, tree, today, names) for draft in shown.object_list), shown, presets)


def _row(draft: PlannedPost, tree: Tree, today: date, names: dict[str, str]) -> ListedDraft:
    node = tree.nodes.get(draft.channel.unit_id)
    state = "dropped" if draft.dropped_at else "published" if draft.published_id else "open"
    is_late = state == "open" and draft.planned_for < today
    dropped_by = names.get(draft.dropped_by, "Hệ thống") if draft.dropped_at else ""
    return ListedDraft(draft, node.name if node else "", state, is_late, dropped_by)
