"""Runs of labelling in which the readers see posts otherwise than the model."""

from collections.abc import Callable, Sequence
from datetime import date

from haichieu.channels.models import Channel, PublishedItem
from haichieu.posts.actions import freeze_frame, give_verdict, start_audit
from haichieu.posts.models import Audit, FrozenFrame, Settling
from haichieu.posts.queries import audit_state
from haichieu.stats.limits import Limit
from haichieu.units.models import Person, Unit
from tests.factories import NOW, TODAY, make_item

#: The model reads these as negative.
HARM = "Cháy xưởng gỗ, {} người bị thương"
#: And these as neutral.
NOTICE = "Lịch tiếp công dân tuần {}"


def make_posts(channel: Channel, title: str, count: int, *, day: date = TODAY) -> list[PublishedItem]:
    """Posts of one pattern, each with its own number."""
    return [make_item(channel=channel, title=title.format(number + 2), day=day) for number in range(count)]


def freeze(
    by: Person, unit: Unit, channels: Sequence[Channel], *, limit: Limit | None = None, **options: object
) -> FrozenFrame:
    """A list of today's posts; with the strict limit nearly all of it must be read."""
    asked = {"first": TODAY, "last": TODAY, "limit": limit or Limit(1, 100), "at": NOW, **options}
    return freeze_frame(by=by, unit=unit, channels=list(channels), **asked)


def run_with_labels(
    by: Person, frame: FrozenFrame, tone_of: Callable[[PublishedItem], str], *, most: int = 1000
) -> Audit:
    """A run in which one person reads until it is decided, all is read, or `most` posts are."""
    audit = start_audit(by=by, frame=frame, seed="4-1-6", at=NOW)
    for _ in range(most):
        item = audit_state(audit).item
        if item is None:
            break
        give_verdict(by=by, audit=audit, item=item, tone=tone_of(item), advisory=False, at=NOW)
    return audit


def run_for_two(by: Person, frame: FrozenFrame, settling: Settling = Settling.MEAN) -> Audit:
    """A run in which two people read each post."""
    return start_audit(by=by, frame=frame, seed="2-7", at=NOW, readers=2, settling=settling)
