"""Which days a periodic report counts (Nghị định 09/2019/NĐ-CP, Điều 12)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from haichieu.reports.rules.errors import BadWindowRule, WindowIsBinding
from haichieu.reports.rules.periods import Period, PeriodKind
from haichieu.text.dates import format_date

#: How each kind of body is named in a sentence.
BODY_NAMES = {
    "state": "cơ quan hành chính nhà nước",
    "union": "tổ chức công đoàn",
    "party": "cơ quan của Đảng",
    "youth": "tổ chức Đoàn Thanh niên",
}


@dataclass(frozen=True, slots=True)
class WindowRule:
    """Where a window begins and ends, told from the months of its period.

    The first day is day `first_day` of the first month moved by `first_month_offset` months; likewise the last.
    Day 0 is the day before the first of the month, so that (0, +1) is the end of the last month.
    """

    source: str
    article: str
    valid_from: date
    valid_to: date | None
    #: Kinds of body that may not depart from it.
    binds: tuple[str, ...] = ()
    first_day: int = 1
    first_month_offset: int = 0
    last_day: int = 0
    last_month_offset: int = 1
    #: Organisation an own rule is for; empty for the rules of the law.
    organisation: str = ""
    #: Kinds of period an own rule is for; empty means all.
    kinds: tuple[PeriodKind, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def days(self, period: Period) -> tuple[date, date]:
        """First and last day of a period under this rule, both counted."""
        return (
            _day(period.year, period.first_month + self.first_month_offset, self.first_day),
            _day(period.year, period.last_month + self.last_month_offset, self.last_day),
        )


@dataclass(frozen=True, slots=True)
class Window:
    """The days a report counts, both ends included."""

    period: Period
    first: date
    last: date
    #: The rule in words.
    source: str
    #: Whether the body must use these days.
    binding: bool
    #: All of this as one Vietnamese sentence for the report.
    sentence_vi: str

    def __contains__(self, day: date) -> bool:
        """Whether a day is counted."""
        return self.first <= day <= self.last


def window(
    period: Period,
    kind_of_body: str,
    on: date,
    *,
    organisation: str = "",
    overrides: Sequence[WindowRule] = (),
) -> Window:
    """The days that a report of a period counts.

    `kind_of_body` is state, union, party or youth; `on` is the day whose law holds (the day of the report).
    An override with the same `organisation` replaces the decree for bodies that it does not bind.
    Raises `WindowIsBinding` when there is one for a body that it binds.
    Source: Nghị định 09/2019/NĐ-CP, Điều 12.

    >>> found = window(Period.parse("2025-H2"), "state", date(2025, 12, 20))
    >>> found.first, found.last, found.binding
    (datetime.date(2025, 6, 15), datetime.date(2025, 12, 14), True)
    """
    law = next((rule for rule in law_rules() if rule.holds_on(on)), law_rules()[0])
    own = [rule for rule in overrides if _concerns(rule, period, organisation, on)]
    binding = kind_of_body in law.binds
    if own and binding:
        raise WindowIsBinding(
            f"{law.article} {law.source} quy định ngày chốt số liệu cho {BODY_NAMES[kind_of_body]}; "
            "hãy bỏ kỳ số liệu riêng của đơn vị."
        )
    rule = own[-1] if own else law
    first, last = rule.days(period)
    return Window(period, first, last, rule.source, binding, _sentence(rule, kind_of_body, first, last))


def check_own_rule(rule: WindowRule, kind_of_body: str) -> None:
    """Refuse an own rule that would lose or double days, or that the law does not leave to the body.

    Raises `BadWindowRule` or `WindowIsBinding`.

    >>> rule = WindowRule("Quy chế", "", date(2026, 1, 1), None, first_day=11, first_month_offset=-1,
    ...     last_day=10, last_month_offset=0)
    >>> check_own_rule(rule, "union")
    """
    law = next((each for each in law_rules() if each.holds_on(rule.valid_from)), law_rules()[0])
    if kind_of_body in law.binds:
        raise WindowIsBinding(
            f"{law.article} {law.source} quy định ngày chốt số liệu cho {BODY_NAMES[kind_of_body]}; "
            "đơn vị không đặt kỳ số liệu riêng được."
        )
    if not (
        _in_month(rule.first_day, rule.first_month_offset)
        and _in_month(rule.last_day, rule.last_month_offset)
    ):
        raise BadWindowRule("Ngày trong kỳ số liệu phải từ 0 đến 28 và độ lệch tháng từ -12 đến 12.")
    if (rule.last_day + 1, rule.last_month_offset - 1) != (rule.first_day, rule.first_month_offset):
        raise BadWindowRule(
            "Ngày cuối của kỳ này phải liền trước ngày đầu của kỳ sau, để không bỏ sót và không đếm trùng ngày nào."
        )
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise BadWindowRule("Ngày hết hiệu lực của kỳ số liệu phải từ ngày bắt đầu hiệu lực trở đi.")


def _in_month(day: int, offset: int) -> bool:
    """Every month has days 1 to 28; day 0 is the day before its first."""
    return 0 <= day <= 28 and -12 <= offset <= 12


@cache
def law_rules() -> tuple[WindowRule, ...]:
    """The rules of the law, oldest first."""
    text = resources.files("haichieu.reports.rules").joinpath("windows.json").read_text(encoding="utf-8")
    return tuple(sorted((_rule(row) for row in json.loads(text)), key=lambda rule: rule.valid_from))


def _rule(row: dict[str, Any]) -> WindowRule:
    return WindowRule(
        source=row["source"],
        article=row["article"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        binds=tuple(row["binds"]),
        first_day=row["first_day"],
        first_month_offset=row["first_month_offset"],
        last_day=row["last_day"],
        last_month_offset=row["last_month_offset"],
    )


def _concerns(rule: WindowRule, period: Period, organisation: str, on: date) -> bool:
    right_kind = not rule.kinds or period.kind in rule.kinds
    return rule.organisation == organisation and right_kind and rule.holds_on(on)


def _day(year: int, month: int, day: int) -> date:
    """Day of a month counted over year ends: month 0 is December before, day 0 the day before the first."""
    years, months = divmod(month - 1, 12)
    return date(year + years, months + 1, 1) + timedelta(days=day - 1)


def _sentence(rule: WindowRule, kind_of_body: str, first: date, last: date) -> str:
    span = f"Số liệu tính từ ngày {format_date(first)} đến hết ngày {format_date(last)}"
    source = f"{rule.article} {rule.source}".strip()
    body = BODY_NAMES.get(kind_of_body, "đơn vị")
    if rule.organisation:
        return f"{span}, theo {source} của đơn vị."
    if kind_of_body in rule.binds:
        return f"{span}, theo {source}."
    if rule.binds:
        return f"{span}, vận dụng {source} (không bắt buộc đối với {body})."
    return f"{span}, theo {source}."
