"""What a unit gave to others: the rows, what can be done to many at once, and the text for a group."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import given_assignments
from haichieu.units.rules import Tree
from haichieu.web.cascade.blocks.inbox import InboxRow, inbox_row
from haichieu.web.cascade.naming import cut, message_for_group
from haichieu.web.cascade.paging import Window, presets
from haichieu.web.dispatches.blocks.letter_list import Preset

STATES = (
    ("submitted", "Chờ duyệt"),
    ("returned", "Bị trả lại"),
    ("sent", "Chưa xem"),
    ("late", "Trễ hạn"),
    ("soon", "7 ngày tới"),
    ("open", "Đang mở"),
    ("done", "Đã xong"),
    ("", "Tất cả"),
)
#: what the text for a group asks of the units of a filter
_ASKS = {"sent": "mở xem và nhận việc", "late": "nộp kết quả, vì đã quá hạn", "soon": "nộp kết quả đúng hạn"}
#: units named in a text for a group
_MOST_NAMED = 60


@dataclass(frozen=True, slots=True)
class Narrowing:
    """How the list was narrowed; it travels through the bulk form."""

    state: str
    search: str
    #: one obligation, or one unit
    duty: int | None
    unit: int | None

    def find(self, units: Collection[int], *, on: date) -> QuerySet[Assignment]:
        """The assignments."""
        found = given_assignments(units=units, state=self.state, on=on, search=self.search)
        if self.duty:
            found = found.filter(obligation=self.duty)
        return found.filter(unit=self.unit) if self.unit else found

    @property
    def kept(self) -> dict[str, str]:
        """What the address holds besides the state."""
        return {"q": self.search, "duty": str(self.duty or ""), "unit": str(self.unit or "")}


@dataclass(frozen=True, slots=True)
class GivenList:
    """The assignments found, one page of them."""

    rows: tuple[InboxRow, ...]
    window: Window
    narrowing: Narrowing
    presets: tuple[Preset, ...]
    #: the obligation that it is narrowed to, in a few words
    duty: str
    #: text for a Zalo group; only with one obligation and a filter that asks something
    message: str

    @classmethod
    def of(
        cls, giver: int, tree: Tree, narrowing: Narrowing, *, on: date, page: str, address: str
    ) -> "GivenList":
        """Look them up."""
        found = narrowing.find([giver], on=on)
        window = Window.of(found, page)
        duty = window.rows[0].obligation if narrowing.duty and window.rows else None
        return cls(
            rows=tuple(inbox_row(each, tree, each.unit_id, each.unit.code, on=on) for each in window.rows),
            window=window,
            narrowing=narrowing,
            presets=presets(STATES, narrowing.state, narrowing.kept),
            duty=cut(duty.text, 120) if duty else "",
            message=_message(duty, found, tree, giver, narrowing, address) if duty else "",
        )


def _message(
    duty: Obligation,
    found: QuerySet[Assignment],
    tree: Tree,
    giver: int,
    narrowing: Narrowing,
    address: str,
) -> str:
    ask = _ASKS.get(narrowing.state)
    if ask is None:
        return ""
    units = list(found.values_list("unit_id", flat=True)[: _MOST_NAMED + 1])
    more = found.order_by().count() - _MOST_NAMED if len(units) > _MOST_NAMED else 0
    return message_for_group(duty, tree, units[:_MOST_NAMED], more, giver=giver, ask=ask, address=address)
