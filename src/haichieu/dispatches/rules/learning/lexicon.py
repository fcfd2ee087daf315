"""The lexicon of an office: what its people's corrections taught, and how often each lesson helped."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from haichieu.dispatches.rules.learning.corrections import TEACHING, Correction
from haichieu.dispatches.rules.learning.owners import is_collective
from haichieu.dispatches.rules.learning.resemblance import spelling
from haichieu.text.folding import fold
from haichieu.text.patterns import late

#: A lesson that people undid this often is off until a person says otherwise.
MOST_UNDONE = 2
_PARTS = late(r"[^-/&.\s]+")


@dataclass(frozen=True, slots=True)
class Record:
    """How a lesson fared."""

    #: letters in which people kept what it put there
    helped: int = 0
    #: letters in which they put something else
    undone: int = 0
    #: what a person decided; None when nobody did
    switched: bool | None = None

    @property
    def is_on(self) -> bool:
        """Whether the lesson is used: as a person decided, and else until it was undone too often."""
        return self.undone < MOST_UNDONE if self.switched is None else self.switched

    @property
    def confidence(self) -> float:
        """How sure what it says is, by the rule of succession: 1/2 at first, towards 1 with each time it helped."""
        return (self.helped + 1) / (self.helped + self.undone + 2)


@dataclass(frozen=True, slots=True)
class Lesson:
    """When this is read, that is meant."""

    #: issuer, issuer_of_symbol, symbol, place, signer.title, addressees, recipients or owner
    kind: str
    #: what was read, in the form in which it is compared
    heard: str
    #: what it means; for “owner” a unit's code
    value: str
    #: the correction that taught it
    taught_by: Correction
    record: Record = Record()

    @property
    def key(self) -> str:
        """A short name of the lesson, the same whenever the same thing is taught."""
        told = "\x1f".join((self.kind, self.heard, self.value))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def usefulness(self) -> int:
        """What orders lessons that say different things of the same words."""
        return self.record.helped - self.record.undone


@dataclass(frozen=True)
class Lexicon:
    """Every lesson of one office, the newest first among equals."""

    lessons: tuple[Lesson, ...]
    _by_kind: dict[str, tuple[Lesson, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def from_corrections(
        cls, corrections: Iterable[Correction], records: Mapping[str, Record] | None = None
    ) -> "Lexicon":
        """Gather what corrections teach; each lesson once, with the correction met first as its source.

        Parameters
        ----------
        corrections:
            The newest first.
        records:
            How lessons fared, by their key; those not named have not been used yet.

        >>> lexicon = Lexicon.from_corrections([Correction("place", "Phú Lôc", "Phú Lộc")])
        >>> [(lesson.kind, lesson.heard, lesson.value) for lesson in lexicon.lessons]
        [('place', 'phú lôc', 'Phú Lộc')]
        """
        found: dict[str, Lesson] = {}
        for correction in corrections:
            for lesson in _lessons(correction):
                found.setdefault(lesson.key, lesson)
        known = records or {}
        lessons = tuple(
            Lesson(each.kind, each.heard, each.value, each.taught_by, known.get(key, Record()))
            for key, each in found.items()
        )
        by_kind: dict[str, list[Lesson]] = {}
        for lesson in sorted(lessons, key=lambda each: -each.usefulness):
            if lesson.record.is_on:
                by_kind.setdefault(lesson.kind, []).append(lesson)
        return cls(lessons, {kind: tuple(each) for kind, each in by_kind.items()})

    def in_use(self, kind: str) -> tuple[Lesson, ...]:
        """Lessons of a kind that are on, the most useful first."""
        return self._by_kind.get(kind, ())

    def names(self, kind: str) -> list[str]:
        """What people wrote in a field, the most frequent first.

        >>> Lexicon.from_corrections([Correction("place", "Phú Lôc", "Phú Lộc")]).names("place")
        ['Phú Lộc']
        """
        written = (lesson.taught_by.person for lesson in self.in_use(kind))
        return [name for name, _ in Counter(written).most_common()]

    def owner(self, actors: Iterable[str]) -> Lesson | None:
        """The lesson that says which unit acts when these actors are asked."""
        heard = _actors(actors)
        return next((lesson for lesson in self.in_use("owner") if lesson.heard == heard), None)


def _lessons(correction: Correction) -> Iterator[Lesson]:
    if correction.field not in TEACHING or not correction.person:
        return
    if correction.field == "symbol":
        yield from _symbol_lessons(correction)
        return
    if correction.field == "owner":
        actors = correction.machine.split(";")
        if not any(map(is_collective, actors)):
            yield Lesson("owner", _actors(actors), correction.person, correction)
        return
    if correction.machine and spelling(correction.machine) != spelling(correction.person):
        yield Lesson(correction.field, spelling(correction.machine), correction.person, correction)
    if correction.field == "issuer" and correction.symbol and correction.place:
        heard = symbol_and_place(correction.symbol, correction.place)
        yield Lesson("issuer_of_symbol", heard, correction.person, correction)


def _symbol_lessons(correction: Correction) -> Iterator[Lesson]:
    """One lesson for each part that was misread: “KH-LDLD” teaches LDLD → LĐLĐ."""
    read, right = symbol_parts(correction.machine), symbol_parts(correction.person)
    if len(read) == len(right):
        for one, other in zip(read, right, strict=True):
            if one != other:
                yield Lesson("symbol", one, other, correction)


def symbol_parts(symbol: str) -> list[str]:
    """The abbreviations of a symbol.

    >>> symbol_parts("KH-LĐLĐ"), symbol_parts("12/QĐ-UBND")
    (['KH', 'LĐLĐ'], ['12', 'QĐ', 'UBND'])
    """
    return _PARTS.findall(symbol)


def symbol_and_place(symbol: str, place: str) -> str:
    """What tells an issuer where its name could not be read: the last part of the symbol, and the seat.

    >>> symbol_and_place("KH-LĐLĐ", "Đông Triều")
    'LĐLĐ, dong trieu'
    """
    return f"{symbol_parts(symbol)[-1] if symbol_parts(symbol) else ''}, {fold(place)}"


def _actors(actors: Iterable[str]) -> str:
    return "; ".join(sorted(fold(actor) for actor in actors if actor.strip()))
