"""What is said of units without a date: their sort, the sorts themselves, and codes of exchange."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.text.folding import fold
from haichieu.units.actions.terms import renew_tree_stamp
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Person, Unit, UnitKind
from haichieu.units.queries import actor_ref, require, unit_terms, units_open_to
from haichieu.units.rules import BadAgencyCode, read_agency_code


@transaction.atomic
def set_kind(*, by: Person | None, unit: Unit, kind: str, at: datetime) -> Unit:
    """Say of which sort a unit is."""
    require(by, "manage_units", unit.pk, on=localdate(at))
    kind = kind.strip()
    if not kind or len(kind) > 40:
        raise UnitsError("Cần loại đơn vị, không quá 40 ký tự.")
    renew_tree_stamp()
    before, unit.kind = unit.kind, kind
    unit.save(update_fields=["kind"])
    record(
        by=actor_ref(by),
        verb="set_unit_kind",
        kind="unit",
        ref=unit.code,
        before={"kind": before},
        after={"kind": kind},
        at=at,
    )
    return unit


@transaction.atomic
def describe_kind(*, by: Person | None, code: str, name: str, level: int, at: datetime) -> UnitKind:
    """Name a sort of unit and the level that it stands on (1 at the top).

    The words hold for the whole organisation: a sort that units of others have too is described above them.
    """
    code, name = code.strip(), " ".join(name.split())
    if not code or not name or len(code) > 40 or len(name) > 120 or not 1 <= level <= 20:
        raise UnitsError("Loại đơn vị cần mã, tên và cấp từ 1 đến 20.")
    _require_kind(by, code, on=localdate(at))
    alike = {fold(other): pk for pk, other in UnitKind.objects.exclude(code=code).values_list("code", "name")}
    if fold(name) in alike:
        raise UnitsError(f"“{name}” đang là tên của loại có mã “{alike[fold(name)]}”; hãy chọn tên khác.")
    held = UnitKind.objects.filter(code=code).values("name", "level").first()
    after = {"name": name, "level": level}
    kind, _ = UnitKind.objects.update_or_create(code=code, defaults=after)
    if held != after:
        record(
            by=actor_ref(by),
            verb="describe_unit_kind",
            kind="unit_kind",
            ref=code,
            before=held,
            after=after,
            at=at,
        )
    return kind


def _require_kind(by: Person | None, code: str, *, on: date) -> None:
    if by is None:
        return
    mine = units_open_to(by, "manage_units", on=on)
    if not mine:
        raise NotAllowed("Chỉ người quản trị đặt được loại đơn vị.")
    if unit_terms(on=on, kind=code).exclude(unit__one_of=mine).exists():
        raise NotAllowed("Đơn vị ngoài phạm vi của bạn cũng dùng loại này; hãy nhờ người quản trị cấp trên.")


@transaction.atomic
def set_agency_code(*, by: Person | None, unit: Unit, agency_code: str, at: datetime) -> Unit:
    """Say by which code other offices call the unit in electronic exchange; empty when it has none."""
    require(by, "manage_units", unit.pk, on=localdate(at))
    try:
        code = read_agency_code(agency_code) if agency_code.strip() else ""
    except BadAgencyCode as error:
        raise UnitsError(str(error)) from None
    other = Unit.objects.filter(agency_code=code).exclude(pk=unit.pk).first() if code else None
    if other is not None:
        raise UnitsError(f"Mã định danh {code} đang ghi cho đơn vị {other.code}.")
    before, unit.agency_code = unit.agency_code, code
    unit.save(update_fields=["agency_code"])
    record(
        by=actor_ref(by),
        verb="set_agency_code",
        kind="unit",
        ref=unit.code,
        before={"agency_code": before},
        after={"agency_code": code},
        at=at,
    )
    return unit
