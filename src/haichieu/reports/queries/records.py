"""The records behind a figure: found again by the question that was asked, and compared with what was counted."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from haichieu.channels.models import PublishedItem
from haichieu.dispatches.models import Obligation
from haichieu.posts.queries import human_labelled, posts
from haichieu.reports.models import ReportFigure
from haichieu.reports.queries.obligations import Stated, stated_obligations

#: Filters of a post figure → arguments of the question.
POST_FILTERS: dict[str, dict[str, Any]] = {
    "published": {},
    "positive": {"tone": "positive"},
    "neutral": {"tone": "neutral"},
    "negative": {"tone": "negative"},
    "advisory": {"advisory": True},
    "counted": {"tone": "negative", "advisory": False},
}


def digest_ids(ids: Iterable[int]) -> tuple[int, str]:
    """How many records, and a SHA-256 over their ids in order.

    >>> digest_ids([2, 1]) == digest_ids([1, 2])
    True
    """
    in_order = sorted(ids)
    return len(in_order), hashlib.sha256(",".join(map(str, in_order)).encode()).hexdigest()


def post_ids(filters: Mapping[str, Any]) -> list[int]:
    """Ids of the posts that a figure's filters mean (channels, first, last, count)."""
    window = {"first": date.fromisoformat(filters["first"]), "last": date.fromisoformat(filters["last"])}
    if filters["count"] == "labelled":
        found = human_labelled(channels=filters["channels"], **window)
    else:
        found = posts(channels=filters["channels"], **window, **POST_FILTERS[filters["count"]])
    return list(found.order_by().values_list("pk", flat=True))


def obligation_ids(filters: Mapping[str, Any]) -> list[int]:
    """Ids of the obligations that a figure's filters mean (units, first, as_of, state)."""
    stated = stated_obligations(
        units=filters["units"],
        first=date.fromisoformat(filters["first"]),
        as_of=date.fromisoformat(filters["as_of"]),
    )
    return ids_in_state(stated, filters["state"])


def ids_in_state(stated: Iterable[Stated], wanted: str) -> list[int]:
    """Ids of the obligations in one state; ``total`` is every state that has a deadline."""
    return [
        row.obligation.pk
        for row in stated
        if row.state == wanted or (wanted == "total" and row.state != "standing")
    ]


@dataclass(frozen=True, slots=True)
class FigureNow:
    """What a figure's question answers today."""

    count: int
    #: whether other records stand behind it than when the report was compiled
    changed: bool
    #: the records, newest or most pressing first, cut to the first rows of a page
    posts: tuple[PublishedItem, ...] = ()
    obligations: tuple[Obligation, ...] = ()


def figure_now(figure: ReportFigure, *, limit: int = 200) -> FigureNow:
    """Ask a figure's question again; at most ``limit`` records are brought."""
    ids = (post_ids if figure.records_kind == "post" else obligation_ids)(figure.filters)
    count, digest = digest_ids(ids)
    changed = digest != figure.digest
    if figure.records_kind == "post":
        chosen = sorted(ids, reverse=True)[:limit]
        rows = PublishedItem.objects.filter(pk__in=chosen).select_related("channel", "tone")
        return FigureNow(count, changed, posts=tuple(rows.order_by("-published_at", "-pk")))
    obligations = Obligation.objects.filter(pk__in=ids[:limit]).select_related("dispatch", "owner")
    return FigureNow(count, changed, obligations=tuple(obligations.order_by("due_on", "pk")))
