"""What people read in the posts that a run has drawn: given, settled, taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from haichieu.base.actions import record
from haichieu.base.jobs import enqueue
from haichieu.channels.models import PublishedItem
from haichieu.posts.actions.auditing import open_run
from haichieu.posts.actions.calibrating import FURTHER
from haichieu.posts.errors import EditedPost, OtherPost, PostsError, ReadAlready, SecondReader, StaleVerdict
from haichieu.posts.models import Audit, Tone, Verdict
from haichieu.posts.queries import RunState, run_state, undoable
from haichieu.posts.queries.draws import THIRD, Draw
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref


@transaction.atomic
def give_verdict(
    *,
    by: Person,
    audit: Audit,
    item: PublishedItem,
    tone: str,
    advisory: bool,
    at: datetime,
    is_shown: bool = False,
) -> Verdict:
    """One person's reading of a post that is drawn now; an empty tone means that it cannot be read any more.

    Any post up to the next plan may be read, so several people can work at once. Where two people read each post the
    first to read it and the second are kept apart, and a third settles where the run was started so.

    ``is_shown`` takes it only for the post that a page shows this person now, so that no key meant for another post
    counts.

    Raises :class:`StaleVerdict` for a post that is not due any more, :class:`ReadAlready` or :class:`SecondReader` for
    one that this person has read, :class:`OtherPost` for one that is not shown, and :class:`EditedPost` for a tone of
    words that are no longer the frozen ones.
    """
    audit = open_run(audit, by, at)
    state = run_state(audit)
    draw = next((draw for draw in state.draws if draw.item_id == item.pk), None)
    if audit.readers == 1 and any(row.item_id == item.pk and row.by == actor_ref(by) for row in state.rows):
        raise ReadAlready(ReadAlready.__doc__)
    if draw is None:
        raise StaleVerdict(StaleVerdict.__doc__)
    return _give(by, audit, state, draw, tone, advisory, at, shown=state.open_to(by) if is_shown else ())


@transaction.atomic
def settle_verdict(
    *, by: Person, audit: Audit, step: int, item: PublishedItem, tone: str, advisory: bool, at: datetime
) -> Verdict:
    """A third person's reading of a post on which the two readers differ: it alone counts.

    Raises :class:`SecondReader` for one of the two, :class:`StaleVerdict` where there is nothing to settle.
    """
    audit = open_run(audit, by, at)
    state = run_state(audit)
    draw = next((draw for draw in state.draws if (draw.step, draw.item_id) == (step, item.pk)), None)
    if draw is None or draw.due_slot(audit) != THIRD:
        raise StaleVerdict("Bài này không cần người thứ ba đọc, hoặc vừa có người đọc xong.")
    return _give(by, audit, state, draw, tone, advisory, at)


def _give(
    by: Person,
    audit: Audit,
    state: RunState,
    draw: Draw,
    tone: str,
    advisory: bool,
    at: datetime,
    *,
    shown: Sequence[Draw] = (),
) -> Verdict:
    if tone and tone not in Tone.values:
        raise PostsError("Sắc thái phải là tích cực, trung tính hoặc tiêu cực.")
    if audit.readers > 1 and draw.was_read_by(actor_ref(by)):
        raise SecondReader(SecondReader.__doc__)
    slot = draw.due_slot(audit)
    if state.decided or slot is None:
        raise StaleVerdict(StaleVerdict.__doc__)
    if shown and shown[0] != draw:
        raise OtherPost(OtherPost.__doc__)
    if tone and state.is_edited(draw):
        raise EditedPost(EditedPost.__doc__)
    verdict = Verdict.objects.create(
        audit=audit,
        step=draw.step,
        slot=slot,
        item_id=draw.item_id,
        tone=tone,
        advisory=advisory,
        by=actor_ref(by),
        at=at,
    )
    after = {"step": draw.step, "slot": slot, "item": draw.item_id, "tone": tone, "advisory": advisory}
    verb = "settle_verdict" if slot == THIRD else "give_verdict"
    record(by=actor_ref(by), verb=verb, kind="audit", ref=str(audit.pk), after=after, at=at)
    if draw.step % FURTHER == 0:
        enqueue("posts.recalibrate_after_labels", unit=audit.frame.unit_id)
    return verdict


@transaction.atomic
def undo_verdict(*, by: Person, audit: Audit, at: datetime) -> Verdict:
    """Take back the last verdict that this person gave in an open run; the same post is drawn again.

    A verdict that has steered draws which somebody has read since stays, and one that a third person has settled.
    """
    audit = open_run(audit, by, at)
    verdict = undoable(audit, by)
    if verdict is None:
        given = audit.verdicts.filter(undone_at=None, by=actor_ref(by)).exists()
        raise PostsError(
            "Nhãn của bạn đã được dùng để rút hoặc phân xử các bài sau đó, nên không hoàn tác được nữa."
            if given
            else "Chưa có bài nào được đọc để hoàn tác."
        )
    verdict.undone_at = at
    verdict.save(update_fields=["undone_at"])
    before = {
        "step": verdict.step,
        "slot": verdict.slot,
        "item": verdict.item_id,
        "tone": verdict.tone,
        "advisory": verdict.advisory,
    }
    record(by=actor_ref(by), verb="undo_verdict", kind="audit", ref=str(audit.pk), before=before, at=at)
    return verdict
