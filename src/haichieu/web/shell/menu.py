"""The menu: what a person's unit does every day stands first, the rest under “Thêm”."""

from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest
from django.urls import reverse

from haichieu.dispatches.queries import assignments_of, dispatches, given_assignments, obligations
from haichieu.posts.queries import audits
from haichieu.units.rules import Tree
from haichieu.web.shell.access import open_units, own_units, unit_tree
from haichieu.web.shell.days import today


class _For(Enum):
    """Whose menu shows a line; the address itself is open to everybody who may."""

    ALL = "all"
    #: units with another above them, which are given work
    LOWER = "lower"
    #: units with others below them, which give work
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the menu."""

    label: str
    icon: str
    url: str
    current: bool
    #: how many records wait there; 0 shows nothing
    count: int = 0
    #: what the count counts, for screen readers
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """The lines of every day, and those behind “Thêm”."""

    daily: tuple[NavItem, ...]
    more: tuple[NavItem, ...]

    @property
    def is_open(self) -> bool:
        """Whether “Thêm” stands open: the page that is shown is one of its own."""
        return any(item.current for item in self.more)

    @property
    def waiting(self) -> int:
        """How many records wait behind “Thêm”."""
        return sum(item.count for item in self.more)


_DAILY = (
    ("Hôm nay", "calendar2-check", "today", _For.ALL),
    ("Việc được giao", "inbox", "inbox", _For.LOWER),
    ("Văn bản", "envelope-paper", "dispatch-list", _For.ALL),
    ("Nhiệm vụ", "list-task", "obligation-list", _For.ALL),
    ("Văn bản đi", "pencil-square", "own-letter-list", _For.ALL),
    ("Việc đã giao", "send", "given-list", _For.UPPER),
    ("Tổng hợp", "graph-up", "roll-up", _For.UPPER),
    ("Tin bài", "newspaper", "post-list", _For.ALL),
    ("Báo cáo", "file-earmark-text", "report-list", _For.ALL),
)
_MORE = (
    ("Kế hoạch", "calendar3", "plan", _For.ALL),
    ("Chứng nhận", "patch-check", "frame-list", _For.ALL),
    ("Kênh", "broadcast", "channel-list", _For.ALL),
    ("Đơn vị", "diagram-3", "unit-list", _For.ALL),
    ("Lịch làm việc", "bookmark-check", "office-calendar", _For.ALL),
)


def menu(request: HttpRequest, unit: int | None) -> Menu:
    """The menu of somebody whose pages open on ``unit``, with what waits behind each line."""
    counts, place = _counts(request), _place(unit_tree(request), unit)
    daily, more = (
        tuple(_item(request, line, counts) for line in lines if line[3] in place) for lines in (_DAILY, _MORE)
    )
    return Menu(daily, more)


def _place(day_tree: Tree, unit: int | None) -> frozenset[_For]:
    node = None if unit is None else day_tree.nodes.get(unit)
    if node is None:
        return frozenset({_For.ALL})
    lower = {_For.LOWER} if node.parent is not None else set()
    upper = {_For.UPPER} if day_tree.children.get(node.pk) else set()
    return frozenset({_For.ALL} | lower | upper)


def _item(
    request: HttpRequest, line: tuple[str, str, str, _For], counts: dict[str, tuple[int, str]]
) -> NavItem:
    label, icon, name, _ = line
    url = reverse(name)
    current = request.path == url if name == "today" else request.path.startswith(url)
    return NavItem(label, icon, url, current, *counts.get(name, (0, "")))


def _counts(request: HttpRequest) -> dict[str, tuple[int, str]]:
    units, own = open_units(request), own_units(request)
    decides = own_units(request, "decide_results")
    return {
        "inbox": (assignments_of(units=own, state="open", on=today()).order_by().count(), "phải làm"),
        "given-list": (given_assignments(units=decides, state="submitted").order_by().count(), "chờ duyệt"),
        "dispatch-list": (dispatches(units=units, state="waiting").count(), "chờ xác nhận"),
        "frame-list": (audits(units=units).filter(closed_at=None).order_by().count(), "đang đọc"),
        "obligation-list": (obligations(units=units, on=today(), state="late").order_by().count(), "quá hạn"),
    }
