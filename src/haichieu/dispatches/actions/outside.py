"""Obligations that the office carries out outside the program: marked so with a reason, and handed no further."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.deciders import need
from haichieu.dispatches.errors import DispatchesError
from haichieu.dispatches.models import Assignment, Obligation, ObligationFact
from haichieu.dispatches.rules import ENDED_STATES
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require


@transaction.atomic
def keep_outside(*, by: Person, obligation: Obligation, reason: str, at: datetime) -> None:
    """Say that the office carries an obligation out outside the program, and why; it goes no further here."""
    row = _locked(by, obligation, at)
    note = need(reason, "Hãy ghi lý do làm ngoài phần mềm; lý do được giữ trong lịch sử.")
    if row.outside_at is not None:
        raise DispatchesError("Việc này đã được đánh dấu làm ngoài phần mềm từ trước.")
    held = Assignment.objects.filter(obligation=row).exclude(state__in=ENDED_STATES).count()
    if held or row.cascades.filter(finished_at=None).exists():
        raise DispatchesError(f"Việc này đang giao cho {held} đơn vị; hãy rút lại ở các đơn vị trước.")
    row.outside_at = at
    _write(row, "kept_outside", note, by, at)


@transaction.atomic
def bring_inside(*, by: Person, obligation: Obligation, reason: str, at: datetime) -> None:
    """Follow an obligation in the program after all."""
    row = _locked(by, obligation, at)
    note = need(reason, "Hãy ghi lý do đưa việc này vào phần mềm; lý do được giữ trong lịch sử.")
    if row.outside_at is None:
        raise DispatchesError("Việc này đang được theo dõi trong phần mềm.")
    row.outside_at = None
    _write(row, "brought_inside", note, by, at)


def _locked(by: Person, obligation: Obligation, at: datetime) -> Obligation:
    row = Obligation.objects.select_for_update(of=("self",), no_key=True).get(pk=obligation.pk)
    require(by, "change_obligation", row.owner_id, on=localdate(at))
    if row.removed_at is not None or row.done_at is not None:
        raise DispatchesError("Việc này đã được bỏ hoặc đã xong; hãy tải lại trang.")
    return row


def _write(row: Obligation, verb: str, note: str, by: Person, at: datetime) -> None:
    row.save(update_fields=["outside_at"])
    ObligationFact.objects.create(obligation=row, verb=verb, note=note[:1000], by=actor_ref(by), at=at)
    after = {"note": note[:1000]}
    record(
        by=actor_ref(by), verb=f"obligation_{verb}", kind="obligation", ref=str(row.pk), after=after, at=at
    )
