"""The duties of a letter as the form shows them: proposed at first, later as people decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import duties_as_read, duties_in_force, remembered_addressees
from haichieu.dispatches.rules import SURE, ActorFinder, Duty, Lexicon, UnitNames
from haichieu.units.models import UnitKind
from haichieu.units.rules import Tree


@dataclass(frozen=True, slots=True)
class ProposedOwner:
    """Who a duty is proposed to, where the letter names somebody else than the unit that received it."""

    #: the unit that is to act; None where the receiving one keeps the duty
    pk: int | None
    #: why, as a sentence
    reason: str
    #: several units below are to act: the receiving one hands the duty down and follows it up
    hands_down: bool = False
    #: somebody is to act who is neither the receiving unit nor below it: a person says whether it is ours after all
    is_for_others: bool = False


def proposed_owners(
    dispatch: Dispatch, duties: Sequence[Duty], tree: Tree, lexicon: Lexicon
) -> dict[str, ProposedOwner]:
    """By key of the duty, who is to act as a person taught, or as the letter names them."""
    if not any(duty.actors for duty in duties):
        return {}
    office = tree.keeper(dispatch.unit_id)
    below = tree.below(office) - {office}
    nodes = [tree.nodes[pk] for pk in below if pk in tree.nodes]
    by_code = {node.code: node.pk for node in nodes}
    names = UnitNames.of((node.pk, node.name, node.short_name) for node in nodes)
    kinds = dict(UnitKind.objects.values_list("code", "name"))
    finder = ActorFinder(tree, office, remembered_addressees(dispatch.unit), kinds)
    owners = {}
    for duty in (duty for duty in duties if duty.actors):
        lesson = lexicon.owner(duty.actors)
        if lesson is not None and lesson.value in by_code:
            reason = f"Chọn theo lần sửa trước ({lesson.taught_by.letter})."
            owners[duty.key] = ProposedOwner(by_code[lesson.value], reason)
        elif (owner := _by_actors(duty.actors, finder, names)) is not None:
            owners[duty.key] = owner
    return owners


def _by_actors(actors: Sequence[str], finder: ActorFinder, names: UnitNames) -> ProposedOwner | None:
    """None where the letter gives the duty to the receiving unit, or to whoever it is addressed to."""
    whose = finder.whose(actors)
    called = f"Văn bản giao việc này cho “{', '.join(actors)}”"
    if len(whose.unit_ids) > 1 and not whose.is_office and not whose.anybody:
        reason = f"{called}: {len(whose.unit_ids)} đơn vị cấp dưới. Chưa gửi cho ai; xác nhận xong mới chọn nơi giao."
        return ProposedOwner(None, reason, hands_down=True)
    named = next(iter(whose.unit_ids)) if len(whose.unit_ids) == 1 else names.meant(whose.others)
    if named is not None:
        return ProposedOwner(named, "Chọn theo tên đơn vị ghi trong văn bản.")
    if whose.is_ours:
        return None
    reason = f"{called}, không phải đơn vị này hay cấp dưới nên không đánh dấu sẵn; hãy đánh dấu nếu là việc của mình."
    return ProposedOwner(None, reason, is_for_others=True)


def duties_to_show(
    dispatch: Dispatch,
    values: Mapping[str, Any],
    owners: Mapping[str, ProposedOwner],
    *,
    on: date,
    office: int,
) -> list[Duty]:
    """Every duty of the current reading, in the order of the letter.

    Before the first confirmation each is proposed to its proposed owner, else to the receiving unit, and one of others
    is not ticked; afterwards those in force stand as they are, and those left out, split or removed stay unticked.
    """
    proposed = duties_as_read(dispatch, values, on=on, office=office)
    if dispatch.confirmed_at is None:
        return [
            replace(duty, owner=owner.pk or duty.owner, take=duty.take and not owner.is_for_others)
            if (owner := owners.get(duty.key))
            else duty
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
