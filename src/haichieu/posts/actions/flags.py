"""A second look, by chance, at posts flagged as advisories: the flag takes a post out of the count of a limit."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.posts.errors import PostsError, SecondReader
from haichieu.posts.models import FlagCheck
from haichieu.posts.queries import flagged_posts, own_flags
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require

SYSTEM = "system:flags"
#: One flagged post in so many is looked at again.
ONE_IN = 5
#: Only posts of the last so many days are drawn.
DAYS = 90


@transaction.atomic
def draw_flag_checks(*, at: datetime, seed: str) -> list[FlagCheck]:
    """Draw flagged negative posts to be looked at again, each with the same chance; logged.

    Whether a post is drawn depends on the seed and the post alone, so drawing again adds what was flagged since.
    """
    since = localdate(at) - timedelta(days=DAYS)
    drawn = [found for found in flagged_posts(since=since) if _is_drawn(seed, found.item)]
    rows = FlagCheck.objects.bulk_create(
        [FlagCheck(item_id=found.item, verdict_id=found.verdict, drawn_at=at) for found in drawn],
        batch_size=500,
    )
    if rows:
        after = {"posts": [row.item_id for row in rows]}
        record(
            by=SYSTEM,
            verb="draw_flag_checks",
            kind="flag_check",
            ref=at.date().isoformat(),
            after=after,
            at=at,
        )
    return rows


def _is_drawn(seed: str, item: int) -> bool:
    return int.from_bytes(sha256(f"{seed}:{item}".encode()).digest()[:8], "big") % ONE_IN == 0


@transaction.atomic
def check_flag(*, by: Person, check: FlagCheck, agrees: bool, at: datetime) -> FlagCheck:
    """Say whether a drawn post is an advisory as the codebook means it.

    Raises :class:`SecondReader` for the person who raised the flag.
    """
    row = FlagCheck.objects.select_for_update(of=("self",)).select_related("item__channel").get(pk=check.pk)
    require(by, "check_flags", row.item.channel.unit_id, on=localdate(at))
    if row.agrees is not None:
        raise PostsError("Bài này vừa được người khác xem lại; hãy xem bài tiếp theo.")
    if own_flags(person=actor_ref(by)).filter(pk=row.pk).exists():
        raise SecondReader("Bạn đã đánh dấu cảnh báo cho bài này; cần một người khác xem lại.")
    row.agrees, row.by, row.at = agrees, actor_ref(by), at
    row.save(update_fields=["agrees", "by", "at"])
    after = {"post": row.item_id, "agrees": agrees}
    record(by=row.by, verb="check_flag", kind="flag_check", ref=str(row.pk), after=after, at=at)
    return row


@transaction.atomic
def withdraw_flag_check(*, by: Person, check: FlagCheck, at: datetime) -> FlagCheck:
    """Take back one's own answer about a drawn post; the post waits for a second look again, anybody's."""
    row = FlagCheck.objects.select_for_update(of=("self",)).select_related("item__channel").get(pk=check.pk)
    require(by, "check_flags", row.item.channel.unit_id, on=localdate(at))
    if row.agrees is None:
        raise PostsError("Bài này đang chờ xem lại, chưa có câu trả lời nào để lấy lại.")
    if row.by != actor_ref(by):
        raise PostsError("Chỉ người đã trả lời mới lấy lại được câu trả lời của mình.")
    before = {"post": row.item_id, "agrees": row.agrees}
    row.agrees, row.by, row.at = None, "", None
    row.save(update_fields=["agrees", "by", "at"])
    record(
        by=actor_ref(by),
        verb="withdraw_flag_check",
        kind="flag_check",
        ref=str(row.pk),
        before=before,
        at=at,
    )
    return row
