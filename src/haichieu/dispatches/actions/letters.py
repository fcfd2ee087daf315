"""Taking letters in: the bytes are always kept, the machine's reading is only a proposal."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.duplicates import offer_copies
from haichieu.dispatches.actions.lineage import letter_key, tie_letter
from haichieu.dispatches.models import Dispatch, Reading
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.files import read_bytes
from haichieu.text.folding import fold
from haichieu.text.privacy import mask_private_names
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require


def add_dispatch(
    *, by: Person | None, unit: Unit, file_name: str, data: bytes, at: datetime, max_bytes: int | None = None
) -> tuple[Dispatch, bool]:
    """Store a letter and the machine's proposed reading; returns the dispatch and whether it is new.

    The same bytes given twice are one dispatch. A file that cannot be read is kept and set aside with the reason;
    a file larger than ``max_bytes`` is refused (:class:`~haichieu.text.errors.UnreadableFile`) before it is stored.
    """
    require(by, "add_dispatch", unit.pk, on=localdate(at))
    sha256 = hashlib.sha256(data).hexdigest()
    known = Dispatch.objects.filter(unit=unit, sha256=sha256).first()
    if known is not None:
        return known, False
    limits = {} if max_bytes is None else {"max_bytes": max_bytes}
    try:
        file_text = read_bytes(data, file_name, **limits)
    except UnreadableFile as error:
        if error.reason == "too_large":
            raise
        return _store(by, unit, file_name, data, sha256, at, set_aside=str(error)), True
    values = read_dispatch(file_text.text).to_dict()
    values["warnings"] = [*file_text.warnings, *values["warnings"]]
    text = values.pop("text")
    return _store(by, unit, file_name, data, sha256, at, text=text, values=values), True


@transaction.atomic
def _store(
    by: Person | None,
    unit: Unit,
    file_name: str,
    data: bytes,
    sha256: str,
    at: datetime,
    *,
    text: str = "",
    values: dict[str, object] | None = None,
    set_aside: str = "",
) -> Dispatch:
    dispatch = Dispatch(
        unit=unit,
        file_name=file_name,
        sha256=sha256,
        text=text,
        set_aside=set_aside,
        received_at=at,
        added_by=actor_ref(by),
        search=fold(file_name),
    )
    suffix = file_name.rsplit(".", 1)[-1].lower()[:10] if "." in file_name else "bin"
    dispatch.file.save(f"{sha256[:24]}.{suffix}", ContentFile(data), save=False)
    if values is not None:
        show_values(dispatch, values)
    dispatch.save()
    after = {"file_name": file_name, "sha256": sha256, "set_aside": set_aside}
    record(by=actor_ref(by), verb="add_dispatch", kind="dispatch", ref=str(dispatch.pk), after=after, at=at)
    if values is not None:
        Reading.objects.create(
            dispatch=dispatch, version=1, by_person=False, values=values, by="system:reader", at=at
        )
        tie_letter(dispatch, values)
        offer_copies(dispatch, values)
    return dispatch


def show_values(dispatch: Dispatch, values: dict[str, object]) -> None:
    """Copy a reading's values into the columns that lists and search use (not saved)."""
    for name, size in (
        ("kind", 60),
        ("number", 40),
        ("symbol", 80),
        ("date", 10),
        ("issuer", 300),
        ("subject", 1000),
    ):
        setattr(dispatch, name, mask_private_names(str(values.get(name) or ""))[:size])
    dispatch.key = letter_key(dispatch.number, dispatch.symbol)
    words = (
        dispatch.number,
        dispatch.symbol,
        dispatch.kind,
        dispatch.issuer,
        dispatch.subject,
        dispatch.file_name,
    )
    dispatch.search = fold(" ".join(words))
