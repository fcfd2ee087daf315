"""The text of a letter of our own, section by section, as it is written and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Point:
    """One numbered point of the letter: something that the addressees have to do."""

    text: str
    #: last day in time; None for what has no day
    due_on: date | None = None
    #: row id of the upper letter's obligation that it passes on; None for a point of our own
    obligation: int | None = None

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "Point":
        """From plain data."""
        due = held.get("due_on")
        return cls(str(held["text"]), date.fromisoformat(due) if due else None, held.get("obligation"))

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        return {
            "text": self.text,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "obligation": self.obligation,
        }


@dataclass(frozen=True, slots=True)
class Content:
    """Every section of a letter but its subject.

    >>> text = Content(("Thực hiện …",), "Yêu cầu:", (Point("Báo cáo", date(2026, 12, 1), 7),), "Đề nghị …")
    >>> Content.of(text.to_dict()) == text
    True
    """

    #: paragraphs that name what the letter rests on, without closing marks
    citations: tuple[str, ...]
    opening: str
    points: tuple[Point, ...]
    closing: str
    #: as printed: “Các công đoàn cơ sở trực thuộc”
    addressees: tuple[str, ...] = ()
    #: sorts of units directly below that it goes to as a whole, and single units by row id
    unit_kinds: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    recipients: tuple[str, ...] = ()
    #: “TM. BAN THƯỜNG VỤ”; several lines with “ / ” between them
    authority: str = ""
    signer_title: str = ""
    signer_name: str = ""

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "Content":
        """From plain data."""
        values: dict[str, Any] = {name: tuple(held.get(name) or ()) for name in _LISTS}
        values |= {name: str(held.get(name) or "") for name in _WORDS}
        return cls(points=tuple(Point.of(each) for each in held.get("points") or ()), **values)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON."""
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        words = {name: getattr(self, name) for name in _WORDS}
        return {**lists, **words, "points": [point.to_dict() for point in self.points]}

    def sentences(self) -> tuple[str, ...]:
        """What the letter itself asks: all but the words by which it names other letters."""
        return (self.opening, *(point.text for point in self.points), self.closing)


_LISTS = ("citations", "addressees", "unit_kinds", "units", "recipients")
_WORDS = ("opening", "closing", "authority", "signer_title", "signer_name")
