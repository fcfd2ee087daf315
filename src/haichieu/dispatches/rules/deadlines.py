"""Deadlines in a paragraph: by date, month, period, relative to an event, or continuous."""

import itertools
import re
from datetime import date

from haichieu.dispatches.rules.deadline_days import find_days, find_today
from haichieu.dispatches.rules.deadline_event_days import find_event_days
from haichieu.dispatches.rules.deadline_period_days import give_days
from haichieu.dispatches.rules.deadline_periods import find_periods, find_quota
from haichieu.dispatches.rules.deadline_relative import find_relative
from haichieu.dispatches.rules.deadline_spans import find_spans
from haichieu.dispatches.rules.deadline_types import Deadline
from haichieu.text.patterns import late

__all__ = ["Deadline", "find_deadlines"]

_CITED = late(
    r"(?:[/–-]\s?[A-ZĐ][\w&-]*(?:[/-][\w&-]+)*|(?:Luật|Pháp\s+lệnh|Hiến\s+pháp)\s[^.;:]{2,90}?),?\s+ngày\s+"
    r"\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
_DATED = late(r"ngày\s+\d")
#: Every deadline names one of these, or a day written in figures.
_TIME_WORDS = (
    "ngày", "tuần", "tuân", "tháng", "quý", "năm", "giờ", "phút", "thường xuyên", "liên tục", "nhiệm kỳ", "trước khi",
    "đến khi", "24/24", "24/7", "suốt", "lần", "hôm nay", "12h", "24h", "36h", "48h", "72h", " tiếng",
    "sáng nay", "trưa nay", "chiều nay", "tối nay", "đêm nay",
)  # fmt: skip
_SLASHED = late(r"[/.-](?:(?<=\d.)|(?<=\d\s.))\s?\d")


def find_deadlines(text: str, issued: date | None) -> tuple[Deadline, ...]:
    """Every deadline stated in a paragraph, in order.

    Parameters
    ----------
    text:
        The paragraph, white space single.
    issued:
        Date of the letter: a date before it is no deadline, and a missing year is taken from it.

    >>> [(d.text, d.type, d.value) for d in find_deadlines("Báo cáo về Sở trước ngày 5/12/2024.", date(2024, 11, 1))]
    [('trước ngày 5/12/2024', 'date', '2024-12-05')]
    >>> [(d.type, d.value) for d in find_deadlines("Định kỳ 6 tháng báo cáo; trả lời trong 02 ngày.", None)]
    [('period', '6 months'), ('relative', '2 days')]
    """
    lower = text.lower()
    if not any(map(lower.__contains__, _TIME_WORDS)) and not _SLASHED.search(text):
        return ()
    masked = _CITED.sub(_blank, text) if _DATED.search(text) else text
    periods, days = give_days(masked, find_periods(masked))
    for start, end in days:
        masked = masked[:start] + "#" * (end - start) + masked[end:]
    found = [
        *periods,
        *find_spans(masked, issued),
        *find_days(masked, issued),
        *find_today(masked, issued),
        *find_relative(masked),
    ]
    return _explained(text, _settle(found or find_event_days(masked, issued) or find_quota(masked)))


def _blank(match: re.Match[str]) -> str:
    return "#" * len(match.group(0))


def _settle(found: list[Deadline]) -> tuple[Deadline, ...]:
    """Where two readings overlap the earlier in the list of readers wins: a period holds its day, not the reverse."""
    kept: list[Deadline] = []
    for deadline in found:
        if not any(deadline.start < other.end and other.start < deadline.end for other in kept):
            kept.append(deadline)
    return tuple(sorted(kept, key=lambda deadline: deadline.start))


def _explained(text: str, found: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """The deadlines without those in brackets that only tell how the day in front was counted."""
    counted = {
        later
        for day, later in itertools.pairwise(found)
        if day.type == "date" and later.type == "relative" and text[day.end : later.start].strip() == "("
    }
    return tuple(each for each in found if each not in counted)
