"""Working days in Viet Nam: weekends, public holidays with Tết, and the days that the Government swaps.

Holidays come from the package `holidays` (Bộ luật Lao động 2019, điều 112, and the yearly notices); swaps it does not
list stand in `day_swaps.json` with their source. Holidays of a coming year whose notice is not out are its estimate.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from holidays.countries import vietnam

from haichieu.dispatches.rules.workdays import Calendar, DayCount, Roll

__all__ = ["VIETNAM", "Calendar", "DayCount", "Roll", "public_days"]

#: The package has no types; what it returns is a mapping of days to names.
_Vietnam: Any = vietnam.Vietnam


@lru_cache(maxsize=256)
def public_days(year: int) -> tuple[Mapping[date, str], frozenset[date]]:
    """Public days off of a year with their Vietnamese names, and weekend days that are worked in exchange.

    >>> free, worked = public_days(2024)
    >>> free[date(2024, 2, 10)], date(2024, 5, 4) in worked
    ('Tết Nguyên Đán', True)
    """
    # A day worked in exchange may fall in the year after or before the free one.
    public = _Vietnam(years=range(year - 1, year + 2), language="vi")
    free = {day: name.split("; ")[0] for day, name in public.items() if day.year == year}
    swaps = [swap for swap in _swaps() if year in (swap.off.year, swap.works.year)]
    free |= {swap.off: swap.name for swap in swaps}
    return free, frozenset(public.weekend_workdays) | {swap.works for swap in swaps}


@dataclass(frozen=True, slots=True)
class _Swap:
    """One working day moved to another by the Government."""

    off: date
    works: date
    name: str


@lru_cache(maxsize=1)
def _swaps() -> tuple[_Swap, ...]:
    data = json.loads(files("haichieu.dispatches.rules").joinpath("day_swaps.json").read_text("utf-8"))
    return tuple(
        _Swap(date.fromisoformat(entry["off"]), date.fromisoformat(entry["works"]), entry["name"])
        for entry in data["swaps"]
    )


#: The public calendar that State bodies and most organisations follow.
VIETNAM = Calendar(public=public_days)
