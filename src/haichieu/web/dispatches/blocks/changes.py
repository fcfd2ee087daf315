"""What a correction would add, change and take away, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haichieu.dispatches.actions import Confirmation
from haichieu.dispatches.models import Obligation
from haichieu.dispatches.rules import Changes, Duty, FieldChange, changed_fields
from haichieu.web.dispatches.blocks.reading_fields import LABELS
from haichieu.web.dispatches.forms.letter_dates import show_letter_date
from haichieu.web.dispatches.forms.reading import fingerprint
from haichieu.web.shell.templatetags.viet import vn_date
from haichieu.web.shell.unit_choice import UnitChoice


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a letter or a duty before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedDuty:
    """A duty that stays, with other values."""

    text: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class ChangesBlock:
    """The preview of a correction."""

    #: fields of the letter that are read otherwise
    fields: tuple[Difference, ...]
    added: tuple[str, ...]
    changed: tuple[ChangedDuty, ...]
    removed: tuple[str, ...]
    #: limits that begin, and that cease, to be measured
    measured: tuple[str, ...]
    unmeasured: tuple[str, ...]
    #: what happens to the units that hold the obligations
    assigned: tuple[str, ...]
    #: what was previewed; posted back on confirming
    fingerprint: str

    @classmethod
    def of(
        cls,
        changes: Changes,
        values: Mapping[str, Any],
        confirmation: Confirmation,
        units: UnitChoice,
        assigned: tuple[str, ...] = (),
    ) -> "ChangesBlock":
        """In words, with the names of units; ``values`` is the reading that is corrected.

        ``assigned`` says what becomes of the units to which the letter's obligations were handed.
        """
        measured = frozenset(values.get("measured_limits") or ())
        return cls(
            fields=tuple(map(_field, changed_fields(values, confirmation.fields))),
            added=tuple(f"{duty.text} ({_owner_and_day(duty, units)})" for duty in changes.added),
            changed=tuple(
                ChangedDuty(after.text, tuple(_differences(before, after, units)))
                for before, after in changes.changed
            ),
            removed=tuple(f"{duty.text} ({_owner_and_day(duty, units)})" for duty in changes.removed),
            measured=_limits(values, confirmation.limits - measured),
            unmeasured=_limits(values, measured - confirmation.limits),
            assigned=assigned,
            fingerprint=fingerprint(confirmation),
        )

    @property
    def is_empty(self) -> bool:
        """Whether the correction changes nothing at all."""
        return not self.fields and not self.touches_work

    @property
    def touches_work(self) -> bool:
        """Whether an obligation or a measured limit is touched."""
        return bool(self.added or self.changed or self.removed or self.measured or self.unmeasured)


EMPTY = {"blank": "để trống", "unreadable": "không đọc được"}


def _field(change: FieldChange) -> Difference:
    """Of a list only the lines that differ, unless the same lines stand in another order."""
    label, before, after = LABELS[change.name.rpartition(".")[2]], change.before, change.after
    if set(before) == set(after) or not (before and after):
        shown = (_shown(change.name, *each) for each in zip((before, after), change.states, strict=True))
        return Difference(label, *shown)
    gone = "; ".join(line for line in before if line not in after)
    new = "; ".join(line for line in after if line not in before)
    how = "" if gone and new else ", bỏ" if gone else ", thêm"
    if change.name == "date":
        gone, new = show_letter_date(gone), show_letter_date(new)
    return Difference(label + how, gone, new)


def _shown(name: str, lines: tuple[str, ...], state: str) -> str:
    shown = map(show_letter_date, lines) if name == "date" else lines
    return "; ".join(shown) or EMPTY[state]


def _limits(values: Mapping[str, Any], positions: frozenset[int]) -> tuple[str, ...]:
    limits = values.get("limits") or []
    return tuple(str(limits[i].get("text") or "") for i in sorted(positions) if i < len(limits))


def _owner_and_day(duty: Duty, units: UnitChoice) -> str:
    day = f"hạn {vn_date(duty.due_on)}" if duty.due_on else f"xem lại ngày {vn_date(duty.review_on)}"
    return f"{units.name_of(duty.owner)}, {day}"


def _differences(before: Duty, after: Duty, units: UnitChoice) -> Iterator[Difference]:
    pairs = (
        ("Nội dung", before.text, after.text),
        ("Loại", Obligation.Kind(before.kind).label, Obligation.Kind(after.kind).label),
        ("Đơn vị thực hiện", units.name_of(before.owner), units.name_of(after.owner)),
        ("Hạn", vn_date(before.due_on) or "không có", vn_date(after.due_on) or "không có"),
        ("Ngày xem lại", vn_date(before.review_on) or "không có", vn_date(after.review_on) or "không có"),
        ("Báo cáo về", before.report_to or "không có", after.report_to or "không có"),
    )
    for label, was, becomes in pairs:
        if was != becomes:
            yield Difference(label, was, becomes)
