"""How the documents of units look."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.units.errors import UnitsError
from haichieu.units.models import Letterhead, Person, Unit
from haichieu.units.queries import actor_ref, require
from haichieu.units.rules import BODY_KINDS


@transaction.atomic
def set_letterhead(
    *,
    by: Person | None,
    unit: Unit,
    body_kind: str,
    symbol: str,
    place: str,
    authority: str,
    signer_title: str,
    signer_name: str,
    valid_from: date,
    at: datetime,
) -> Letterhead:
    """Say how the unit's own documents look from a day on."""
    require(by, "manage_units", unit.pk, on=localdate(at))
    if body_kind not in BODY_KINDS:
        raise UnitsError(f"Loại cơ quan “{body_kind}” không có thể thức; các loại: {', '.join(BODY_KINDS)}.")
    values = {
        "body_kind": body_kind,
        "symbol": symbol,
        "place": place,
        "authority": authority,
        "signer_title": signer_title,
        "signer_name": signer_name,
    }
    head, _ = Letterhead.objects.update_or_create(unit=unit, valid_from=valid_from, defaults=values)
    record(by=actor_ref(by), verb="set_letterhead", kind="unit", ref=unit.code, after=values, at=at)
    return head
