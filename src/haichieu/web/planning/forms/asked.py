"""Which unit and month a planning page is asked for."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit and the first day of a month."""

    #: None for somebody to whom no unit is open
    unit: int | None
    month: date
    #: what the field of the unit holds
    typed_unit: str

    @property
    def before(self) -> str:
        """The query part of the address of the month before."""
        return self._address((self.month - timedelta(days=1)).replace(day=1))

    @property
    def after(self) -> str:
        """The query part of the address of the month after."""
        return self._address((self.month + timedelta(days=32)).replace(day=1))

    @property
    def address(self) -> str:
        """The query part of this page's own address."""
        return self._address(self.month)

    def _address(self, month: date) -> str:
        return urlencode({"unit": self.unit or "", "month": f"{month:%Y-%m}"})


def read_asked(form: Posted, choice: UnitChoice, *, today: date) -> Asked:
    """What was asked for; the first unit and the month of today where nothing was, or nothing that exists.

    >>> read_asked(Posted({"month": "2026-12"}), UnitChoice(()), today=date(2026, 11, 20)).month
    datetime.date(2026, 12, 1)
    """
    typed = form.values.get("unit", "")
    found = choice.find(typed) if typed else None
    if typed and found is None:
        form.errors["unit"] = "Không có đơn vị này trong phạm vi của bạn; hãy chọn lại."
    unit = found if found is not None else (choice.options[0].pk if choice.options else None)
    form.values["unit"] = choice.show(unit)
    month = _MONTH.fullmatch(form.values.get("month", ""))
    day = date(int(month[1]), int(month[2]), 1) if month else today.replace(day=1)
    return Asked(unit, day, choice.show(unit))
