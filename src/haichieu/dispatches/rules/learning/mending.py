"""Put into a machine's reading what the office's lexicon knows better, and say so.

A lesson is used only where the letter itself bears it out: the words read are the known ones garbled, or the known
name stands elsewhere in the letter, or symbol and seat are those of the letter that taught it. A person's
reading never passes here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from haichieu.dispatches.rules.confirmation import LIST_FIELDS
from haichieu.dispatches.rules.learning.lexicon import Lesson, Lexicon, symbol_and_place
from haichieu.dispatches.rules.learning.resemblance import is_misreading, same_letters, spelling, stands_in
from haichieu.text.folding import fold
from haichieu.text.patterns import late


@dataclass(frozen=True, slots=True)
class Mending:
    """One value that a lesson changed."""

    #: name of the field; in a list, the changed item is told by `before` and `after`
    field: str
    before: str
    after: str
    #: key of the lesson
    key: str
    #: id of the letter whose correction taught it, and how that letter is called
    source: int
    letter: str

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON.

        >>> Mending("place", "Hué", "Huế", "k", 3, "Công văn số 5/SNV").to_dict()["source"]
        3
        """
        return {
            "field": self.field, "before": self.before, "after": self.after,
            "key": self.key, "source": self.source, "letter": self.letter,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mended:
    """A reading with what the lexicon changed in it."""

    values: dict[str, Any]
    mendings: tuple[Mending, ...]


def mend(values: Mapping[str, Any], text: str, lexicon: Lexicon) -> Mended:
    """Apply a lexicon to a machine's reading.

    Parameters
    ----------
    values:
        A reading as plain data (see ``Reading.to_dict``); it is left as it is.
    text:
        The letter, in which the lexicon's names are looked for.
    lexicon:
        What the office learned.

    Returns
    -------
    Mended
        The reading with what changed; ``values["learned"]`` lists the changes, and the confidence of each changed
        field is how well its lesson fared so far.

    >>> from haichieu.dispatches.rules.learning.corrections import Correction
    >>> lexicon = Lexicon.from_corrections([Correction("issuer", "SỞ NỘI VU", "Sở Nội vụ", source=7)])
    >>> mended = mend({"issuer": "SỞ NOI VỤ"}, "SỞ NOI VỤ", lexicon)
    >>> mended.values["issuer"], mended.mendings[0].source
    ('Sở Nội vụ', 7)
    """
    if not lexicon.lessons:
        return Mended(dict(values), ())
    work = _Work(dict(values), fold(text), lexicon)
    work.mend_line("issuer", _knows_issuer)
    work.fill_issuer()
    work.mend_symbol()
    work.mend_line("place", _knows_place)
    work.mend_title()
    for name in LIST_FIELDS:
        work.mend_list(name)
    if work.mendings:
        work.values["learned"] = [mending.to_dict() for mending in work.mendings]
    return Mended(work.values, tuple(work.mendings))


def unmended(values: Mapping[str, Any]) -> dict[str, Any]:
    """A reading as the machine made it, before the lexicon.

    >>> learned = [{"field": "place", "before": "Hué", "after": "Huế", "key": "k", "source": 1, "letter": ""}]
    >>> unmended({"place": "Huế", "learned": learned})["place"]
    'Hué'
    """
    plain = {name: value for name, value in values.items() if name != "learned"}
    for change in reversed(values.get("learned") or []):
        _put(plain, change["field"], change["after"], change["before"])
    return plain


def still_holds(name: str, after: str, values: Mapping[str, Any]) -> bool:
    """Whether a confirmed reading keeps what a lesson put there.

    >>> still_holds("signer.title", "Chủ tịch", {"signer": {"title": "CHỦ TỊCH"}})
    True
    """
    if name in LIST_FIELDS:
        return any(spelling(item) == spelling(after) for item in values.get(name) or [])
    first, _, part = name.partition(".")
    held = (values.get(first) or {}).get(part) if part else values.get(first)
    return str(held or "") == after if name == "symbol" else spelling(str(held or "")) == spelling(after)


@dataclass(slots=True)
class _Work:
    """A reading while it is mended."""

    values: dict[str, Any]
    folded: str
    lexicon: Lexicon
    #: filled as lessons are used
    mendings: list[Mending] = field(default_factory=list)

    def line(self, name: str) -> str:
        return str(self.values.get(name) or "")

    def mend_line(self, name: str, knows: Callable[["_Work", Lesson, str], bool]) -> None:
        read, lessons = self.line(name), self.lexicon.in_use(name)
        if not read or any(spelling(read) == spelling(lesson.value) for lesson in lessons):
            return
        for lesson in lessons:
            if knows(self, lesson, read):
                self.note(name, read, lesson.value, lesson)
                return

    def fill_issuer(self) -> None:
        """Name the issuer whose name could not be read by its symbol and seat."""
        symbol, place = self.line("symbol"), self.line("place")
        if self.line("issuer") or not symbol or not place:
            return
        heard = symbol_and_place(symbol, place)
        for lesson in self.lexicon.in_use("issuer_of_symbol"):
            if lesson.heard == heard:
                self.note("issuer", "", lesson.value, lesson)
                return

    def mend_symbol(self) -> None:
        read, issuer = self.line("symbol"), self.line("issuer")
        for lesson in self.lexicon.in_use("symbol"):
            part = late(rf"(?<!\w){re.escape(lesson.heard)}(?!\w)")
            if same_letters(issuer, lesson.taught_by.issuer) and part.search(read):
                # What a person typed is put in as it is: a backslash in it is no pattern.
                self.note("symbol", read, part.sub(lesson.value.replace("\\", r"\\"), read), lesson)
                return

    def mend_title(self) -> None:
        read = str((self.values.get("signer") or {}).get("title") or "")
        for lesson in self.lexicon.in_use("signer.title"):
            if _is_garbled(read, lesson) and same_letters(self.line("issuer"), lesson.taught_by.issuer):
                self.note("signer.title", read, lesson.value, lesson)
                return

    def mend_list(self, name: str) -> None:
        for item in list(self.values.get(name) or []):
            lesson = next((each for each in self.lexicon.in_use(name) if _is_garbled(item, each)), None)
            if lesson is not None:
                self.note(name, item, lesson.value, lesson)

    def note(self, name: str, before: str, after: str, lesson: Lesson) -> None:
        _put(self.values, name, before, after)
        self.values["confidence"] = {
            **(self.values.get("confidence") or {}), name: round(lesson.record.confidence, 3)
        }  # fmt: skip
        self.values["states"] = {**(self.values.get("states") or {}), name: "value"}
        taught = lesson.taught_by
        self.mendings.append(Mending(name, before, after, lesson.key, taught.source, taught.letter))


def _put(values: dict[str, Any], name: str, before: str, after: str) -> None:
    first, _, part = name.partition(".")
    if part:
        values[first] = {**(values.get(first) or {}), part: after or None}
    elif name in LIST_FIELDS:
        values[name] = [after if item == before else item for item in values.get(name) or []]
    else:
        values[name] = after or None


def _is_garbled(read: str, lesson: Lesson) -> bool:
    """The known name garbled, by a rule or as it was garbled before."""
    if spelling(read) == spelling(lesson.value):
        return False
    return is_misreading(read, lesson.value) or (
        spelling(read) == lesson.heard and same_letters(read, lesson.value)
    )


def _knows_issuer(work: _Work, lesson: Lesson, read: str) -> bool:
    taught = lesson.taught_by
    same_symbol = bool(taught.symbol) and same_letters(work.line("symbol"), taught.symbol)
    if is_misreading(read, lesson.value) or (same_symbol and same_letters(read, lesson.value)):
        return True
    same_seat = same_symbol and same_letters(work.line("place"), taught.place)
    return spelling(read) == lesson.heard and (same_seat or stands_in(lesson.value, work.folded))


def _knows_place(work: _Work, lesson: Lesson, read: str) -> bool:
    if not same_letters(work.line("issuer"), lesson.taught_by.issuer):
        return False
    return _is_garbled(read, lesson) or (
        spelling(read) == lesson.heard and stands_in(lesson.value, work.folded)
    )
