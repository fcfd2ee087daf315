"""A unit's own days for its reports, where the law leaves them to it."""

from datetime import date, datetime

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.reports.models import WindowOverride
from haichieu.reports.queries import window_rule
from haichieu.reports.rules import BadWindowRule, PeriodKind, check_own_rule
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, letterhead, require

_LONGEST_SOURCE = 300


@transaction.atomic
def set_window(
    *,
    by: Person | None,
    unit: Unit,
    kind: str,
    first_day: int,
    first_month_offset: int,
    last_day: int,
    last_month_offset: int,
    source: str,
    valid_from: date,
    valid_to: date | None = None,
    at: datetime,
) -> WindowOverride:
    """Set which days the unit's reports count from a day on; setting the same start again replaces it.

    ``kind`` is month, quarter, half or year, or empty for all; days and offsets as in ``rules.windows.WindowRule``;
    ``source`` names the unit's own paper. A day of end (``valid_to``) returns the unit to the law.
    Raises :class:`~haichieu.reports.errors.ReportError` for days that leave gaps or a body that the law binds.
    """
    require(by, "manage_units", unit.pk, on=localdate(at))
    source = " ".join(source.split())
    if kind and kind not in set(PeriodKind):
        raise BadWindowRule(f"Không có loại kỳ “{kind[:20]}”; các loại: {', '.join(PeriodKind)}.")
    if not source.isprintable() or not 0 < len(source) <= _LONGEST_SOURCE:
        raise BadWindowRule("Hãy ghi văn bản của đơn vị quy định kỳ số liệu, dài không quá 300 ký tự.")
    row = WindowOverride.objects.filter(unit=unit, kind=kind, valid_from=valid_from).first()
    before = _values(row) if row else None
    row = row or WindowOverride(unit=unit, kind=kind, valid_from=valid_from)
    row.first_day, row.first_month_offset = first_day, first_month_offset
    row.last_day, row.last_month_offset = last_day, last_month_offset
    row.source, row.valid_to = source, valid_to
    look = letterhead(unit, on=max(valid_from, localdate(at)))
    # Without a look the report takes the rule for State bodies, so its days are bound as well.
    check_own_rule(window_rule(row, unit), look.body_kind if look else "state")
    after = _values(row)
    if before != after:
        row.save()
        record(
            by=actor_ref(by), verb="set_window", kind="unit", ref=unit.code, before=before, after=after, at=at
        )
    return row


def _values(row: WindowOverride) -> dict[str, object]:
    values = model_to_dict(row, exclude=("id", "unit"))
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
