"""A letter that came as a file but that the office wrote itself: it stands in the outgoing register."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.registers import lock_register, next_in
from haichieu.dispatches.models import Dispatch, RegisterEntry
from haichieu.dispatches.queries.earlier_own import earlier_own, is_own, letter_day, number_of, own_series
from haichieu.dispatches.queries.letters import current_reading
from haichieu.dispatches.rules.numbering import Series
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require

_BEFORE = "Ban hành trước khi lấy số ở đây"
_TAKEN = "Văn bản của chính đơn vị; số của văn bản đã có trong sổ văn bản đi"
_BOOKS = RegisterEntry.Book


def put_in_its_register(dispatch: Dispatch, values: Mapping[str, Any], *, by: str, at: datetime) -> None:
    """Move a letter's line to the register where its reading says that it belongs, inside the caller's transaction.

    A letter that the office issued keeps its own number; where the outgoing register has that number already, or the
    letter names none, its line stays among the incoming ones and says so. A letter of somebody else that was taken
    for an own one comes back under the next number.
    """
    lock_register(dispatch.unit_id)
    entry = dispatch.register_entries.filter(own_letter=None).first()
    if entry is None or dispatch.is_oral:
        return
    goes_out = is_own(dispatch)
    if goes_out == (entry.book == _BOOKS.OUTGOING) and (not goes_out or entry.number == number_of(dispatch)):
        return
    before = {"book": entry.book, "number": entry.number, "period": entry.period}
    if goes_out:
        _put_out(entry, dispatch, values)
    else:
        _put_in(entry, dispatch)
    after = {"book": entry.book, "number": entry.number, "period": entry.period}
    if before != after:
        record(
            by=by,
            verb="move_entry",
            kind="register_entry",
            ref=str(entry.pk),
            before=before,
            after=after,
            at=at,
        )


@transaction.atomic
def put_earlier_out(*, by: Person | None, unit: Unit, at: datetime) -> int:
    """Move every letter of the office itself that stands among the incoming ones to the outgoing register; how many.

    What :func:`earlier_own` says will stay, stays. Each move is logged.
    """
    require(by, "keep_register", unit.pk, on=localdate(at))
    lock_register(unit.pk)
    moving = [each.entry.dispatch for each in earlier_own(unit) if not each.refusal]
    for dispatch in moving:
        reading = current_reading(dispatch)
        put_in_its_register(dispatch, reading.values if reading else {}, by=actor_ref(by), at=at)
    return len(moving)


def _put_out(entry: RegisterEntry, dispatch: Dispatch, values: Mapping[str, Any]) -> None:
    number, series = number_of(dispatch), own_series(dispatch)
    same = RegisterEntry.objects.filter(
        unit=dispatch.unit_id, book=_BOOKS.OUTGOING, series=series.series, period=series.period, number=number
    )
    if number is None or same.exclude(pk=entry.pk).exists():
        if entry.book == _BOOKS.INCOMING and not entry.note:
            entry.note = _TAKEN if number is not None else ""
            entry.save(update_fields=["note"])
        return
    signer = values.get("signer") or {}
    entry.book, entry.series, entry.period, entry.number = (
        _BOOKS.OUTGOING,
        series.series,
        series.period,
        number,
    )
    entry.registered_on, entry.note = letter_day(dispatch), entry.note or _BEFORE
    entry.signer = mask_private_names(str(signer.get("name") or ""))[:120]
    entry.sent_to = mask_private_names("; ".join(map(str, values.get("addressees") or ())))[:300]
    entry.save()


def _put_in(entry: RegisterEntry, dispatch: Dispatch) -> None:
    day = localdate(dispatch.received_at)
    following = next_in(dispatch.unit_id, _BOOKS.INCOMING, Series("", str(day.year)), on=day)
    entry.book, entry.series, entry.period = _BOOKS.INCOMING, "", following.series.period
    entry.number, entry.registered_on = following.number, day
    entry.note = "" if entry.note in (_BEFORE, _TAKEN) else entry.note
    entry.signer = entry.sent_to = ""
    entry.save()
