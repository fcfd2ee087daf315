"""What the frame of every page needs: the menu with its counts, who is signed in, and for which unit."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from haichieu.dispatches.queries import dispatches, obligations
from haichieu.posts.queries import audits
from haichieu.units.errors import NotAllowed
from haichieu.units.queries import home_unit, standing_in
from haichieu.web.shell.access import open_units, person_of, unit_tree
from haichieu.web.shell.days import today


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
class Shell:
    """The frame of a page for the signed-in person."""

    nav: tuple[NavItem, ...]
    person_name: str
    unit_name: str
    #: whom the person stands in for today
    stands_in: tuple[str, ...]


_ITEMS = (
    ("Hôm nay", "calendar2-check", "today"),
    ("Văn bản", "envelope-paper", "dispatch-list"),
    ("Văn bản đi", "pencil-square", "own-letter-list"),
    ("Nhiệm vụ", "list-task", "obligation-list"),
    ("Việc được giao", "inbox", "inbox"),
    ("Việc đã giao", "send", "given-list"),
    ("Tổng hợp", "graph-up", "roll-up"),
    ("Kênh", "broadcast", "channel-list"),
    ("Tin bài", "newspaper", "post-list"),
    ("Kế hoạch", "calendar3", "plan"),
    ("Chứng nhận", "patch-check", "frame-list"),
    ("Báo cáo", "file-earmark-text", "report-list"),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor; nothing is looked up until a template draws the frame."""
    return {"shell": SimpleLazyObject(lambda: _shell(request)), "today": today()}


def _shell(request: HttpRequest) -> Shell:
    person = person_of(request)
    return Shell(_nav(request), person.full_name, _unit_name(request), standing_in(person, on=today()))


def _nav(request: HttpRequest) -> tuple[NavItem, ...]:
    counts = _counts(request)
    lines = []
    for label, icon, name in _ITEMS:
        url = reverse(name)
        current = request.path == url if name == "today" else request.path.startswith(url)
        lines.append(NavItem(label, icon, url, current, *counts.get(name, (0, ""))))
    return tuple(lines)


def _counts(request: HttpRequest) -> dict[str, tuple[int, str]]:
    units = open_units(request)
    return {
        "dispatch-list": (dispatches(units=units, state="waiting").count(), "chờ xác nhận"),
        "frame-list": (audits(units=units).filter(closed_at=None).order_by().count(), "đang đọc"),
        "obligation-list": (obligations(units=units, on=today(), state="late").order_by().count(), "quá hạn"),
    }


def _unit_name(request: HttpRequest) -> str:
    try:
        unit = home_unit(person_of(request), on=today())
    except NotAllowed:
        return "Chưa được giao đơn vị"
    node = unit_tree(request).nodes.get(unit.pk)
    return node.name if node else unit.code
