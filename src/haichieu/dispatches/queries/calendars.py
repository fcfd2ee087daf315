"""Which days the office works."""

from haichieu.dispatches.rules.calendar import VIETNAM, Calendar


def work_calendar() -> Calendar:
    """The calendar by which terms of working days are counted: the public one, with Tết and swapped days.

    >>> from datetime import date
    >>> work_calendar().day_off(date(2026, 2, 17))
    'Tết Nguyên Đán'
    """
    return VIETNAM
