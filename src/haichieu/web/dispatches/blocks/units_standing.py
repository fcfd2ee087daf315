"""How the units stand that an obligation was handed to, and what a correction does to them, each in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from haichieu.dispatches.actions import AssignmentChange
from haichieu.dispatches.models import Assignment, Obligation
from haichieu.dispatches.queries import late_on
from haichieu.units.rules import Tree
from haichieu.web.shell.templatetags.viet import vn_date, vn_number

#: units named in a preview; the others are counted
_MOST_NAMED = 8
_VERBS = {
    "extended": "có hạn mới",
    "withdrawn": "bị rút việc này",
    "changed": "được báo nội dung đã sửa",
}


@dataclass(frozen=True, slots=True)
class UnitsStanding:
    """Counts of an obligation's units."""

    total: int
    seen: int
    waiting: int
    done: int
    late: int

    @classmethod
    def of(cls, duty: Obligation, *, on: date) -> "UnitsStanding":
        """One question for all counts; what was withdrawn does not count."""
        state = Assignment.State
        held = Assignment.objects.filter(obligation=duty).exclude(state=state.WITHDRAWN)
        counts = held.aggregate(
            total=Count("pk"),
            seen=Count("pk", filter=Q(seen_at__isnull=False) | Q(accepted_at__isnull=False)),
            waiting=Count("pk", filter=Q(state=state.SUBMITTED)),
            done=Count("pk", filter=Q(state=state.DONE)),
            late=Count("pk", filter=late_on(on) & ~Q(state=state.DONE)),
        )
        return cls(**counts)

    @property
    def sentence(self) -> str:
        """The counts in one line."""
        parts = [
            (self.seen, "đã xem"),
            (self.waiting, "chờ duyệt"),
            (self.done, "đã xong"),
            (self.late, "trễ hạn"),
        ]
        told = (
            ", ".join(f"{vn_number(count)} {word}" for count, word in parts if count) or "chưa đơn vị nào xem"
        )
        return f"Đã giao {vn_number(self.total)} đơn vị: {told}."


def change_lines(changes: Iterable[AssignmentChange], tree: Tree) -> tuple[str, ...]:
    """What a correction does to units, grouped: how many, which, and their days before and after."""
    groups: dict[tuple[str, date | None, date | None], list[int]] = {}
    for change in changes:
        days = (change.before, change.after) if change.verb == "extended" else (None, None)
        groups.setdefault((change.verb, *days), []).append(change.unit)
    return tuple(_line(verb, before, after, units, tree) for (verb, before, after), units in groups.items())


def _line(verb: str, before: date | None, after: date | None, units: list[int], tree: Tree) -> str:
    names = [tree.nodes[pk].short_name for pk in units[:_MOST_NAMED] if pk in tree.nodes]
    more = f" và {vn_number(len(units) - len(names))} đơn vị khác" if len(units) > len(names) else ""
    days = (
        f": {vn_date(before) or 'không hạn'} → {vn_date(after) or 'không hạn'}" if verb == "extended" else ""
    )
    return f"{vn_number(len(units))} đơn vị {_VERBS[verb]}{days} ({', '.join(names)}{more})"
