"""One obligation: what it asks, where it comes from, what happened to it, what can be done about it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from haichieu.dispatches.models import Obligation, ObligationFact
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.dispatches.blocks.letter_text import duty_place
from haichieu.web.dispatches.blocks.obligation_list import ObligationRow, obligation_rows

VERBS = {
    "created": ("Giao việc", "plus-circle"),
    "changed": ("Sửa theo bản đọc mới", "pencil-square"),
    "removed": ("Bỏ việc", "trash"),
    "evidence": ("Nộp minh chứng", "paperclip"),
    "done": ("Báo xong", "check-circle"),
    "recurring_stopped": ("Dừng lặp lại", "slash-circle"),
    "recurring_restarted": ("Cho lặp lại tiếp", "arrow-repeat"),
    "deadline_left": ("Giữ nguyên hạn", "calendar3"),
    "not_handed": ("Chưa giao được", "exclamation-triangle"),
    "taken_over": ("Đơn vị khác tiếp nhận", "arrow-right"),
    "reopened": ("Mở lại", "arrow-counterclockwise"),
    "kept_outside": ("Làm ngoài phần mềm", "box-arrow-up-right"),
    "brought_inside": ("Đưa vào phần mềm", "arrow-counterclockwise"),
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """One thing that happened."""

    word: str
    icon: str
    note: str
    #: what it points at; a web address becomes a link
    evidence: str
    is_link: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ObligationPage:
    """The page of one obligation."""

    row: ObligationRow
    facts: tuple[FactRow, ...]
    #: id of its paragraph in the letter, empty when a person added it by hand
    place: str
    #: whether the person may report progress, and change or take back the obligation
    may_report: bool
    may_change: bool
    #: whether the person may draft a post that tells it
    may_tell: bool = False
    #: name of the form that was refused, its sentence, and what was typed into it
    refused: str = ""
    sentence: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        owed: Obligation,
        tree: Tree,
        *,
        on: date,
        open_units: Collection[int],
        may_report: bool,
        may_change: bool,
        may_tell: bool = False,
        refused: str = "",
        sentence: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> "ObligationPage":
        """Gather the page; rights are asked by the caller."""
        return cls(
            row=obligation_rows([owed], tree, on=on, open_units=open_units)[0],
            facts=tuple(_fact_rows(owed.facts.order_by("-at", "-id"))),
            place=_place(owed),
            may_report=may_report,
            may_change=may_change,
            may_tell=may_tell and owed.done_at is not None and owed.removed_at is None,
            refused=refused,
            sentence=sentence,
            typed=typed or {},
        )

    @property
    def owed(self) -> Obligation:
        """The obligation itself."""
        return self.row.owed

    @property
    def is_open(self) -> bool:
        """Neither done nor taken back."""
        return self.owed.done_at is None and self.owed.removed_at is None

    @property
    def is_outside(self) -> bool:
        """Open, and carried out outside the program: nothing is handed down."""
        return self.is_open and self.owed.outside_at is not None

    @property
    def split_text(self) -> str:
        """What the splitting form starts from: a line for each part between semicolons."""
        return self.typed.get("parts") or self.owed.text.replace("; ", ";\n")


def _place(owed: Obligation) -> str:
    key = owed.source_key or ("" if owed.start is None else f"{owed.start}.0")
    return duty_place(key) if key else ""


def _fact_rows(facts: Iterable[ObligationFact]) -> list[FactRow]:
    facts = list(facts)
    names = people_names({fact.by for fact in facts})
    return [
        FactRow(
            word=VERBS.get(fact.verb, (fact.verb, "circle"))[0],
            icon=VERBS.get(fact.verb, (fact.verb, "circle"))[1],
            note=fact.note,
            evidence=fact.evidence_ref,
            is_link=is_web_address(fact.evidence_ref),
            by=names.get(fact.by, "Hệ thống"),
            at=fact.at,
        )
        for fact in facts
    ]


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser may open.

    >>> is_web_address("https://ldld.example/tin/1"), is_web_address("javascript:alert(1)"), is_web_address("xong")
    (True, False, False)
    """
    try:
        address = urlsplit(text.strip())
    except ValueError:
        return False
    return address.scheme in ("http", "https") and bool(address.netloc)
