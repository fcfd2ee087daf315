"""Keeping what people correct, using it on later readings, and switching a lesson off or on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.models import Correction, Dispatch, LessonSwitch, LessonUse
from haichieu.dispatches.queries import lexicon_of
from haichieu.dispatches.rules import (
    Duty,
    Lexicon,
    corrections_of,
    mend,
    owner_correction,
    still_holds,
    unmended,
)
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require
from haichieu.version import VERSION


def mend_reading(dispatch: Dispatch, values: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A machine's reading mended by what the unit's people taught; call it only on what no person has read.

    Call inside the transaction that stores the reading.
    """
    mended = mend(values, text, lexicon_of(dispatch.unit_id, without=dispatch.pk))
    dispatch.lessons_used.all().delete()
    LessonUse.objects.bulk_create(
        LessonUse(dispatch=dispatch, key=key, field=name, after=after)
        for key, name, after in {(each.key, each.field, each.after) for each in mended.mendings}
    )
    return mended.values


def learn(
    dispatch: Dispatch,
    values: Mapping[str, Any],
    duties: Sequence[Duty],
    codes: Mapping[int, str],
    *,
    at: datetime,
) -> None:
    """Keep how a confirmed reading differs from the machine's, and whether earlier lessons were right.

    ``codes`` holds the code of each unit. Safe to call again whenever the same letter is corrected: what it taught
    before is replaced. Call inside the transaction that confirms.
    """
    machine = dispatch.readings.filter(by_person=False).order_by("-version").first()
    read = unmended(machine.values) if machine else {}
    found = list(corrections_of(read, values, dispatch.text)) if machine else []
    lexicon = lexicon_of(dispatch.unit_id, without=dispatch.pk)
    _judge_lessons(dispatch, values)
    _judge_owners(dispatch, duties, codes, lexicon)
    for duty in duties:
        if duty.take and duty.owner not in (None, dispatch.unit_id):
            found += filter(None, [owner_correction(duty.actors, codes.get(duty.owner or 0, ""), values)])
    dispatch.corrections.all().delete()
    Correction.objects.bulk_create(
        Correction(
            dispatch=dispatch,
            field=each.field,
            machine_value=each.machine,
            person_value=each.person,
            context=each.context[:600],
            issuer=each.issuer[:300],
            symbol=each.symbol[:80],
            place=each.place[:200],
            reader=VERSION,
            at=at,
        )
        for each in dict.fromkeys(found)
    )


def _judge_lessons(dispatch: Dispatch, values: Mapping[str, Any]) -> None:
    for use in dispatch.lessons_used.exclude(field__startswith="owner:"):
        use.kept = still_holds(use.field, use.after, values)
        use.save(update_fields=["kept"])


def _judge_owners(
    dispatch: Dispatch, duties: Sequence[Duty], codes: Mapping[int, str], lexicon: Lexicon
) -> None:
    """Whether the units that lessons proposed were taken; a letter confirmed before has its uses already."""
    for duty in duties:
        lesson = lexicon.owner(duty.actors) if duty.take and duty.actors else None
        if lesson is None:
            continue
        LessonUse.objects.update_or_create(
            dispatch=dispatch,
            key=lesson.key,
            field=f"owner:{duty.key}",
            defaults={"after": lesson.value, "kept": codes.get(duty.owner or 0) == lesson.value},
        )


@transaction.atomic
def switch_lesson(*, by: Person, unit: Unit, key: str, is_on: bool, at: datetime) -> None:
    """Use a lesson, or use it no more, whatever became of it so far; readings that it changed stay as they are."""
    require(by, "confirm_reading", unit.pk, on=localdate(at))
    known = {lesson.key: lesson for lesson in lexicon_of(unit.pk).lessons}
    if key not in known or known[key].record.is_on == is_on:
        return
    LessonSwitch.objects.update_or_create(
        unit=unit, key=key, defaults={"is_on": is_on, "by": actor_ref(by), "at": at}
    )
    record(by=actor_ref(by), verb="switch_lesson", kind="lesson", ref=key, after={"is_on": is_on}, at=at)
