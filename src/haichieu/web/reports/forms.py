"""The form that compiles a report: which period, which unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from haichieu.reports.rules import Period, PeriodKind
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

_MONTHS = {PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1, PeriodKind.YEAR: 12}


def period_choices(on: date) -> list[tuple[str, str]]:
    """The running and the last period of each kind, the half-year first.

    >>> period_choices(date(2026, 11, 20))[:2]
    [('2026-H2', '6 tháng cuối năm 2026'), ('2026-H1', '6 tháng đầu năm 2026')]
    """
    running = [Period(kind, on.year, (on.month - 1) // months + 1) for kind, months in _MONTHS.items()]
    return [
        (str(period), period.label[:1].upper() + period.label[1:])
        for now in running
        for period in (now, now.preceding())
    ]


@dataclass(frozen=True, slots=True)
class Compiling:
    """Which report to compile."""

    period: str
    unit: int | None
    form: Posted

    @classmethod
    def read(cls, typed: Mapping[str, str], units: UnitChoice, *, on: date) -> "Compiling":
        """From posted values."""
        form = Posted(typed)
        periods = {value for value, _ in period_choices(on)}
        period = form.choice("period", periods, missing="Hãy chọn kỳ báo cáo trong danh sách.")
        unit = units.find(typed.get("unit", ""))
        if unit is None:
            form.errors["unit"] = "Hãy chọn đơn vị báo cáo trong danh sách."
        return cls(period, unit, form)
