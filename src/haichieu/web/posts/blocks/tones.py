"""Blocks of one post's tone: what the machine estimates, the words that moved it, and a person's correction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Tone, ToneReading
from haichieu.posts.queries import AGREE, PersonSaid, mark_of, person_said
from haichieu.posts.rules import load_model, why
from haichieu.units.queries import people_names
from haichieu.units.rules import Tree
from haichieu.web.channels.blocks import actor_name
from haichieu.web.posts.blocks.posts import ToneChance, tone_chances

#: A word is marked from this part of the strongest word's weight on, and never below `_LEAST`.
_SHARE, _LEAST = 0.12, 0.05
#: Words told in the sentence below the text.
_TOLD = 4
TOWARDS, AGAINST = "towards", "against"


@dataclass(frozen=True, slots=True)
class Move:
    """A stretch of one field and how far it moved the reading: above 0 towards it, below 0 away from it."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text, marked or not."""

    text: str
    #: `towards` the reading, `against` it, or empty
    side: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class MovedText:
    """A post's words with those marked that moved the reading."""

    title: tuple[Piece, ...]
    lead: tuple[Piece, ...]
    #: the tone that the model itself reads, before any correction: what the marked words speak for
    tone: str
    #: the strongest words that speak for an advisory; empty where the model reads none
    flag: tuple[str, ...]

    @property
    def word(self) -> str:
        """The model's own tone in words."""
        return str(Tone(self.tone).label)

    @property
    def towards(self) -> tuple[str, ...]:
        """The strongest words that speak for the reading."""
        return self._told(TOWARDS)

    @property
    def against(self) -> tuple[str, ...]:
        """The strongest words that speak against it."""
        return self._told(AGAINST)

    def _told(self, side: str) -> tuple[str, ...]:
        return _strongest(self.title + self.lead, side)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the machine makes of a post."""

    tone: str
    advisory: bool
    chances: list[ToneChance]
    text: MovedText
    #: the model in words, with the unit's correction where there is one
    model: str
    #: the very reading that is shown, in one word
    mark: str

    @property
    def word(self) -> str:
        """The tone in words."""
        return str(Tone(self.tone).label)

    @property
    def chance(self) -> float | None:
        """How probable the machine finds the tone that it chose; None where that was not kept."""
        return next((chance.chance for chance in self.chances if chance.tone == self.tone), None)


@dataclass(frozen=True, slots=True)
class TonePage:
    """Everything about the tone of one post: what the machine said, and what a person said after it."""

    estimate: Estimate | None
    person: PersonSaid | None = None
    #: who that person is, for display
    reader: str = ""

    @property
    def person_word(self) -> str:
        """How the person's reading stands to the machine's."""
        if self.person is None:
            return ""
        if self.person.verb == AGREE:
            return "Người đọc đồng ý với máy"
        return "Người đọc thấy như máy" if self.person.is_as_machine else "Người đọc đã sửa"


def tone_page(item: PublishedItem, reading: ToneReading | None, *, tree: Tree) -> TonePage:
    """The block of one post; where a person read it, what the machine had said stays beside it as it was."""
    if reading is None:
        return TonePage(None)
    said = person_said(item, reading)
    if said is None:
        return TonePage(_estimate(item, reading, tree))
    reader = actor_name(said.by, people_names({said.by}))
    return TonePage(_estimate(item, said.machine, tree) if said.machine else None, said, reader)


def _estimate(item: PublishedItem, reading: ToneReading, tree: Tree) -> Estimate:
    return Estimate(
        str(reading.tone),
        reading.advisory,
        tone_chances(reading) if reading.p_positive + reading.p_neutral + reading.p_negative else [],
        moved_text(item.title, item.lead),
        model_words(reading.model, tree),
        mark_of(reading),
    )


def model_words(version: str, tree: Tree) -> str:
    """The version of a reading in words: “2-abc+7.3” is model 2-abc with the third correction of unit 7."""
    base, _, corrected = version.partition("+")
    unit, _, number = corrected.partition(".")
    if not number:
        return base
    node = tree.nodes.get(int(unit)) if unit.isdecimal() else None
    return f"{base}, hiệu chỉnh lần {number} của {node.name if node else 'đơn vị'}"


def moved_text(title: str, lead: str) -> MovedText:
    """Title and lead in pieces, with the words marked that moved the model's reading most."""
    scores = load_model().read([title], [lead])
    flag = _strongest(sum(_marked(title, lead, "advisory"), ()), TOWARDS) if scores.advisory[0] else ()
    return MovedText(*_marked(title, lead, "tone"), scores.tones()[0], flag)


def _strongest(pieces: Sequence[Piece], side: str) -> tuple[str, ...]:
    found = sorted((piece for piece in pieces if piece.side == side), key=lambda piece: -abs(piece.weight))
    return tuple(dict.fromkeys(piece.text for piece in found))[:_TOLD]


def _marked(title: str, lead: str, of: Literal["tone", "advisory"]) -> list[tuple[Piece, ...]]:
    fields = _moves(title, lead, of)
    strongest = max((abs(move.weight) for moves in fields for move in moves), default=0.0)
    line = max(_SHARE * strongest, _LEAST)
    return [
        tuple(_pieces(text, [move for move in moves if abs(move.weight) >= line]))
        for text, moves in zip((title, lead), fields, strict=True)
    ]


def _moves(title: str, lead: str, of: Literal["tone", "advisory"]) -> tuple[list[Move], list[Move]]:
    """What `why` says, as places in the title and in the lead."""
    fields: tuple[list[Move], list[Move]] = ([], [])
    for moved in why(load_model(), title, lead, of):
        fields[moved.field].append(Move(moved.start, moved.end, moved.weight))
    return fields


def _pieces(text: str, moves: Sequence[Move]) -> Iterator[Piece]:
    """The text cut at the marked words; neighbours that speak for the same side become one piece."""
    done = 0
    for move in _joined(text, moves):
        if move.start > done:
            yield Piece(text[done : move.start])
        yield Piece(text[move.start : move.end], TOWARDS if move.weight > 0 else AGAINST, move.weight)
        done = move.end
    if done < len(text):
        yield Piece(text[done:])


def _joined(text: str, moves: Sequence[Move]) -> list[Move]:
    joined: list[Move] = []
    for move in moves:
        last = joined[-1] if joined else None
        if last and text[last.end : move.start].isspace() and (last.weight > 0) == (move.weight > 0):
            joined[-1] = Move(last.start, move.end, last.weight + move.weight)
        else:
            joined.append(move)
    return joined
