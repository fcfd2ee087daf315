"""The duties of a letter as the form shows them: proposed at first, later as people decided."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import duties_in_force, work_calendar
from haichieu.dispatches.rules import Duty, proposed_duties


def duties_to_show(dispatch: Dispatch, values: Mapping[str, Any], *, on: date) -> list[Duty]:
    """Every duty of the current reading, in the order of the letter.

    Before the first confirmation each is proposed to the receiving unit; afterwards those in force stand as they
    are, and those left out, split or removed stay unticked.
    """
    proposed = _proposed(dispatch, values, on)
    if dispatch.confirmed_at is None:
        return proposed
    held = {duty.key: duty for duty in duties_in_force(dispatch)}
    decisions = values.get("decisions") or {}
    return [
        replace(held[duty.key], boundary=duty.boundary)
        if duty.key in held
        else _decided(duty, decisions.get(duty.key) or {})
        for duty in proposed
    ]


def _proposed(dispatch: Dispatch, values: Mapping[str, Any], on: date) -> list[Duty]:
    """A stated time runs from the day the letter came; what the letter leaves open is counted from today."""
    received = timezone.localdate(dispatch.received_at)
    stated = proposed_duties(values, known_on=received, calendar=work_calendar())
    today = proposed_duties(values, known_on=on, calendar=work_calendar())
    return [
        replace(then if then.deadline_text else now, owner=dispatch.unit_id)
        for then, now in zip(stated, today, strict=True)
    ]


def _decided(duty: Duty, decision: Mapping[str, Any]) -> Duty:
    return replace(
        duty,
        take=False,
        kind=decision.get("kind") or duty.kind,
        text=decision.get("text") or duty.text,
        owner=decision.get("owner") or duty.owner,
        due_on=_day(decision.get("due_on")) or duty.due_on,
        review_on=_day(decision.get("review_on")) or duty.review_on,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
