"""The rule by which an office counts days, and the law that holds where it has said nothing of its own.

The first day of a term does not count (Bộ luật Dân sự 2015, điều 147 khoản 2), and a term whose last day is a weekend
or a public holiday ends with the next working day (điều 148 khoản 5). Both are dated data in `counting_law.json`.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from haichieu.dispatches.rules.workdays import Roll

#: how a setting calls what is done with a last day that is not worked, and how the calendar does
ROLLS: dict[str, Roll] = {"none": "none", "forward": "following", "back": "preceding"}
ROLL_LABELS = {
    "forward": "Lùi sang ngày làm việc tiếp theo",
    "none": "Giữ nguyên ngày đó",
    "back": "Sớm lên ngày làm việc liền trước",
}


@dataclass(frozen=True, slots=True)
class Counting:
    """How terms are counted."""

    #: whether the day of the event is day one
    counts_first_day: bool = False
    #: what is done with the last day of a term when it is not worked; a day that a letter names never moves
    roll: Roll = "following"
    #: “trước ngày X” ends with the day before X
    before_excludes: bool = True
    #: the office's own paper; empty where the law alone says so
    source: str = ""
    #: first day of the office's rule; None for the law
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class CountingLaw:
    """The articles that hold on a day."""

    #: which day is the first of a term
    first: str
    #: how a term ends
    end: str
    #: which days are public holidays
    holidays: str


def counting_law(on: date) -> CountingLaw:
    """The articles about terms and holidays that hold on a day; before the oldest known ones, those.

    >>> counting_law(date(2026, 11, 20)).first
    'Bộ luật Dân sự 2015, điều 147 khoản 2'
    >>> counting_law(date(2015, 1, 5)).holidays
    'Bộ luật Lao động 2012, điều 115'
    """
    rules, holidays = _law()
    rule = _in_force(rules, on)
    return CountingLaw(str(rule["first"]), str(rule["end"]), str(_in_force(holidays, on)["source"]))


@lru_cache(maxsize=1)
def _law() -> tuple[list[dict[str, str | None]], list[dict[str, str | None]]]:
    data = json.loads(files("haichieu.dispatches.rules").joinpath("counting_law.json").read_text("utf-8"))
    return data["rules"], data["holidays"]


def _in_force(rules: list[dict[str, str | None]], on: date) -> dict[str, str | None]:
    begun = [rule for rule in rules if date.fromisoformat(str(rule["valid_from"])) <= on]
    return begun[-1] if begun else rules[0]


def sources_of(counting: Counting, *, on: date, working: bool, rolled: bool) -> tuple[str, ...]:
    """On what a count rests: the office's own paper or the Civil Code, and the Labour Code for holidays.

    >>> sources_of(Counting(), on=date(2026, 11, 20), working=False, rolled=False)
    ('Bộ luật Dân sự 2015, điều 147 khoản 2',)
    """
    law = counting_law(on)
    own = [counting.source] if counting.source else [law.first, *([law.end] if rolled else [])]
    return (*own, *([law.holidays] if working or rolled else []))
