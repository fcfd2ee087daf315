"""Blocks of one post's tone: what the machine estimates, the words that moved it, and a person's correction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from haichieu.base.models import LogEntry
from haichieu.channels.models import PublishedItem
from haichieu.posts.models import Tone, ToneReading
from haichieu.posts.queries import PERSON
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

    @property
    def word(self) -> str:
        """The tone in words."""
        return str(Tone(self.tone).label)

    @property
    def chance(self) -> float:
        """How probable the machine finds the tone that it chose."""
        return next(chance.chance for chance in self.chances if chance.tone == self.tone)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A person's reading that stands in the place of the machine's."""

    tone: str
    advisory: bool
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class TonePage:
    """Everything about the tone of one post."""

    estimate: Estimate | None
    corrected: Corrected | None

    @property
    def standing(self) -> tuple[str, bool]:
        """Tone and flag that count on every page now; empty where nobody has read the post."""
        shown = self.corrected or self.estimate
        return (shown.tone, shown.advisory) if shown else ("", False)


def tone_page(item: PublishedItem, reading: ToneReading | None, *, tree: Tree) -> TonePage:
    """The block of one post; where a person corrected it, the machine is asked again for its own estimate."""
    if reading is None:
        return TonePage(None, None)
    if reading.model != PERSON:
        words = model_words(reading.model, tree)
        return TonePage(_estimate(reading, moved_text(item.title, item.lead), words), None)
    own = _read_now(item)
    return TonePage(_estimate(own, moved_text(item.title, item.lead), own.model), _corrected(item, reading))


def _estimate(reading: ToneReading, text: MovedText, model: str) -> Estimate:
    return Estimate(str(reading.tone), reading.advisory, tone_chances(reading), text, model)


def _read_now(item: PublishedItem) -> ToneReading:
    """The model's reading as it would be stored; it is not."""
    model = load_model()
    scores = model.read([item.title], [item.lead])
    return ToneReading(
        item=item,
        tone=scores.tones()[0],
        p_positive=float(scores.positive[0]),
        p_neutral=float(scores.neutral[0]),
        p_negative=float(scores.negative[0]),
        advisory=bool(scores.advisory[0]),
        p_advisory=float(scores.p_advisory[0]),
        model=model.version,
    )


def _corrected(item: PublishedItem, reading: ToneReading) -> Corrected:
    said = (
        LogEntry.objects.filter(kind="post", ref=str(item.pk), verb="correct_reading").order_by("-id").first()
    )
    by = said.by or "" if said else ""
    return Corrected(
        str(reading.tone), reading.advisory, actor_name(by, people_names({by})), said.at if said else None
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
