"""Confirming and correcting readings. The machine proposes; what a person confirmed is only changed by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.cascade_changes import (
    AssignmentChange,
    apply_changes,
    plan_correction,
    require_same_owner,
)
from haichieu.dispatches.actions.duplicates import offer_copies, require_decided
from haichieu.dispatches.actions.earlier_own import put_in_its_register
from haichieu.dispatches.actions.learning import learn
from haichieu.dispatches.actions.letters import show_values
from haichieu.dispatches.actions.lineage import tie_letter
from haichieu.dispatches.errors import BadReading, BoundaryTouched, ReadingChanged
from haichieu.dispatches.models import Dispatch, MeasuredLimit, Obligation, ObligationFact, Reading
from haichieu.dispatches.queries import current_reading, duties_in_force, finished_keys
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, Changes, Duty, plan_changes, read_dispatch
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person
from haichieu.units.queries import actor_ref, require, tree


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What a person confirms about a letter."""

    #: the letter's own fields, as on the form (see LETTER_FIELDS and LIST_FIELDS), and the signer's name and title
    fields: Mapping[str, Any]
    #: every duty of the reading, taken or not
    duties: Sequence[Duty]
    #: positions, in the reading's list of limits, of the limits to measure
    limits: frozenset[int]


def preview_confirmation(dispatch: Dispatch, confirmation: Confirmation) -> Changes:
    """What :func:`confirm_reading` would add, change and remove; writes nothing. Finished duties stay as they are."""
    finished = finished_keys(dispatch)
    open_duties = [duty for duty in confirmation.duties if duty.key not in finished]
    return plan_changes(duties_in_force(dispatch), open_duties)


def preview_assignments(dispatch: Dispatch, changes: Changes) -> tuple[AssignmentChange, ...]:
    """What :func:`confirm_reading` would do to the units that hold this letter's obligations; writes nothing.

    ``changes`` are those of :func:`preview_confirmation`.
    """
    return plan_correction(changes, dispatch.obligations.filter(removed_at=None))


@transaction.atomic
def confirm_reading(
    *, by: Person, dispatch: Dispatch, confirmation: Confirmation, expected_version: int, at: datetime
) -> Reading:
    """Make a new version of the reading, confirmed by a person, and the obligations and limits that follow.

    ``expected_version`` is the version that the person saw; :class:`ReadingChanged` when another one came in between.
    """
    dispatch = Dispatch.objects.select_for_update().get(pk=dispatch.pk)
    require(by, "confirm_reading", dispatch.unit_id, on=localdate(at))
    seen = current_reading(dispatch)
    if (seen.version if seen else 0) != expected_version:
        raise ReadingChanged(ReadingChanged.__doc__)
    require_decided(dispatch)
    units = tree(on=localdate(at))
    _check(confirmation, owners=units.below(units.keeper(dispatch.unit_id)))
    changes = preview_confirmation(dispatch, confirmation)
    values = _values(seen.values if seen else {}, confirmation)
    newest = dispatch.readings.aggregate(newest=Max("version"))["newest"] or 0
    reading = Reading.objects.create(
        dispatch=dispatch, version=newest + 1, by_person=True, values=values, by=actor_ref(by), at=at
    )
    show_values(dispatch, values)
    dispatch.confirmed_at = dispatch.confirmed_at or at
    dispatch.save()
    put_in_its_register(dispatch, values, by=actor_ref(by), at=at)
    tie_letter(dispatch, values)
    offer_copies(dispatch, values)
    codes = {pk: node.code for pk, node in units.nodes.items()}
    learn(dispatch, values, confirmation.duties, codes, at=at)
    _apply(dispatch, changes, by=by, at=at)
    _keep_schedules(dispatch, confirmation.duties)
    office = units.keeper(dispatch.unit_id)
    _measure(dispatch, office, values.get("limits") or [], confirmation.limits, at=at)
    record(
        by=actor_ref(by),
        verb="confirm_reading",
        kind="dispatch",
        ref=str(dispatch.pk),
        before={"version": seen.version if seen else 0},
        after={
            "version": reading.version,
            "fields": {k: values.get(k) for k in (*LETTER_FIELDS, *LIST_FIELDS)},
        },
        at=at,
    )
    return reading


def _check(confirmation: Confirmation, *, owners: frozenset[int]) -> None:
    if not str(confirmation.fields.get("subject") or "").strip():
        raise BadReading("Trích yếu đang trống; hãy ghi văn bản nói về việc gì.")
    for duty in confirmation.duties:
        if not duty.take or duty.boundary is not None:
            continue
        if read_dispatch(duty.text).boundaries:
            raise BoundaryTouched(f"Việc “{duty.text[:60]}…”: {BoundaryTouched.__doc__}")
        if duty.owner is None:
            raise BadReading(f"Chưa chọn đơn vị thực hiện cho việc “{duty.text[:60]}…”.")
        if duty.owner not in owners:
            raise BadReading(f"Việc “{duty.text[:60]}…” chỉ giao được cho đơn vị nhận văn bản và cấp dưới.")
        if duty.due_on is None and duty.review_on is None:
            raise BadReading(f"Việc “{duty.text[:60]}…” cần một hạn hoặc một ngày xem lại.")


