"""Carrying a unit's form out: each piece of evidence is a fact of its own, and all stand or fall together."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from haichieu.channels.models import PublishedItem
from haichieu.channels.queries import channels, items
from haichieu.dispatches.actions import add_evidence, submit_assignment
from haichieu.dispatches.errors import BadReading
from haichieu.dispatches.models import Assignment
from haichieu.units.models import Person
from haichieu.web.cascade.blocks.posts import post_ref, shown_posts
from haichieu.web.cascade.forms.answers import Work

#: of a post's text so much is kept in the ledger
_LONGEST_LEAD = 1000


@transaction.atomic
def hand_in(work: Work, *, by: Person, assignment: Assignment, submit: bool, via: str, at: datetime) -> None:
    """Add what was shown, then hand in when that was asked."""
    if not submit and not work.shows_something and not work.note:
        raise BadReading("Hãy chọn tin bài, dán đường dẫn, chọn tệp hoặc ghi một câu.")
    said = {"by": by, "assignment": assignment, "via": via, "at": at}
    for post in _posts(assignment, work.posts):
        add_evidence(kind="post", ref=post_ref(post), snapshot=_snapshot(post), **said)
    if work.link:
        add_evidence(kind="link", ref=work.link, **said)
    if work.figure:
        add_evidence(kind="figure", ref=work.figure, **said)
    if work.file is not None:
        add_evidence(kind="file", file=File(work.file, name=work.file.name), **said)
    if submit:
        submit_assignment(note=work.note, **said)
    elif work.note:
        add_evidence(kind="note", note=work.note, **said)


def _posts(assignment: Assignment, picked: tuple[int, ...]) -> list[PublishedItem]:
    """The posts that were picked, without those that the ledger shows already."""
    if not picked:
        return []
    own = [channel.pk for channel in channels(units=[assignment.unit_id])]
    found = list(items(channels=own).filter(pk__in=picked).select_related("channel").order_by("pk"))
    if len(found) < len(picked):
        raise BadReading("Có tin bài không thuộc kênh của đơn vị; hãy chọn lại trong danh sách.")
    shown = shown_posts(assignment)
    return [post for post in found if post_ref(post) not in shown]


def _snapshot(post: PublishedItem) -> dict[str, object]:
    """What the post said when it was shown: later changes of the post change nothing of it."""
    return {
        "item": post.pk,
        "title": post.title,
        "lead": post.lead[:_LONGEST_LEAD],
        "url": post.url,
        "day": post.day.isoformat(),
        "channel": post.channel.name,
        "digest": post.digest,
    }
