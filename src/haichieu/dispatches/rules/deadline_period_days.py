"""The day on which a period falls due, where it stands beside the period: “Định kỳ hằng tháng, trước ngày 25”."""

import re
from dataclasses import replace

from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.patterns import late

_DAY = late(
    r"(?P<gap>[^.;()]{0,140}?)(?P<paren>\(\s*)?(?<!\w)(?:trước|vào|chậm\s+nhất|muộn\s+nhất)\s+(?:là\s+|vào\s+)?(?:ngày\s+)?"
    r"(?P<day>\d{1,2})(?!\d|\s?(?:giờ|h|%|lần|tin|bài|ngày|tuần|buổi|phút))"
    r"(?:(?:\s?/\s?|\s+tháng\s+)(?P<month>\d{1,2})(?!\d)|\s+(?P<last>(?:của\s+)?tháng\s+cuối(?:\s+(?:của\s+)?"
    r"(?:(?:hằng|hàng|mỗi)\s+)?(?:quý|kỳ))?)|\s+(?:hằng|hàng)\s+tháng)?"
    r"(?!\s?[/.-]\s?\d|\s+năm\s+\d|\s+tháng\s+\d)(?P<rest>[^().;]{0,30}\))?",
    re.IGNORECASE,
)
_SHORT = late("week|day")


def give_days(text: str, periods: list[Deadline]) -> tuple[list[Deadline], list[tuple[int, int]]]:
    """Add its day to each period that has none yet; also the ranges of the text where those days stand.

    A day stands beside the period, in brackets after it, or later in the same clause. A date with a year is a date
    of its own, and one with a month cannot be the day of a monthly period.

    >>> period = Deadline("Định kỳ 6 tháng", "period", "6 months", 0, 15)
    >>> days, _ = give_days("Định kỳ 6 tháng (trước ngày 15/12) báo cáo", [period])
    >>> days[0].text, days[0].value
    ('Định kỳ 6 tháng (trước ngày 15/12)', '6 months; day 15/12')
    """
    given: list[Deadline] = []
    used: list[tuple[int, int]] = []
    ordered = sorted(periods, key=lambda period: period.start)
    for place, period in enumerate(ordered):
        until = ordered[place + 1].start if place + 1 < len(ordered) else len(text)
        found = _DAY.match(text, period.end, until) if _may_have_day(period) else None
        if found is None or (found.group("month") and "month" in period.value and period.value[0] == "1"):
            given.append(period)
            continue
        beside = not found.group("gap").strip(" ,")
        end = found.end() if beside and (found.group("rest") or not found.group("paren")) else period.end
        given.append(
            replace(period, text=text[period.start : end], value=f"{period.value}; {_day(found)}", end=end)
        )
        used.append(found.span())
    return given, used


def _may_have_day(period: Deadline) -> bool:
    return period.type == "period" and ";" not in period.value and not _SHORT.search(period.value)


def _day(found: re.Match[str]) -> str:
    day = int(found.group("day"))
    if found.group("month"):
        return f"day {day}/{int(found.group('month'))}"
    return f"day {day} of the last month" if found.group("last") else f"day {day}"
