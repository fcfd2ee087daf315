"""One step for many assignments: which ones, which step, with which words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from haichieu.web.shell.posted import Posted

VERBS = {"remind": "Nhắc", "approve": "Duyệt", "extend": "Gia hạn", "withdraw": "Rút lại"}
#: in the sentence before and after: “Sẽ nhắc 118 việc”, “118 đã nhắc”
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
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Mapping[str, str], ticked: list[str]) -> "Bulk":
        """Read the form."""
        posted = Posted(data)
        verb = posted.choice(
            "verb", VERBS, missing="Hãy chọn việc cần làm: nhắc, duyệt, gia hạn hoặc rút lại."
        )
        note = posted.text("note")
        due_on = posted.day("due", missing="Hãy gõ hạn mới, như 05/12/2026." if verb == "extend" else "")
        if verb in _MISSING and not note:
            posted.errors["note"] = _MISSING[verb]
        ids = frozenset(int(pk) for pk in ticked if pk.isdecimal() and len(pk) < 18)
        if not ids and not posted.yes("whole"):
            posted.errors["ids"] = "Hãy tích ít nhất một việc."
        return cls(verb, note, due_on, ids, posted.yes("whole"), posted.errors)

    @property
    def word(self) -> str:
        """The step in a sentence."""
        return VERBS[self.verb].lower()
