"""Days as people type them, and the office's day of today."""

import re
from datetime import date

from django.utils import timezone

from haichieu.base.clock import now

_TYPED = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


def today() -> date:
    """The day it is now in the office's time zone."""
    return timezone.localdate(now())


def parse_day(typed: str) -> date | None:
    """Read a day typed as dd/mm/yyyy or in one of the usual short forms; None when it is no day.

    >>> [parse_day(t).isoformat() for t in ("05/11/2026", "5-11-2026", "051126", "5.11.26")]
    ['2026-11-05', '2026-11-05', '2026-11-05', '2026-11-05']
    >>> parse_day("31/02/2026") is None, parse_day("mai") is None
    (True, True)
    """
    found = _TYPED.fullmatch(typed.strip()) or _RUN_TOGETHER.fullmatch(typed.strip())
    if found is None:
        return None
    day, month, year = (int(piece) for piece in found.groups())
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
