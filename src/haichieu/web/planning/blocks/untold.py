"""Finished work that no post tells yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator

from haichieu.dispatches.models import Obligation
from haichieu.posts.queries import untold_work
from haichieu.units.rules import Tree
from haichieu.web.dispatches.naming import letter_name

#: Work finished within so many days is shown.
DAYS = 90
ROWS = 30


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown for a piece of work: a sentence, an address, or both."""

    note: str
    address: str


@dataclass(frozen=True, slots=True)
class UntoldRow:
    """One piece of work."""

    work: Obligation
    unit_name: str
    letter: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Untold:
    """The work, newest first, and how much there is."""

    rows: tuple[UntoldRow, ...]
    count: int
    page: Page


def untold_page(
    units: Collection[int], *, tree: Tree, today: date, most: int = ROWS, page: str = "1"
) -> Untold:
    """Work that these units finished in the last 90 days with something to show; a few questions in all."""
    found = untold_work(units=units, first=today - timedelta(days=DAYS), last=today)
    shown = Paginator(found, most).get_page(page)
    return Untold(tuple(untold_row(work, tree) for work in shown.object_list), len(found), shown)


def untold_row(work: Obligation, tree: Tree) -> UntoldRow:
    """One piece of work with what was shown for it; its facts are at hand already, or asked for once."""
    node = tree.nodes.get(work.owner_id)
    facts = sorted(work.facts.all(), key=lambda fact: fact.at)
    shown = tuple(
        Shown(fact.note, fact.evidence_ref if fact.evidence_kind == "link" else "")
        for fact in facts
        if fact.verb in ("evidence", "done") and (fact.note or fact.evidence_kind == "link")
    )
    return UntoldRow(work, node.name if node else work.owner.code, letter_name(work.dispatch), shown)
