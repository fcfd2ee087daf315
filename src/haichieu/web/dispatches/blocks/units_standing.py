"""How the units stand that an obligation was handed to, and what a correction does to them, each in a line."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from haichieu.dispatches.actions import AssignmentChange
from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import AtUnits, at_units
from haichieu.dispatches.rules import Counts, Figure
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
    """How far the units have come that have an obligation."""

    #: “9/12 đơn vị đã xong”, “2 trễ hạn”: words, and the address of exactly these rows where the person may open them
    parts: tuple[tuple[str, str], ...]
    #: units while one that leads it has not finished, finished when every one of them has, empty where none leads it
    state: str
    #: the office's own day has passed; empty where it has not, and where no unit leads it
    overdue: str

    @classmethod
    def of_many(
        cls, duties: Collection[Obligation], tree: Tree, *, on: date, open_units: Collection[int]
    ) -> dict[int, "UnitsStanding"]:
        """Those of these obligations that were handed down, in a few questions for all."""
        found = at_units([duty.pk for duty in duties], tree=tree, on=on)
        return {
            duty.pk: cls._of(duty, found[duty.pk], tree, open_units) for duty in duties if duty.pk in found
        }

    @classmethod
    def _of(cls, duty: Obligation, held: AtUnits, tree: Tree, open_units: Collection[int]) -> "UnitsStanding":
        on, above = tree.on, tree.keeper(duty.dispatch.unit_id)
        asked = {"unit": above, "obligation": duty.pk}
        state = "units" if held.waits else "finished" if held.is_finished else ""
        is_late = state and duty.due_on is not None and duty.due_on < on
        whose = " với cấp trên" if held.is_owed_above else ""
        days = vn_number((on - duty.due_on).days) if duty.due_on else ""
        left = f", còn {vn_number(held.counts.undone)} đơn vị" if held.waits else ""
        return cls(
            parts=tuple(
                (words, _rows(figure, **asked) if above in open_units else "")
                for words, figure in units_parts(held.counts)
            ),
            state=state,
            overdue=f"Đã quá hạn{whose} {days} ngày{left}." if is_late else "",
        )

    @property
    def words(self) -> str:
        """The counts in one line."""
        return ", ".join(words for words, _ in self.parts)


def _rows(figure: Figure, **asked: int) -> str:
    return f"{reverse('roll-up-rows')}?{urlencode({**asked, 'figure': figure.value})}"


def units_parts(counts: Counts) -> Iterator[tuple[str, Figure]]:
    """How far units have come, as words, each with the figure that counts the same.

    >>> [words for words, _ in units_parts(Counts(sent=12, done=9, open=2, overdue=2, submitted=1))]
    ['9/12 đơn vị đã xong', '2 trễ hạn', '1 chờ duyệt']
    """
    if not counts.work:
        yield f"{vn_number(counts.reached)}/{vn_number(counts.sent)} đơn vị đã xem hoặc báo nhận", Figure.SENT
        return
    begun = Figure.DONE if counts.done else Figure.SENT
    yield f"{vn_number(counts.done)}/{vn_number(counts.work)} đơn vị đã xong", begun
    for figure, words in (
        (Figure.OVERDUE, "trễ hạn"),
        (Figure.SUBMITTED, "chờ duyệt"),
        (Figure.RETURNED, "trả lại"),
    ):
        if counts.of(figure):
            yield f"{vn_number(counts.of(figure))} {words}", figure


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
