"""Drafts with the day for which they are meant. They are counted ahead; nothing is ever blocked by them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import link, record
from haichieu.channels.models import Channel, PublishedItem
from haichieu.dispatches.models import Obligation
from haichieu.posts.actions.reading import read_words
from haichieu.posts.errors import PastPlan, PostsError
from haichieu.posts.models import PlannedPost
from haichieu.posts.queries import (
    OBLIGATION,
    PLANNED,
    TELLS,
    calibrations_in_force,
    correction_of,
    published_as_planned,
)
from haichieu.posts.rules import load_model
from haichieu.text.clean import clean_text, squeeze
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require

SYSTEM = "system:planning"
#: A post published this long before or after the day it was drafted for is still that draft.
EARLY, LATE = timedelta(days=14), timedelta(days=45)


@transaction.atomic
def plan_post(
    *,
    by: Person,
    channel: Channel,
    title: str,
    planned_for: date,
    at: datetime,
    lead: str = "",
    advisory: bool = False,
    tells: Obligation | None = None,
) -> PlannedPost:
    """Put a draft on a day; ``tells`` names the finished work that it is about.

    Raises :class:`PastPlan` for a day that is over.
    """
    require(by, "plan_posts", channel.unit_id, on=localdate(at))
    if channel.closed_at is not None:
        raise PostsError(f"Kênh “{channel.name}” đã đóng, không nhận thêm bài.")
    row = PlannedPost(channel=channel, made_by=actor_ref(by), made_at=at)
    _fill(row, title, lead, planned_for, advisory, at)
    row.save()
    record(by=row.made_by, verb="plan_post", kind=PLANNED, ref=str(row.pk), after=_said(row), at=at)
    if tells is not None:
        link(
            from_kind=PLANNED,
            from_ref=str(row.pk),
            to_kind=OBLIGATION,
            to_ref=str(tells.pk),
            relation=TELLS,
            by=row.made_by,
            at=at,
        )
    return row


@transaction.atomic
def change_planned(
    *,
    by: Person,
    planned: PlannedPost,
    at: datetime,
    title: str | None = None,
    lead: str | None = None,
    planned_for: date | None = None,
    advisory: bool | None = None,
) -> PlannedPost:
    """Change a draft that is neither published nor dropped; what is not given stays as it is."""
    row = _open(by, planned, at)
    before = _said(row)
    _fill(
        row,
        row.title if title is None else title,
        row.lead if lead is None else lead,
        row.planned_for if planned_for is None else planned_for,
        row.advisory if advisory is None else advisory,
        at,
        day_is_new=planned_for is not None and planned_for != row.planned_for,
    )
    row.save()
    record(
        by=actor_ref(by),
        verb="change_planned",
        kind=PLANNED,
        ref=str(row.pk),
        before=before,
        after=_said(row),
        at=at,
    )
    return row


@transaction.atomic
def drop_planned(*, by: Person, planned: PlannedPost, at: datetime) -> PlannedPost:
    """Give a draft up, because its author wants so."""
    row = _open(by, planned, at)
    row.dropped_by, row.dropped_at = actor_ref(by), at
    row.save(update_fields=["dropped_by", "dropped_at"])
    record(by=row.dropped_by, verb="drop_planned", kind=PLANNED, ref=str(row.pk), before=_said(row), at=at)
    return row


@transaction.atomic
def tie_planned(*, by: Person, planned: PlannedPost, item: PublishedItem, at: datetime) -> PlannedPost:
    """Say which published post a draft became."""
    row = _open(by, planned, at)
    if item.channel_id != row.channel_id:
        raise PostsError("Bài đăng phải thuộc đúng kênh của bài dự kiến.")
    _tie([(row, item.pk)], actor_ref(by), at)
    return row


@transaction.atomic
def tie_published(*, at: datetime, channel_id: int | None = None) -> int:
    """Tie open drafts to posts that their channels published under the same title; returns how many.

    Marks, capitals and spaces do not matter. Of several such posts the one nearest to the drafted day is taken.
    """
    pairs = published_as_planned(channel_id=channel_id, early=EARLY, late=LATE)
    _tie(pairs, SYSTEM, at)
    return len(pairs)


def _tie(pairs: Sequence[tuple[PlannedPost, int]], actor: str, at: datetime) -> None:
    for row, item_id in pairs:
        row.published_id = item_id
        record(
            by=actor,
            verb="tie_planned",
            kind=PLANNED,
            ref=str(row.pk),
            after={"post": item_id},
            at=at,
        )
    PlannedPost.objects.bulk_update([row for row, _ in pairs], ["published"], batch_size=200)


def _open(by: Person, planned: PlannedPost, at: datetime) -> PlannedPost:
    row = PlannedPost.objects.select_for_update(of=("self",)).select_related("channel").get(pk=planned.pk)
    require(by, "plan_posts", row.channel.unit_id, on=localdate(at))
    if row.dropped_at is not None:
        raise PostsError("Bài dự kiến này đã được bỏ trước đó; hãy tải lại trang.")
    if row.published_id is not None:
        raise PostsError("Bài dự kiến này đã đăng; hãy tải lại trang.")
    return row


def _fill(
    row: PlannedPost,
    title: str,
    lead: str,
    planned_for: date,
    advisory: bool,
    at: datetime,
    *,
    day_is_new: bool = True,
) -> None:
    if day_is_new and planned_for < localdate(at):
        raise PastPlan(PastPlan.__doc__)
    row.title, row.lead = squeeze(clean_text(title))[:1000], clean_text(lead)
    if not row.title:
        raise PostsError("Hãy ghi tiêu đề của bài dự kiến.")
    row.planned_for, row.advisory = planned_for, advisory
    model = load_model()
    unit = row.channel.unit_id
    held = calibrations_in_force(base=model.version, units=[unit], on=localdate(at)).get(unit)
    read = read_words(model, [row.title], [row.lead], correction_of(held))
    row.p_negative, row.p_advisory = float(read.chances[0, 2]), float(read.p_advisory[0])


def _said(row: PlannedPost) -> dict[str, object]:
    return {
        "channel": row.channel_id,
        "title": row.title,
        "planned_for": row.planned_for.isoformat(),
        "advisory": row.advisory,
    }
