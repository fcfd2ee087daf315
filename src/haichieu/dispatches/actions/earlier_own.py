"""A letter that came as a file but that the office wrote itself: it stands in the outgoing register."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.registers import lock_register, next_in
from haichieu.dispatches.models import Dispatch, RegisterEntry
from haichieu.dispatches.queries.registers import numbering_on
from haichieu.dispatches.rules import issuer_key
from haichieu.dispatches.rules.numbering import Series, series_of
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names
from haichieu.units.queries import letterhead, tree

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
    if entry is None:
        return
    is_own = _is_own(dispatch)
    if is_own == (entry.book == _BOOKS.OUTGOING) and (not is_own or entry.number == _number(dispatch)):
        return
    before = {"book": entry.book, "number": entry.number, "period": entry.period}
    if is_own:
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


def _is_own(dispatch: Dispatch) -> bool:
    """Whether the letter's issuer is the office itself, as it was called on the letter's day."""
    node = tree(on=_day(dispatch)).nodes.get(dispatch.unit_id)
    wanted = issuer_key(dispatch.issuer)
    if node is None or not wanted:
        return False
    return wanted == issuer_key(node.name) or (
        wanted == issuer_key(node.short_name) and _has_our_symbol(dispatch)
    )


def _has_our_symbol(dispatch: Dispatch) -> bool:
    """Short names alone (“Văn phòng”) are many offices' own."""
    look = letterhead(dispatch.unit, on=_day(dispatch))
    ours = fold(look.symbol) if look else ""
    said = fold(dispatch.symbol)
    return bool(ours) and (said == ours or said.endswith((f"-{ours}", f"/{ours}")))


def _day(dispatch: Dispatch) -> date:
    try:
        return date.fromisoformat(dispatch.date)
    except ValueError:
        return localdate(dispatch.received_at)


def _number(dispatch: Dispatch) -> int | None:
    found = re.match(r"\d{1,8}", dispatch.number.strip())
    return int(found.group(0)) if found else None


def _series(dispatch: Dispatch) -> Series:
    code = re.match(r"([^\W\d_]{2,6})\s*[-/]", dispatch.symbol)
    kind = "" if code is None or dispatch.kind.casefold() == "công văn" else code[1]
    return series_of(kind, numbering_on(dispatch.unit, _day(dispatch)), on=_day(dispatch))


def _put_out(entry: RegisterEntry, dispatch: Dispatch, values: Mapping[str, Any]) -> None:
    number, series = _number(dispatch), _series(dispatch)
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
    entry.registered_on, entry.note = _day(dispatch), entry.note or _BEFORE
    entry.signer = mask_private_names(str(signer.get("name") or ""))[:120]
    entry.sent_to = mask_private_names("; ".join(map(str, values.get("addressees") or ())))[:300]
    entry.save()


def _put_in(entry: RegisterEntry, dispatch: Dispatch) -> None:
    day = localdate(dispatch.received_at)
    following = next_in(dispatch.unit_id, _BOOKS.INCOMING, Series("", str(day.year)))
    entry.book, entry.series, entry.period = _BOOKS.INCOMING, "", following.series.period
    entry.number, entry.registered_on = following.number, day
    entry.note = "" if entry.note in (_BEFORE, _TAKEN) else entry.note
    entry.signer = entry.sent_to = ""
    entry.save()
