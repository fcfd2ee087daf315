"""What people do with obligations by hand: add, split, remove, report progress, finish."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.base.jobs import enqueue
from haichieu.dispatches.actions.cascade_changes import withdraw_everywhere
from haichieu.dispatches.errors import (
    BadReading,
    BoundaryTouched,
    CopyOfAnother,
    DispatchesError,
    KeptOutside,
)
from haichieu.dispatches.models import Dispatch, Obligation, ObligationFact
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, tree


@transaction.atomic
def add_obligation(
    *,
    by: Person,
    dispatch: Dispatch,
    text: str,
    owner: Unit,
    due_on: date | None,
    review_on: date | None,
    at: datetime,
) -> Obligation:
    """An obligation that a person writes by hand under a confirmed letter."""
    require(by, "change_obligation", dispatch.unit_id, on=localdate(at))
    if dispatch.copy_of_id is not None:
        raise CopyOfAnother(CopyOfAnother.__doc__)
    if dispatch.confirmed_at is None:
        raise DispatchesError("Hãy xác nhận văn bản trước khi thêm việc bằng tay.")
    units = tree(on=localdate(at))
    if owner.pk not in units.below(units.keeper(dispatch.unit_id)):
        raise BadReading("Chỉ giao được cho đơn vị nhận văn bản và cấp dưới của đơn vị đó.")
    obligation = _new(dispatch, text, owner, due_on, review_on, at)
    _fact(obligation, "created", by=by, at=at, note="Thêm bằng tay.")
    return obligation


@transaction.atomic
def split_obligation(
    *, by: Person, obligation: Obligation, parts: Sequence[str], at: datetime
) -> list[Obligation]:
    """Replace an open obligation by several, each with its own sentence and the same owner and day."""
    obligation = _open(by, obligation, "change_obligation", at)
    texts = [part.strip() for part in parts if part.strip()]
    if len(texts) < 2:
        raise BadReading("Muốn tách, hãy viết ít nhất hai việc, mỗi việc một dòng.")
    pieces = [
        _new(obligation.dispatch, text, obligation.owner, obligation.due_on, obligation.review_on, at)
        for text in texts
    ]
    for piece in pieces:
        piece.start, piece.end = obligation.start, obligation.end
        piece.deadline_text, piece.deadline_reason = obligation.deadline_text, obligation.deadline_reason
        piece.schedule = obligation.schedule and {
            k: v for k, v in obligation.schedule.items() if k != "first"
        }
        piece.save(update_fields=["start", "end", "deadline_text", "deadline_reason", "schedule"])
        _fact(piece, "created", by=by, at=at, note=f"Tách từ việc số {obligation.pk}.")
    _remove(
        obligation, by=by, at=at, note="Đã tách thành " + ", ".join(f"việc số {p.pk}" for p in pieces) + "."
    )
    return pieces


@transaction.atomic
def remove_obligation(*, by: Person, obligation: Obligation, reason: str, at: datetime) -> None:
    """Take an open obligation out of force, with a reason that stays in its history."""
    obligation = _open(by, obligation, "change_obligation", at)
    if not reason.strip():
        raise BadReading("Hãy ghi lý do bỏ việc này; lý do được giữ trong lịch sử.")
    _remove(obligation, by=by, at=at, note=reason)


@transaction.atomic
def submit_evidence(
    *,
    by: Person,
    obligation: Obligation,
    kind: str,
    ref: str,
    snapshot: Mapping[str, Any],
    note: str,
    at: datetime,
) -> ObligationFact:
    """Tie something that shows progress (a link, a published post, a figure) to an open obligation."""
    obligation = _open(by, obligation, "report_progress", at)
    if not ref.strip() and not note.strip():
        raise BadReading("Hãy dán đường dẫn hoặc ghi một câu nói việc đã làm đến đâu.")
    return _fact(obligation, "evidence", by=by, at=at, note=note, evidence=(kind, ref), snapshot=snapshot)


@transaction.atomic
def finish_obligation(*, by: Person, obligation: Obligation, note: str, at: datetime) -> None:
    """Say that an obligation is done, with one sentence of result."""
    obligation = _open(by, obligation, "report_progress", at)
    obligation.done_at = at
    obligation.save(update_fields=["done_at"])
    _fact(obligation, "done", by=by, at=at, note=note)
    if (obligation.schedule or {}).get("periodic"):
        enqueue("dispatches.go_on_periodic", obligation=obligation.pk)


@transaction.atomic
def reopen_obligation(*, by: Person, obligation: Obligation, reason: str, at: datetime) -> None:
    """Take back a finish that was said too early."""
    obligation = Obligation.objects.select_for_update(no_key=True).get(pk=obligation.pk)
    require(by, "report_progress", obligation.owner_id, on=localdate(at))
    if obligation.done_at is None:
        raise DispatchesError("Việc này đang mở.")
    obligation.done_at = None
    obligation.save(update_fields=["done_at"])
    _fact(obligation, "reopened", by=by, at=at, note=reason)


def _open(by: Person, obligation: Obligation, verb: str, at: datetime) -> Obligation:
    obligation = (
        Obligation.objects.select_for_update(no_key=True)
        .select_related("dispatch", "owner")
        .get(pk=obligation.pk)
    )
    require(by, verb, obligation.owner_id, on=localdate(at))
    if obligation.removed_at is not None:
        raise DispatchesError("Việc này đã được bỏ trước đó; hãy tải lại trang.")
    if obligation.done_at is not None:
        raise DispatchesError("Việc này đã được báo xong trước đó; hãy tải lại trang.")
    if obligation.outside_at is not None and verb == "report_progress":
        raise KeptOutside(KeptOutside.__doc__)
    return obligation


def _new(
    dispatch: Dispatch, text: str, owner: Unit, due_on: date | None, review_on: date | None, at: datetime
) -> Obligation:
    if not text.strip():
        raise BadReading("Hãy ghi nội dung việc phải làm.")
    if read_dispatch(text).boundaries:
        raise BoundaryTouched(BoundaryTouched.__doc__)
    if due_on is None and review_on is None:
        raise BadReading("Hãy ghi hạn, hoặc ngày xem lại nếu là việc thường xuyên.")
    shown = mask_private_names(text.strip())
    return Obligation.objects.create(
        dispatch=dispatch,
        owner=owner,
        kind=Obligation.Kind.TASK if due_on else Obligation.Kind.STANDING,
        text=shown,
        due_on=due_on,
        review_on=None if due_on else review_on,
        search=fold(shown),
        created_at=at,
    )


def _remove(obligation: Obligation, *, by: Person, at: datetime, note: str) -> None:
    withdraw_everywhere(obligation, by=actor_ref(by), note=note, at=at)
    obligation.removed_at = at
    obligation.save(update_fields=["removed_at"])
    _fact(obligation, "removed", by=by, at=at, note=note)


def _fact(
    obligation: Obligation,
    verb: str,
    *,
    by: Person,
    at: datetime,
    note: str = "",
    evidence: tuple[str, str] = ("", ""),
    snapshot: Mapping[str, Any] | None = None,
) -> ObligationFact:
    fact = ObligationFact.objects.create(
        obligation=obligation,
        verb=verb,
        note=note.strip()[:1000],
        evidence_kind=evidence[0],
        evidence_ref=evidence[1].strip()[:500],
        snapshot=dict(snapshot or {}),
        by=actor_ref(by),
        at=at,
    )
    after = {"note": fact.note, "evidence": fact.evidence_ref}
    record(
        by=actor_ref(by),
        verb=f"obligation_{verb}",
        kind="obligation",
        ref=str(obligation.pk),
        after=after,
        at=at,
    )
    return fact
