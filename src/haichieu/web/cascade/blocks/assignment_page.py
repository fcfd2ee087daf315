"""One assignment: what is asked, by when, how it is shown to be done, what happened, and what can be done now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from haichieu.dispatches.models import Assignment, AssignmentFact, Obligation
from haichieu.dispatches.queries import AtUnits, at_lower_units, ledger, standing_of
from haichieu.dispatches.rules import refusal
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.calendar.counting import CountBlock
from haichieu.web.cascade.naming import (
    badge,
    below_words,
    cut,
    day_words,
    deadline_sentence,
    deadline_why,
    letter_words,
    message_for_one,
    proof_sentence,
    unit_name,
)
from haichieu.web.dispatches.blocks.letter_text import duty_place
from haichieu.web.dispatches.blocks.obligation_page import is_web_address
from haichieu.web.shell.statuses import STATUSES
from haichieu.web.shell.templatetags.viet import vn_date

ICONS = {
    "sent": "send",
    "seen": "envelope-paper",
    "accepted": "hand-thumbs-up",
    "returned": "arrow-counterclockwise",
    "started": "play-circle",
    "evidence": "paperclip",
    "submitted": "inbox",
    "approved": "check-circle",
    "sent_back": "arrow-repeat",
    "extended": "calendar3",
    "reminded": "bell",
    "changed": "pencil-square",
    "passed_on": "diagram-3",
    "taken_over": "arrow-right",
    "withdrawn": "slash-circle",
    "taken_back": "arrow-counterclockwise",
}
#: facts of the unit itself; the others are the giver's
UNITS_OWN = frozenset({"accepted", "returned", "started", "evidence", "submitted"})
_UNDOABLE = UNITS_OWN | {"approved", "sent_back", "extended", "reminded", "withdrawn"}
_A_WEEK = timedelta(days=7)
_EVIDENCE = {"post": "Tin bài", "link": "Đường dẫn", "file": "Tệp", "figure": "Số liệu", "note": "Ghi chú"}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One line of the ledger."""

    fact: AssignmentFact
    icon: str
    by: str
    is_undone: bool
    may_undo: bool
    #: what it shows: sort, words, address to open
    evidence: str
    shown: str
    is_link: bool


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """The page of one assignment."""

    assignment: Assignment
    giver: str
    unit: str
    letter: str
    #: id of its paragraph in the letter, empty where a person wrote it down
    place: str
    state: str
    words: str
    deadline: str
    why: str
    #: the letter's day counted out, where the unit's day is still that one
    count: CountBlock | None
    proof: str
    #: the note that came with it
    note: str
    facts: tuple[FactLine, ...]
    #: the last fact of each sort that waits for an answer: why it was returned or sent back
    answer: AssignmentFact | None
    message: str
    #: how far the units below have come, in words and figures
    below_words: str
    below: AtUnits | None
    is_own: bool
    may_decide: bool
    #: verbs that may follow now
    can: frozenset[str]
    on: date
    #: which form was refused, its sentence, what was typed
    refused: str = ""
    sentence: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        assignment: Assignment,
        tree: Tree,
        *,
        on: date,
        address: str,
        is_own: bool,
        may_decide: bool,
        refused: str = "",
        sentence: str = "",
        typed: Mapping[str, str] | None = None,
    ) -> "AssignmentPage":
        """Gather the page; rights are asked by the caller."""
        giver = unit_name(tree, assignment.giver_id, code=assignment.giver.code)
        lines = ledger(assignment)
        now = [line.fact for line in lines if not line.is_undone]
        below = at_lower_units([assignment.pk], on=on).get(assignment.pk)
        waits = [fact for fact in now if fact.verb in ("returned", "sent_back")]
        return cls(
            assignment=assignment,
            giver=giver,
            unit=unit_name(tree, assignment.unit_id, code=assignment.unit.code),
            letter=letter_words(assignment),
            place=_place(assignment.obligation),
            state=badge(assignment, on=on, below=below),
            words=day_words(assignment, on=on),
            deadline=deadline_sentence(assignment),
            why=deadline_why(assignment),
            count=CountBlock.of(assignment.obligation, on=on) if deadline_why(assignment) else None,
            proof=proof_sentence(assignment, giver),
            note=lines[0].fact.note if lines else "",
            facts=_fact_lines(lines, is_own=is_own, may_decide=may_decide),
            answer=waits[-1] if waits and assignment.state in ("returned", "sent_back") else None,
            below_words=below_words(below),
            below=below,
            message=message_for_one(assignment, tree, address=address, on=on),
            is_own=is_own,
            may_decide=may_decide,
            can=_can(assignment),
            on=on,
            refused=refused,
            sentence=sentence,
            typed=typed or {},
        )

    @property
    def task(self) -> str:
        """What is asked, short enough for a heading."""
        return cut(self.assignment.obligation.text, 90)

    @property
    def words_add(self) -> bool:
        """Whether the words say more than the state beside them."""
        return self.words.lower() != STATUSES[self.state].word.lower()

    @property
    def later_day(self) -> str:
        """A day to which the work could be put off, as an example."""
        return vn_date(max(self.assignment.due_on or self.on, self.on) + _A_WEEK)

    @property
    def may_hand_in(self) -> bool:
        """Every unit below has finished what was passed on, and the unit may hand it in."""
        return bool(self.below and self.below.is_finished and self.is_own and "submitted" in self.can)

    @property
    def is_copy(self) -> bool:
        """Sent for knowledge only."""
        return self.assignment.part == Assignment.Part.COPY

    @property
    def is_ended(self) -> bool:
        """Done or withdrawn: nothing but an undo follows."""
        return self.assignment.state in (Assignment.State.DONE, Assignment.State.WITHDRAWN)

    @property
    def can_answer(self) -> bool:
        """Whether the unit may do anything now."""
        return bool(self.can & {"accepted", "returned", "started", "evidence", "submitted"})


def _place(duty: Obligation) -> str:
    key = duty.source_key or ("" if duty.start is None else f"{duty.start}.0")
    return duty_place(key) if key else ""


def _can(assignment: Assignment) -> frozenset[str]:
    now = standing_of(assignment)
    is_copy = assignment.part == Assignment.Part.COPY
    receipt_only = assignment.obligation.kind == Obligation.Kind.ACKNOWLEDGEMENT
    verbs = AssignmentFact.Verb.values
    return frozenset(
        verb for verb in verbs if not refusal(now, verb, is_copy=is_copy, receipt_only=receipt_only)
    )


def _fact_lines(lines: list, *, is_own: bool, may_decide: bool) -> tuple[FactLine, ...]:
    names = people_names({line.fact.by for line in lines})
    # Only the last fact in effect may be offered: under an older one others stand.
    alive = [line.fact.pk for line in lines if not line.is_undone and line.fact.verb in _UNDOABLE]
    last = alive[-1] if alive else None
    shown = []
    for line in reversed(lines):
        fact = line.fact
        mine = is_own if fact.verb in UNITS_OWN and fact.via in ("office", "link") else may_decide
        address = fact.evidence_ref
        title = str(fact.snapshot.get("title") or "") if fact.snapshot else ""
        shown.append(
            FactLine(
                fact,
                ICONS.get(fact.verb, "circle"),
                names.get(fact.by, "Hệ thống"),
                line.is_undone,
                mine and fact.pk == last,
                _EVIDENCE.get(fact.evidence_kind, ""),
                title or fact.evidence_ref,
                is_web_address(address) and not fact.evidence_file,
            )
        )
    return tuple(shown)
