"""What is posted about alerts: read once, wrong values said beside their fields."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from haichieu.notices.rules import Quiet, Steps
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

#: So many hours of a day may be quiet: a digest needs some to go out.
MOST_QUIET = timedelta(hours=20)
_CLOCK = re.compile(r"([01]?\d|2[0-3])\s*[:hg.]\s*([0-5]\d)?")


@dataclass(frozen=True, slots=True)
class OfficeRule:
    """How an office tells people, as typed."""

    unit: int
    first: date
    steps: Steps
    quiet: Quiet
    source: str


def read_hour(form: Posted, name: str) -> time | None:
    """An hour typed as 20:00, 20h or 20h30."""
    typed = form.values.get(name, "").strip().lower()
    found = _CLOCK.fullmatch(typed if re.search(r"\D", typed) else f"{typed}:00")
    if found is None:
        form.errors[name] = "Hãy ghi giờ như 20:00."
        return None
    return time(int(found[1]), int(found[2] or 0))


def read_quiet(form: Posted) -> Quiet | None:
    """The quiet hours; None with a sentence in the form."""
    start, end = read_hour(form, "quiet_from"), read_hour(form, "quiet_to")
    if start is None or end is None:
        return None
    minutes = (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % (24 * 60)
    if timedelta(minutes=minutes) > MOST_QUIET:
        form.errors["quiet_to"] = "Giờ yên lặng nhiều nhất là 20 giờ mỗi ngày, để bản nhắc việc còn kịp đến."
        return None
    if end >= time(12):
        form.errors["quiet_to"] = (
            "Giờ yên lặng phải kết thúc trước 12:00, để bản nhắc việc còn kịp trong ngày."
        )
        return None
    return Quiet(start, end)


def _days(form: Posted, name: str) -> int:
    typed = form.values.get(name, "").strip()
    if typed.isdecimal() and len(typed) < 4:
        return int(typed)
    form.errors[name] = "Hãy ghi số ngày."
    return 0


def read_office_rule(form: Posted, units: UnitChoice) -> OfficeRule | None:
    """How an office tells people; None with sentences in the form."""
    unit = units.find(form.values.get("unit", ""))
    if unit is None:
        form.errors["unit"] = "Hãy chọn một đơn vị trong danh sách."
    first = form.day("first", missing="Hãy ghi ngày bắt đầu.")
    steps = Steps(_days(form, "before"), _days(form, "after_owner"), _days(form, "after_above"))
    quiet = read_quiet(form)
    source = form.text("source", missing="Hãy ghi căn cứ, ví dụ “Quy chế làm việc, điều 12”.", longest=300)
    if unit is None or first is None or quiet is None or not form.is_fine:
        return None
    return OfficeRule(unit, first, steps, quiet, source)
