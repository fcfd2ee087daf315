"""Published posts to pick from as evidence: a unit's own channels, searched, those ticked kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from haichieu.channels.models import PublishedItem
from haichieu.channels.queries import channels, items
from haichieu.dispatches.models import Assignment

#: posts offered at once; a search finds the others
_SHOWN = 6
_NEEDED = ("title", "url", "lead", "digest", "day", "published_at", "channel_id")


@dataclass(frozen=True, slots=True)
class PostPick:
    """One post to tick."""

    pk: int
    title: str
    day: date
    channel: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class PostPicks:
    """The posts offered: those ticked first, then what the search finds, the newest first."""

    rows: tuple[PostPick, ...]
    search: str
    has_more: bool

    @classmethod
    def of(cls, assignment: Assignment, *, search: str, ticked: Collection[int]) -> "PostPicks":
        """Look them up; what the ledger shows already is not offered again."""
        names = dict(channels(units=[assignment.unit_id]).values_list("pk", "name"))
        if not names:
            return cls((), search, has_more=False)
        own = items(channels=names).only(*_NEEDED)
        kept = list(own.filter(pk__one_of=ticked)) if ticked else []
        shown = shown_posts(assignment)
        found = list(
            items(channels=names, search=search).only(*_NEEDED)[: _SHOWN + len(shown) + len(kept) + 1]
        )
        new = [post for post in found if post not in kept and post_ref(post) not in shown]
        picks = [(post, True) for post in kept] + [(post, False) for post in new[:_SHOWN]]
        rows = (
            PostPick(post.pk, post.title, post.day, names[post.channel_id], is_ticked)
            for post, is_ticked in picks
        )
        return cls(tuple(rows), search, len(new) > _SHOWN)


def post_ref(post: PublishedItem) -> str:
    """How a ledger points at a post.

    >>> post_ref(PublishedItem(pk=7)), post_ref(PublishedItem(pk=7, url="https://ldld.example/7"))
    ('tin bài 7', 'https://ldld.example/7')
    """
    return (post.url or f"tin bài {post.pk}")[:500]


def shown_posts(assignment: Assignment) -> frozenset[str]:
    """What the ledger points at as posts already."""
    facts = assignment.facts.filter(verb="evidence", evidence_kind="post", undone_by=None)
    return frozenset(facts.values_list("evidence_ref", flat=True))
