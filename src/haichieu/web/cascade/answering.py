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
from haichieu.web.cascade.forms.answers import Work

#: posts of own channels offered to pick from
MOST_POSTS = 30


def own_posts(unit: int) -> list[PublishedItem]:
    """The newest posts of the unit's own channels."""
    own = [channel.pk for channel in channels(units=[unit])]
    found = items(channels=own).only("title", "url", "published_at", "day", "channel_id") if own else None
    return list(found[:MOST_POSTS]) if found is not None else []


@transaction.atomic
def hand_in(work: Work, *, by: Person, assignment: Assignment, submit: bool, via: str, at: datetime) -> None:
    """Add what was shown, then hand in when that was asked."""
    if not submit and not work.shows_something and not work.note:
        raise BadReading("Hãy chọn tin bài, dán đường dẫn, chọn tệp hoặc ghi một câu.")
    said = {"by": by, "assignment": assignment, "via": via, "at": at}
    if work.post is not None:
        post = _post(assignment, work.post)
        snapshot = {"title": post.title, "url": post.url, "day": post.day.isoformat()}
        add_evidence(kind="post", ref=post.url or f"tin bài {post.pk}", snapshot=snapshot, **said)
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


def _post(assignment: Assignment, pk: int) -> PublishedItem:
    own = [channel.pk for channel in channels(units=[assignment.unit_id])]
    post = items(channels=own).filter(pk=pk).first()
    if post is None:
        raise BadReading("Tin bài này không thuộc kênh của đơn vị; hãy chọn lại trong danh sách.")
    return post
