"""What a correction would add, change and take away, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from haichieu.dispatches.models import Obligation
from haichieu.dispatches.rules import Changes, Duty
from haichieu.web.shell.templatetags.viet import vn_date
from haichieu.web.shell.unit_choice import UnitChoice


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of a duty before and after."""

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

    added: tuple[str, ...]
    changed: tuple[ChangedDuty, ...]
    removed: tuple[str, ...]
    #: what was previewed; posted back on confirming
    fingerprint: str

    @classmethod
    def of(cls, changes: Changes, units: UnitChoice, fingerprint: str) -> "ChangesBlock":
        """In words, with the names of units."""
        return cls(
            added=tuple(f"{duty.text} ({_owner_and_day(duty, units)})" for duty in changes.added),
            changed=tuple(
                ChangedDuty(after.text, tuple(_differences(before, after, units)))
                for before, after in changes.changed
            ),
            removed=tuple(duty.text for duty in changes.removed),
            fingerprint=fingerprint,
        )

    @property
    def is_empty(self) -> bool:
        """Whether no obligation is touched."""
        return not (self.added or self.changed or self.removed)


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