def _values(seen: Mapping[str, Any], confirmation: Confirmation) -> dict[str, Any]:
    values = {**seen, **confirmation.fields}
    values.pop("learned", None)
    decided = {duty.key: duty for duty in confirmation.duties}
    values["decisions"] = {
        key: {
            "take": duty.take and duty.boundary is None,
            "owner": duty.owner,
            "kind": duty.kind,
            "text": duty.text,
            "due_on": duty.due_on.isoformat() if duty.due_on else None,
            "review_on": duty.review_on.isoformat() if duty.review_on else None,
        }
        for key, duty in decided.items()
    }
    values["measured_limits"] = sorted(confirmation.limits)
    return values


def _apply(dispatch: Dispatch, changes: Changes, *, by: Person, at: datetime) -> None:
    for duty in changes.added:
        obligation = Obligation(dispatch=dispatch, source_key=duty.key, created_at=at)
        _write(obligation, duty)
        ObligationFact.objects.create(obligation=obligation, verb="created", by=actor_ref(by), at=at)
    # Held before the plan is made, so that a cascade under way hands nothing over in between.
    held = list(
        dispatch.obligations.select_for_update(no_key=True).filter(removed_at=None).exclude(source_key="")
    )
    require_same_owner(changes, held)
    assignments = plan_correction(changes, held)
    rows = {row.source_key: row for row in held}
    for before, duty in changes.changed:
        obligation = rows[duty.key]
        _write(obligation, duty)
        ObligationFact.objects.create(
            obligation=obligation, verb="changed", snapshot=_snapshot(before), by=actor_ref(by), at=at
        )
    for duty in changes.removed:
        obligation = rows[duty.key]
        obligation.removed_at = at
        obligation.save(update_fields=["removed_at"])
        ObligationFact.objects.create(
            obligation=obligation, verb="removed", note="Bỏ khi sửa bản đọc.", by=actor_ref(by), at=at
        )
    apply_changes(assignments, by=actor_ref(by), note="Sửa theo bản đọc đã xác nhận lại.", at=at)


def _keep_schedules(dispatch: Dispatch, duties: Sequence[Duty]) -> None:
    """Open duties from before deadlines were kept get what their day was counted from, where it is that day still."""
    read = {duty.key: duty.schedule for duty in duties if duty.schedule}
    rows = dispatch.obligations.filter(removed_at=None, done_at=None, source_key__in=read)
    for row in rows.filter(schedule__isnull=True).exclude(due_on=None):
        schedule = read[row.source_key]
        if row.due_on and schedule and schedule["on"] == row.due_on.isoformat():
            row.schedule = dict(schedule)
            row.save(update_fields=["schedule"])


def _write(obligation: Obligation, duty: Duty) -> None:
    obligation.owner_id = duty.owner
    obligation.kind = duty.kind
    obligation.text = mask_private_names(duty.text)
    obligation.start, obligation.end = duty.start, duty.end
    obligation.actors = [mask_private_names(actor) for actor in duty.actors]
    obligation.report_to = mask_private_names(duty.report_to)[:500]
    obligation.deadline_text = duty.deadline_text[:300]
    obligation.deadline_reason = duty.deadline_reason[:500]
    obligation.due_on = duty.due_on
    obligation.review_on = duty.review_on
    obligation.schedule = dict(duty.schedule) if duty.schedule else None
    obligation.search = obligation_words(duty.text, duty.actors)
    obligation.save()


def obligation_words(text: str, actors: Sequence[str]) -> str:
    """The words by which an obligation is found, without names of private persons."""
    return fold(f"{mask_private_names(text)} {mask_private_names(' '.join(actors))}".strip())


def _snapshot(duty: Duty) -> dict[str, Any]:
    return {
        "text": mask_private_names(duty.text),
        "owner": duty.owner,
        "due_on": duty.due_on.isoformat() if duty.due_on else None,
        "review_on": duty.review_on.isoformat() if duty.review_on else None,
    }


def _measure(
    dispatch: Dispatch,
    office: int,
    limits: Sequence[Mapping[str, Any]],
    chosen: frozenset[int],
    *,
    at: datetime,
) -> None:
    """Keep exactly the chosen machine-checkable limits in force."""
    held = {limit.text: limit for limit in dispatch.limits.filter(removed_at=None)}
    wanted = {str(limits[i]["text"])[:500]: limits[i]["share"] for i in chosen if limits[i].get("share")}
    for text, share in wanted.items():
        if text not in held:
            MeasuredLimit.objects.create(
                dispatch=dispatch,
                unit_id=office,
                text=text,
                counts=share["counts"],
                numerator=share["numerator"],
                denominator=share["denominator"],
                strict=share["strict"],
            )
    for text, limit in held.items():
        if text not in wanted:
            limit.removed_at = at
            limit.save(update_fields=["removed_at"])
