"""From a list of posts to a certificate: freeze, seed, label, close."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from haichieu.base.actions import record, seal_log
from haichieu.base.queries import log_head
from haichieu.channels.models import Channel, PublishedItem
from haichieu.channels.rules import PostRow
from haichieu.posts.errors import EditedPost, EmptyFrame, PostsError, StaleVerdict
from haichieu.posts.models import Audit, FrozenFrame, SeedSource, Tone, ToneReading, Verdict
from haichieu.posts.queries import audit_state, earlier_runs, post_audit, posts, verdicts
from haichieu.posts.rules import ADVISORY_PART, Frame, issue
from haichieu.stats.limits import Limit
from haichieu.text.dates import format_date
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, tree
from haichieu.version import VERSION


@transaction.atomic
def freeze_frame(
    *,
    by: Person,
    unit: Unit,
    channels: Sequence[Channel],
    first: date,
    last: date,
    limit: Limit,
    at: datetime,
    alpha: float = 0.05,
) -> FrozenFrame:
    """Fix and hash the posts of these channels in a window, before any seed exists.

    The same list frozen again is the same frame. Raises :class:`EmptyFrame` when there is nothing to certify.
    """
    require(by, "freeze_frame", unit.pk, on=localdate(at))
    below = tree(on=localdate(at)).below(unit.pk)
    if any(channel.unit_id not in below for channel in channels):
        raise PostsError("Chỉ chốt được bài của các kênh thuộc đơn vị này và cấp dưới.")
    frame = _frame(channels, first, last, limit, alpha)
    row = FrozenFrame.objects.filter(unit=unit, frame_hash=frame.frame_hash).first()
    if row is not None:
        return row
    row = FrozenFrame.objects.create(
        unit=unit,
        title=f"{limit}, {format_date(first)} – {format_date(last)}",
        first_day=first,
        last_day=last,
        size=len(frame.items),
        frame_hash=frame.frame_hash,
        record=frame.to_dict(),
        frozen_by=actor_ref(by),
        frozen_at=at,
    )
    after = {"frame_hash": frame.frame_hash, "posts": row.size, "limit": str(limit)}
    record(by=actor_ref(by), verb="freeze_frame", kind="frame", ref=str(row.pk), after=after, at=at)
    return row


def _frame(channels: Sequence[Channel], first: date, last: date, limit: Limit, alpha: float) -> Frame:
    found = list(
        posts(channels=[c.pk for c in channels], first=first, last=last).select_related("channel__unit")
    )
    if not found:
        raise EmptyFrame(EmptyFrame.__doc__)
    readings = ToneReading.objects.in_bulk([item.pk for item in found])
    unread = sum(item.pk not in readings for item in found)
    if unread:
        raise PostsError(
            f"Còn {unread} bài máy chưa đọc sắc thái; hãy nạp lại các bài đó rồi chốt danh sách."
        )
    models = sorted({reading.model for reading in readings.values()})
    return Frame.freeze(
        [_row(item) for item in found],
        [_score(readings[item.pk]) for item in found],
        limit=limit,
        alpha=alpha,
        model=", ".join(models),
    )


def _row(item: PublishedItem) -> PostRow:
    return PostRow(
        id=str(item.pk),
        title=item.title,
        lead=item.lead,
        channel=item.channel.name,
        unit=item.channel.unit.code,
        published=item.day.isoformat(),
        repost=item.repost,
        extra={},
    )


def _score(reading: ToneReading) -> float:
    """The belief that a post is negative and no advisory; any score keeps the audit valid, a better one is cheaper."""
    return reading.p_negative * (ADVISORY_PART if reading.advisory else 1.0)


@transaction.atomic
def start_audit(
    *,
    by: Person,
    frame: FrozenFrame,
    seed: str,
    at: datetime,
    seed_source: SeedSource = SeedSource.GIVEN,
) -> Audit:
    """Begin a run of labelling with a seed that was drawn after the frame was frozen; runs are numbered.

    ``seed_source`` says whether the program drew the seed just now or a person gave it.
    """
    require(by, "label_posts", frame.unit_id, on=localdate(at))
    if not seed.strip():
        raise PostsError(
            "Cần một hạt giống: kết quả gieo xúc xắc hoặc một dãy ký tự bất kỳ, ghi lại công khai."
        )
    same_list = FrozenFrame.objects.select_for_update().filter(frame_hash=frame.frame_hash).order_by("pk")
    newest = Audit.objects.filter(frame__in=list(same_list)).aggregate(newest=Max("run"))["newest"] or 0
    audit = Audit.objects.create(
        frame=frame,
        run=newest + 1,
        seed=seed.strip()[:100],
        seed_source=seed_source,
        started_by=actor_ref(by),
        started_at=at,
    )
    after = {
        "frame_hash": frame.frame_hash,
        "run": audit.run,
        "seed": audit.seed,
        "seed_source": audit.seed_source,
    }
    record(by=actor_ref(by), verb="start_audit", kind="audit", ref=str(audit.pk), after=after, at=at)
    return audit


@transaction.atomic
def give_verdict(
    *, by: Person, audit: Audit, item: PublishedItem, tone: str, advisory: bool, at: datetime
) -> Verdict:
    """One person's reading of the post drawn now; an empty tone means that it cannot be read any more.

    Raises :class:`StaleVerdict` when another post is due, so that two people never label the same draw, and
    :class:`EditedPost` for a tone of words that are no longer the frozen ones.
    """
    audit = _open(audit, by, at)
    if tone and tone not in Tone.values:
        raise PostsError("Sắc thái phải là tích cực, trung tính hoặc tiêu cực.")
    state = audit_state(audit)
    if state.item is None or state.item.pk != item.pk:
        raise StaleVerdict(StaleVerdict.__doc__)
    if tone and state.is_edited:
        raise EditedPost(EditedPost.__doc__)
    verdict = Verdict.objects.create(
        audit=audit, step=state.read + 1, item=item, tone=tone, advisory=advisory, by=actor_ref(by), at=at
    )
    after = {"step": verdict.step, "item": item.pk, "tone": tone, "advisory": advisory}
    record(by=actor_ref(by), verb="give_verdict", kind="audit", ref=str(audit.pk), after=after, at=at)
    return verdict


@transaction.atomic
def undo_verdict(*, by: Person, audit: Audit, at: datetime) -> Verdict:
    """Take back the last verdict of an open run; the same post is drawn again."""
    audit = _open(audit, by, at)
    verdict = audit.verdicts.filter(undone_at=None).order_by("-step").first()
    if verdict is None:
        raise PostsError("Chưa có bài nào được đọc để hoàn tác.")
    verdict.undone_at = at
    verdict.save(update_fields=["undone_at"])
    before = {
        "step": verdict.step,
        "item": verdict.item_id,
        "tone": verdict.tone,
        "advisory": verdict.advisory,
    }
    record(by=actor_ref(by), verb="undo_verdict", kind="audit", ref=str(audit.pk), before=before, at=at)
    return verdict


def close_audit(*, by: Person, audit: Audit, at: datetime) -> Audit:
    """End a run, decided or not, with the certificate that its verdicts support."""
    seal_log(at=at)
    with transaction.atomic():
        audit = _open(audit, by, at)
        run = post_audit(audit)
        certificate = issue(
            run,
            number=audit.run,
            version=VERSION,
            log_head=log_head(),
            issued_at=at.isoformat(),
            seed_source=audit.seed_source or None,
            readers=len({verdict.by for verdict in verdicts(audit)}),
            earlier=earlier_runs(audit, run.frame),
        )
        audit.certificate = certificate.to_dict()
        audit.decision = certificate.decision
        audit.closed_at = at
        audit.save(update_fields=["certificate", "decision", "closed_at"])
        after = {"decision": audit.decision, "labels_read": certificate.labels_read, "run": audit.run}
        record(by=actor_ref(by), verb="close_audit", kind="audit", ref=str(audit.pk), after=after, at=at)
    return audit


def _open(audit: Audit, by: Person, at: datetime) -> Audit:
    audit = Audit.objects.select_for_update(of=("self",)).select_related("frame").get(pk=audit.pk)
    require(by, "label_posts", audit.frame.unit_id, on=localdate(at))
    if audit.closed_at is not None:
        raise PostsError("Lượt kiểm tra này đã khép lại và có chứng nhận; hãy tải lại trang.")
    return audit
