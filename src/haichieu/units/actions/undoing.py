"""Take back a change that was entered by mistake, while nothing later rests on it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import ManyToOneRel, Q

from haichieu.base.actions import record
from haichieu.units.actions.guards import lower_terms, require_place, require_units
from haichieu.units.actions.terms import remove_term, renew_tree_stamp, save_term
from haichieu.units.errors import UnitsError
from haichieu.units.models import Person, Unit, UnitChange, UnitSuccession, UnitTerm
from haichieu.units.queries import actor_ref

_ONE = timedelta(days=1)
_NAME, _PLACE = ("name", "short_name"), ("parent_id",)


@transaction.atomic
def undo_change(*, by: Person | None, change: UnitChange, reason: str, at: datetime) -> None:
    """Make the tree as if the change had never been decided; the log keeps that it was, and why it went."""
    renew_tree_stamp()
    if not reason.strip():
        raise UnitsError("Hãy ghi vì sao hoàn tác thay đổi này.")
    pairs = list(change.successions.select_related("predecessor", "successor"))
    units = {unit.pk: unit for row in pairs for unit in (row.predecessor, row.successor) if unit is not None}
    require_units(by, units, on=change.on, at=at)
    _require_nothing_later(change, units)
    before = {pk for row in pairs if (pk := row.predecessor_id)}
    after = {pk for row in pairs if (pk := row.successor_id)}
    changed = _put_back(change, [unit for pk, unit in units.items() if pk in before & after])
    changed += [_reopen(unit, change.on) for pk, unit in units.items() if pk in before - after]
    for term in changed:  # only now: units that went together come back together
        if term.parent is not None:
            require_place(term.unit, term.parent, change.on, term.valid_to)
    UnitChange.objects.filter(pk=change.pk).delete()
    for unit in (unit for pk, unit in units.items() if pk in after - before):
        _take_away(unit)
    told = {"change": change.kind, "on": change.on.isoformat(), "decision": change.decision, "reason": reason}
    for unit in units.values():
        record(by=actor_ref(by), verb="undo_unit_change", kind="unit", ref=unit.code, before=told, at=at)


def _require_nothing_later(change: UnitChange, units: dict[int, Unit]) -> None:
    later = (
        UnitSuccession.objects.filter(Q(predecessor__one_of=units) | Q(successor__one_of=units))
        .filter(Q(change__on__gt=change.on) | Q(change__on=change.on, change__gt=change.pk))
        .select_related("change")
        .order_by("-change__on", "-change")
        .first()
    )
    if later is not None:
        words = f"{later.change.get_kind_display()} ngày {later.change.on:%d/%m/%Y}"
        raise UnitsError(f"Có thay đổi sau dựa vào thay đổi này ({words}); hãy hoàn tác thay đổi đó trước.")
    newer = (
        UnitTerm.objects.filter(unit__one_of=units, valid_from__gt=change.on).order_by("valid_from").first()
    )
    if newer is not None:
        raise UnitsError(f"“{newer.name}” đã có tên hoặc cấp trên khác từ {newer.valid_from:%d/%m/%Y}.")


def _put_back(change: UnitChange, units: list[Unit]) -> list[UnitTerm]:
    kind = UnitChange.Kind(change.kind)
    if kind is UnitChange.Kind.SPLIT:
        return []
    ended = change.successions.exclude(successor=None).filter(~Q(predecessor=None))
    ones = {row.successor_id for row in ended if row.successor_id != row.predecessor_id}
    fields = _NAME if kind is UnitChange.Kind.RENAMED else _PLACE
    # Of two changes of one day, taking back the later one may have taken the day's term away already.
    begun = UnitTerm.objects.filter(unit__one_of=[unit.pk for unit in units], valid_from=change.on)
    held = set(begun.values_list("unit_id", flat=True)) - ones
    return [_restore(unit, change.on, fields) for unit in units if unit.pk in held]


def _restore(unit: Unit, on: date, fields: tuple[str, ...]) -> UnitTerm:
    """Give the unit's term of the day what stood the day before; a term that then says nothing new goes."""
    term = UnitTerm.objects.select_related("unit").get(unit=unit, valid_from=on)
    earlier = UnitTerm.objects.select_related("unit").get(unit=unit, valid_to=on - _ONE)
    for name in fields:
        setattr(term, name, getattr(earlier, name))
    if all(getattr(term, name) == getattr(earlier, name) for name in (*_NAME, *_PLACE)):
        earlier.valid_to = term.valid_to
        remove_term(term)
        term = earlier
    return save_term(term)


def _reopen(unit: Unit, on: date) -> UnitTerm:
    term = UnitTerm.objects.select_related("unit", "parent").get(unit=unit, valid_to=on - _ONE)
    term.valid_to = None
    return save_term(term)


def _take_away(unit: Unit) -> None:
    terms = list(unit.terms.all())
    name = terms[0].name if terms else unit.code
    lower = lower_terms(unit, date.min)
    if lower:
        raise UnitsError(f"“{name}” đã có đơn vị dưới (“{lower[0].name}”); hãy chuyển đơn vị đó đi trước.")
    for term in terms:
        remove_term(term)
    for relation in Unit._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        holder = relation.related_model
        if getattr(holder, "IS_COUNTED_AGAIN", False):
            continue  # goes with the unit, and is built again from what it counts
        if holder.objects.filter(**{relation.field.name: unit}).exists():
            raise UnitsError(
                f"“{name}” đã có hồ sơ hoặc người gắn vào; không hoàn tác được, chỉ giải thể được."
            )
    unit.delete()
