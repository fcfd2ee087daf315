"""What is posted about people: read once, wrong values said beside their fields."""

from dataclasses import dataclass
from datetime import date

from haichieu.units.models import Person
from haichieu.units.rules import ROLE_LABELS
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

ROLES = tuple((role.value, label) for role, label in ROLE_LABELS.items())


@dataclass(frozen=True, slots=True)
class GivenRole:
    """A role to give."""

    unit_id: int
    role: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Absence:
    """Days of an absence, and who stands in."""

    unit_id: int
    deputy: Person
    first: date
    last: date
    reason: str


def read_role(form: Posted, units: UnitChoice) -> GivenRole | None:
    """A role on a unit from a day on; None with sentences in the form."""
    unit = units.find(form.values.get("unit", ""))
    if unit is None:
        form.errors["unit"] = "Hãy chọn một đơn vị trong danh sách."
    role = form.choice("role", [value for value, _ in ROLES], missing="Hãy chọn một vai trò.")
    first = form.day("first", missing="Hãy ghi ngày bắt đầu.")
    last = form.day("last")
    if first and last and last < first:
        form.errors["last"] = "Ngày cuối đứng trước ngày đầu."
    if unit is None or first is None or not form.is_fine:
        return None
    return GivenRole(unit, role, first, last)


def read_absence(form: Posted, units: UnitChoice) -> Absence | None:
    """The days of an absence and a deputy by user name; None with sentences in the form."""
    unit = units.find(form.values.get("unit", ""))
    if unit is None:
        form.errors["unit"] = "Hãy chọn đơn vị mà vai trò ở đó."
    typed = form.text("deputy", missing="Hãy ghi tên đăng nhập của người làm thay.", longest=200)
    username = typed.rpartition("(")[2].rstrip(") ") if typed.endswith(")") else typed
    deputy = Person.objects.filter(username__iexact=username, is_active=True).first() if username else None
    if typed and deputy is None:
        form.errors["deputy"] = f"Không có cán bộ nào có tên đăng nhập “{username}”."
    first = form.day("first", missing="Hãy ghi ngày đầu vắng mặt.")
    last = form.day("last", missing="Hãy ghi ngày cuối vắng mặt.")
    reason = form.text("reason", missing="Hãy ghi lý do, ví dụ “đi công tác”.", longest=300)
    if unit is None or deputy is None or first is None or last is None or not form.is_fine:
        return None
    return Absence(unit, deputy, first, last, reason)
