"""The reading page: the letter on one side, what it says on the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from haichieu.dispatches.models import Dispatch, Obligation, Reading
from haichieu.dispatches.queries import current_reading, duties_as_read, finished_keys, lexicon_of
from haichieu.dispatches.rules import Duty, Lexicon
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.dispatches.blocks.duties import (
    ProposedOwner,
    duties_to_show,
    parts_to_look_at,
    proposed_owners,
)
from haichieu.web.dispatches.blocks.letter_text import Stretch, duty_place, letter_stretches
from haichieu.web.dispatches.blocks.reading_fields import FieldRow, FormState
from haichieu.web.dispatches.blocks.reading_options import Option, field_options
from haichieu.web.dispatches.forms.reading import Parsed, first_input, parse_confirmation, slug_of
from haichieu.web.shell.unit_choice import UnitChoice


@dataclass(frozen=True, slots=True)
class DutyCard:
    """One paragraph that asks for something, as the form shows it."""

    #: counted from 1 in the order of the letter
    number: int
    duty: Duty
    #: beginning of the names of its inputs
    stem: str
    #: what its inputs hold, by the last part of their name
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    #: id of its paragraph in the letter
    place: str
    #: what the boundary says that it touches; such a card has no controls
    boundary: str
    #: reported done already; a correction leaves it alone
    finished: bool
    #: who is proposed to act and why; None when it is the receiving unit or a person chose
    proposed: ProposedOwner | None = None
    #: what of it the machine was unsure of, as a sentence; empty once somebody has confirmed it
    to_look_at: str = ""

    @property
    def owner_reason(self) -> str:
        """Why the unit beside it is proposed; empty where that is not the question."""
        return self.proposed.reason if self.proposed and not self.proposed.is_for_others else ""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit of the letter; one that the program can measure has a box to tick."""

    name: str
    text: str
    what: str
    measurable: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One earlier or current reading."""

    number: int
    #: a person's name, or empty for the machine
    by: str
    at: datetime


@dataclass(frozen=True)
class ReadingPage:
    """Everything that the page and its partial show about one letter."""

    letter: Dispatch
    #: version that the person looks at; 0 when nothing could be read
    version: int
    by_person: bool
    values: Mapping[str, Any]
    duties: Sequence[Duty]
    finished: frozenset[str]
    units: UnitChoice
    typed: Mapping[str, str]
    #: what the office's people taught the reader
    lexicon: Lexicon
    owners: Mapping[str, ProposedOwner]
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, letter: Dispatch, tree: Tree, *, on: date, typed: Mapping[str, str] | None = None
    ) -> "ReadingPage":
        """The page as it first opens, or with what was typed into it."""
        reading = current_reading(letter)
        values = reading.values if reading else {}
        lexicon = lexicon_of(letter.unit_id, without=letter.pk)
        office = tree.keeper(letter.unit_id)
        as_read = duties_as_read(letter, values, on=on, office=office) if letter.confirmed_at is None else []
        owners = proposed_owners(letter, as_read, tree, lexicon)
        duties = duties_to_show(letter, values, owners, on=on, office=office)
        units = UnitChoice.below(tree, office)
        return cls(
            letter=letter,
            version=reading.version if reading else 0,
            by_person=reading.by_person if reading else False,
            values=values,
            duties=duties,
            finished=finished_keys(letter) if letter.confirmed_at else frozenset(),
            units=units,
            typed=first_input(values, duties, units) if typed is None else typed,
            lexicon=lexicon,
            owners=owners,
        )

    def parse(self) -> Parsed:
        """The confirmation that what was typed amounts to, or what is wrong with it."""
        return parse_confirmation(self.typed, self.values, self.duties, self.units, finished=self.finished)

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Kinds of duty to choose from."""
        return list(Obligation.Kind.choices)

    @cached_property
    def fields(self) -> list[FieldRow]:
        """The letter's own fields."""
        return self._form_state.field_rows()

    @cached_property
    def signer(self) -> list[FieldRow]:
        """The parts of the signature."""
        return self._form_state.signer_rows()

    @property
    def to_look_at(self) -> list[FieldRow]:
        """Fields that somebody should look at before confirming."""
        return [row for row in (*self.fields, *self.signer) if row.look]

    @property
    def duties_to_look_at(self) -> int:
        """How many duties that can still be taken have a part that the machine was unsure of."""
        open_cards = (card for card in self.cards if card.duty.boundary is None and not card.finished)
        return sum(bool(card.to_look_at) for card in open_cards)

    @cached_property
    def _form_state(self) -> FormState:
        return FormState(self.values, self.typed, self.errors, self.by_person, self._options)

    @cached_property
    def _options(self) -> Mapping[str, Sequence[Option]]:
        return field_options(self.values, self.letter.text, self.lexicon) if self.letter.text else {}

    @property
    def stretches(self) -> list[Stretch]:
        """The letter's text with its marks."""
        return letter_stretches(self.letter.text, self.values, self.duties)

    @property
    def cards(self) -> list[DutyCard]:
        """One card for each paragraph that asks for something."""
        return [self._card(number, duty) for number, duty in enumerate(self.duties, start=1)]

    @property
    def asked(self) -> int:
        """How many paragraphs can become obligations."""
        return sum(duty.boundary is None for duty in self.duties)

    @property
    def of_others(self) -> int:
        """How many paragraphs ask something of somebody else, as the machine sees it."""
        return sum(owner.is_for_others for owner in self.owners.values())

    @property
    def limits(self) -> list[LimitRow]:
        """The letter's limits."""
        return [
            LimitRow(
                name=f"limit-{position}",
                text=str(limit.get("text") or ""),
                what=str(limit.get("what") or ""),
                measurable=bool(limit.get("share")),
                ticked=bool(self.typed.get(f"limit-{position}")),
            )
            for position, limit in enumerate(self.values.get("limits") or [])
        ]

    @property
    def citations(self) -> list[str]:
        """Other documents that the letter names."""
        return [str(citation.get("text") or "") for citation in self.values.get("citations") or []]

    @property
    def warnings(self) -> list[str]:
        """What the machine found odd about the text."""
        return [str(warning) for warning in self.values.get("warnings") or []]

    @property
    def other_boundaries(self) -> list[str]:
        """Sentences of boundaries that other paragraphs touch than those that became cards."""
        carded = [(duty.start, duty.end) for duty in self.duties if duty.boundary is not None]
        return [
            touched["sentence"]
            for touched in self.values.get("boundaries") or []
            if not any(start < touched["end"] and touched["start"] < end for start, end in carded)
        ]

    @property
    def versions(self) -> list[Version]:
        """All readings of the letter, the newest first."""
        readings: list[Reading] = list(self.letter.readings.order_by("-version").defer("values"))
        names = people_names({reading.by for reading in readings})
        return [Version(r.version, names.get(r.by, "") if r.by_person else "", r.at) for r in readings]

    def _card(self, number: int, duty: Duty) -> DutyCard:
        stem = f"duty-{slug_of(duty.key)}"
        return DutyCard(
            number=number,
            duty=duty,
            stem=stem,
            typed=_under(self.typed, stem),
            errors=_under(self.errors, stem),
            place=duty_place(duty.key),
            boundary=self._boundary_sentence(duty),
            finished=duty.key in self.finished,
            proposed=self.owners.get(duty.key),
            to_look_at="" if self.by_person else parts_to_look_at(self.values, number - 1),
        )

    def _boundary_sentence(self, duty: Duty) -> str:
        if duty.boundary is None:
            return ""
        touched = [
            item["sentence"]
            for item in self.values.get("boundaries") or []
            if item["start"] < duty.end and duty.start < item["end"]
        ]
        return touched[0] if touched else "Đoạn này thuộc phần hệ thống không làm."


def _under(values: Mapping[str, str], stem: str) -> dict[str, str]:
    return {
        name.removeprefix(f"{stem}-"): value for name, value in values.items() if name.startswith(f"{stem}-")
    }
