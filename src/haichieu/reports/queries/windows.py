"""The days that units have set for their own reports."""

from haichieu.reports.models import WindowOverride
from haichieu.reports.rules import PeriodKind, WindowRule
from haichieu.units.models import Unit


def own_windows(unit: Unit) -> tuple[WindowRule, ...]:
    """A unit's own rules, those for one kind of period after those for all, so that the last that fits is meant."""
    rows = WindowOverride.objects.filter(unit=unit).order_by("kind", "valid_from")
    return tuple(window_rule(row, unit) for row in rows)


def window_rule(row: WindowOverride, unit: Unit) -> WindowRule:
    """One stored row as the rule that it states."""
    return WindowRule(
        source=row.source,
        article="",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        first_day=row.first_day,
        first_month_offset=row.first_month_offset,
        last_day=row.last_day,
        last_month_offset=row.last_month_offset,
        organisation=unit.code,
        kinds=(PeriodKind(row.kind),) if row.kind else (),
    )
