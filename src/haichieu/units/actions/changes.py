"""Found, rename, move and dissolve units, each from a day on."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from haichieu.base.actions import record
from haichieu.units.actions.guards import (
    last_term,
    require_earlier,
    require_no_lower,
    require_open,
    require_place,
    require_units,
)
from haichieu.units.actions.terms import renew_tree_stamp, save_term
from haichieu.units.errors import NotAllowed, UnitsError
from haichieu.units.models import Person, Unit, UnitChange, UnitSuccession, UnitTerm
from haichieu.units.queries import actor_ref

_ONE = timedelta(days=1)
_Kind = UnitChange.Kind
Pair = tuple[Unit | None, Unit | None]


@transaction.atomic
def found_unit(
    *,
    by: Person | None,
    code: str,
    name: str,
    short_name: str = "",
    kind: str,
    parent: Unit | None,
    on: date,
    decision: str = "",
    at: datetime,
) -> UnitChange:
    """A new unit from a day on, under ``parent``; only the terminal (``by=None``) opens a new top."""
    renew_tree_stamp()
    if parent is None and by is not None:
        raise NotAllowed("Đơn vị mới phải có cấp trên; chỉ dòng lệnh trên máy chủ mở được một cây mới.")
    if parent is not None:
        require_units(by, [parent.pk], on=on, at=at)
    unit = new_unit(code=code, name=name, short_name=short_name, kind=kind, parent=parent, on=on)
    return write_change(by=by, kind=_Kind.FOUNDED, on=on, decision=decision, pairs=[(None, unit)], at=at)


@transaction.atomic
def rename_unit(
    *,
    by: Person | None,
    unit: Unit,
    name: str,
    short_name: str = "",
    on: date,
    decision: str = "",
    at: datetime,
) -> UnitChange:
    """Another name from a day on; the unit goes on."""
    renew_tree_stamp()
    require_units(by, [unit.pk], on=on, at=at)
    name, short_name = _names(name, short_name)
    term = last_term(unit, on)
    require_earlier(term, on)
    if (name, short_name) == (term.name, term.short_name):
        raise UnitsError(f"“{name}” đang là tên của đơn vị này.")
    start_term(term, on, name=name, short_name=short_name)
    return write_change(by=by, kind=_Kind.RENAMED, on=on, decision=decision, pairs=[(unit, unit)], at=at)


@transaction.atomic
def move_unit(
    *, by: Person | None, unit: Unit, parent: Unit, on: date, decision: str = "", at: datetime
) -> UnitChange:
    """Another unit above from a day on; the units below go along."""
    renew_tree_stamp()
    require_units(by, [unit.pk, parent.pk], on=on, at=at)
    term = last_term(unit, on)
    require_earlier(term, on)
    if term.parent_id == parent.pk:
        raise UnitsError(f"“{term.name}” đang trực thuộc đơn vị này rồi.")
    require_place(unit, parent, on, term.valid_to)
    start_term(term, on, parent_id=parent.pk)
    return write_change(by=by, kind=_Kind.MOVED, on=on, decision=decision, pairs=[(unit, unit)], at=at)


@transaction.atomic
def dissolve_unit(*, by: Person | None, unit: Unit, on: date, decision: str = "", at: datetime) -> UnitChange:
    """End a unit: the day before ``on`` is its last. Its lower units must have gone elsewhere."""
    renew_tree_stamp()
    require_units(by, [unit.pk], on=on, at=at)
    end_unit(unit, on)
    return write_change(by=by, kind=_Kind.DISSOLVED, on=on, decision=decision, pairs=[(unit, None)], at=at)


def new_unit(*, code: str, name: str, short_name: str, kind: str, parent: Unit | None, on: date) -> Unit:
    """The row of a unit that begins; for the changes that found one."""
    code, kind = code.strip(), kind.strip()
    name, short_name = _names(name, short_name)
    if not code or not kind or len(code) > 40 or len(kind) > 40:
        raise UnitsError("Cần mã và loại của đơn vị mới, mỗi mục không quá 40 ký tự.")
    if Unit.objects.filter(code=code).exists():
        raise UnitsError(f"Mã “{code}” đã có đơn vị dùng, kể cả đơn vị cũ; hãy chọn mã khác.")
    if parent is not None:
        require_place(None, parent, on, None)
    unit = Unit.objects.create(code=code, kind=kind)
    save_term(UnitTerm(unit=unit, name=name, short_name=short_name, parent=parent, valid_from=on))
    return unit


def end_unit(unit: Unit, on: date) -> None:
    """Close the unit's last term the day before ``on``."""
    term = last_term(unit, on)
    require_earlier(term, on)
    require_open(term)
    require_no_lower(unit, term.name, on)
    if term.valid_from == on:
        raise UnitsError(
            f"“{term.name}” có thay đổi đúng ngày {on:%d/%m/%Y}; hãy hoàn tác thay đổi đó hoặc chọn ngày sau."
        )
    term.valid_to = on - _ONE
    save_term(term)


def start_term(term: UnitTerm, on: date, **values: object) -> None:
    """From ``on`` the unit has these values instead; what began that very day is changed in place."""
    if term.valid_from < on:
        later = UnitTerm(
            unit=term.unit,
            name=term.name,
            short_name=term.short_name,
            parent_id=term.parent_id,
            valid_from=on,
            valid_to=term.valid_to,
        )
        term.valid_to = on - _ONE
        save_term(term)
        term = later
    for name, value in values.items():
        setattr(term, name, value)
    save_term(term)


def write_change(
    *, by: Person | None, kind: str, on: date, decision: str, pairs: Iterable[Pair], at: datetime
) -> UnitChange:
    """The decision with who went on in whom, logged on every unit that it names."""
    change = UnitChange.objects.create(
        kind=kind, on=on, decision=decision.strip()[:300], by=actor_ref(by), at=at
    )
    pairs = list(dict.fromkeys(pairs))
    UnitSuccession.objects.bulk_create(
        UnitSuccession(change=change, predecessor=before, successor=after) for before, after in pairs
    )
    after = {"change": change.pk, "on": on.isoformat(), "decision": change.decision}
    for unit in dict.fromkeys(unit for pair in pairs for unit in pair if unit is not None):
        record(by=actor_ref(by), verb=f"unit_{kind}", kind="unit", ref=unit.code, after=after, at=at)
    return change


def _names(name: str, short_name: str) -> tuple[str, str]:
    name = " ".join(name.split())
    if not name or len(name) > 300:
        raise UnitsError("Cần tên đơn vị, không quá 300 ký tự.")
    return name, " ".join(short_name.split())[:120] or name[:120]
