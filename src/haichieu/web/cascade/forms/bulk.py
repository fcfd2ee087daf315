"""One step for many assignments: which ones, which step, with which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from haichieu.web.shell.posted import Posted
from haichieu.web.shell.unit_choice import UnitChoice

#: in the sentence before and after: “Sẽ nhắc 118 việc”, “118 đã nhắc”
VERBS = {
    "remind": "Nhắc",
    "approve": "Duyệt",
    "extend": "Gia hạn",
    "reassign": "Giao lại",
    "withdraw": "Rút lại",
}
_MISSING = {"extend": "Gia hạn cần lý do.", "withdraw": "Rút lại cần lý do."}
#: assignments in one step; a cascade to every unit of a province fits
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was ticked and what shall be done."""

    verb: str
    note: str
    due_on: date | None
    ticked: frozenset[int]
    #: everything that the filter finds, not only what was ticked
    whole: bool
    #: the unit that takes the work over
    to: int | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, str], ticked: list[str], units: UnitChoice) -> "Bulk":
        """Read the form; ``units`` are those that can take work over, which is asked on a page of its own."""
        posted = Posted(data)
        verb = posted.choice(
            "verb", VERBS, missing="Hãy chọn việc cần làm: nhắc, duyệt, gia hạn, giao lại hoặc rút lại."
        )
        note = posted.text("note")
        due_on = posted.day("due", missing="Hãy gõ hạn mới, như 05/12/2026." if verb == "extend" else "")
        if verb in _MISSING and not note:
            posted.errors["note"] = _MISSING[verb]
        ids = frozenset(int(pk) for pk in ticked if pk.isdecimal() and len(pk) < 18)
        if not ids and not posted.yes("whole"):
            posted.errors["ids"] = "Hãy tích ít nhất một việc."
        to = units.find(data.get("to", "")) if verb == "reassign" else None
        return cls(verb, note, due_on, ids, posted.yes("whole"), to, posted.errors)

    @property
    def is_incomplete(self) -> bool:
        """Whether work shall be handed on and it is not said yet to whom and why."""
        return self.verb == "reassign" and (self.to is None or not self.note)

    @property
    def word(self) -> str:
        """The step in a sentence."""
        return VERBS[self.verb].lower()
