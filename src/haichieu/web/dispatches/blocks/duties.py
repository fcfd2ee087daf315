"""The duties of a letter as the form shows them: proposed at first, later as people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import OfficeCalendars, duties_in_force
from haichieu.dispatches.rules import SURE, Duty, Lexicon, UnitNames, proposed_duties
from haichieu.units.rules import Tree


@dataclass(frozen=True, slots=True)
class ProposedOwner:
    """A unit that a duty is proposed to, other than the one that received the letter."""

    pk: int
    #: why, as a sentence
    reason: str


def proposed_owners(
    dispatch: Dispatch, duties: Sequence[Duty], tree: Tree, lexicon: Lexicon
) -> dict[str, ProposedOwner]:
    """By key of the duty, the unit that acts for whom the letter names: as taught by a person, or by its name."""
    below = tree.below(dispatch.unit_id) - {dispatch.unit_id}
    nodes = [tree.nodes[pk] for pk in below if pk in tree.nodes]
    by_code = {node.code: node.pk for node in nodes}
    names = UnitNames.of((node.pk, node.name, node.short_name) for node in nodes)
    owners = {}
    for duty in duties:
        lesson = lexicon.owner(duty.actors) if duty.actors else None
        if lesson is not None and lesson.value in by_code:
            reason = f"Chọn theo lần sửa trước ({lesson.taught_by.letter})."
            owners[duty.key] = ProposedOwner(by_code[lesson.value], reason)
        elif (named := names.meant(duty.actors)) is not None:
            owners[duty.key] = ProposedOwner(named, "Chọn theo tên đơn vị ghi trong văn bản.")
    return owners


def duties_to_show(
    dispatch: Dispatch, values: Mapping[str, Any], owners: Mapping[str, ProposedOwner], *, on: date
) -> list[Duty]:
    """Every duty of the current reading, in the order of the letter.

    Before the first confirmation each is proposed to its proposed owner, else to the receiving unit; afterwards those
    in force stand as they are, and those left out, split or removed stay unticked.
    """
    proposed = duties_as_read(dispatch, values, on=on)
    if dispatch.confirmed_at is None:
        return [
            replace(duty, owner=owners[duty.key].pk if duty.key in owners else duty.owner)
            for duty in proposed
        ]
    held = {duty.key: duty for duty in duties_in_force(dispatch)}
    decisions = values.get("decisions") or {}
    return [
        replace(held[duty.key], boundary=duty.boundary, schedule=held[duty.key].schedule or duty.schedule)
        if duty.key in held
        else _decided(duty, decisions.get(duty.key) or {})
        for duty in proposed
    ]


def duties_as_read(dispatch: Dispatch, values: Mapping[str, Any], *, on: date) -> list[Duty]:
    """The duties that a reading proposes to the unit that received the letter.

    A stated time runs from the day the letter came; what the letter leaves open is counted from today.
    """
    received = timezone.localdate(dispatch.received_at)
    office = OfficeCalendars.of([dispatch.unit_id], on=on)
    calendar, counting = office.calendar(dispatch.unit_id), office.counting(dispatch.unit_id, received)
    stated = proposed_duties(values, known_on=received, calendar=calendar, counting=counting)
    today = proposed_duties(values, known_on=on, calendar=calendar, counting=counting)
    return [
        replace(then if then.deadline_text else now, owner=dispatch.unit_id)
        for then, now in zip(stated, today, strict=True)
    ]


#: Parts of a duty, as the reading and as the page calls them.
_PARTS = {
    "obligations": "đây có phải việc được giao không",
    "actors": "ai làm",
    "deadlines": "hạn",
    "report_to": "nơi nhận báo cáo",
}


def parts_to_look_at(values: Mapping[str, Any], position: int) -> str:
    """What the machine was unsure of in the duty at a position (from 0) of the reading; empty for nothing.

    >>> parts_to_look_at({"confidences": {"obligations": [0.97], "deadlines": [0.8], "actors": [None]}}, 0)
    'Nên xem lại: hạn.'
    """
    held = values.get("confidences") or {}
    unsure = []
    for part, words in _PARTS.items():
        shares = held.get(part) or ()
        share = shares[position] if position < len(shares) else None
        if share is not None and share < SURE:
            unsure.append(words)
    return f"Nên xem lại: {', '.join(unsure)}." if unsure else ""


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
