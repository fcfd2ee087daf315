"""A document with its components and the style it is held to; what a rule is and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from haichieu.layout.checker.deviation import Severity
from haichieu.layout.checker.facts import Facts, Line, Source
from haichieu.layout.checker.parts import Parts
from haichieu.layout.styles import Style

_EVERY = frozenset(Source)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a rule looks at."""

    facts: Facts
    parts: Parts
    style: Style

    def line(self, index: int) -> Line:
        """One of its lines."""
        return self.facts.lines[index]

    def body(self) -> tuple[Line, ...]:
        """Lines of the text proper."""
        return tuple(self.facts.lines[index] for index in self.parts.body)


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of a rule."""

    #: The line meant, or a place in words.
    at: Line | str
    message: str
    fix: str
    #: Where it weighs otherwise than the rule says.
    severity: Severity | None = None

    @property
    def place(self) -> str:
        """Where it is, in words: the beginning of the line, to find it by."""
        if isinstance(self.at, str):
            return self.at
        text = " ".join(self.at.text.split())
        return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"

    @property
    def span(self) -> tuple[int, int] | None:
        """Where it is in the text, where that is known."""
        return None if isinstance(self.at, str) else self.at.span


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand of the layout rules."""

    name: str
    #: Part of the document it belongs to, in Vietnamese.
    part: str
    #: Key of the article in a style.
    article: str
    #: What is wanted, one Vietnamese sentence.
    says: str
    find: Callable[[Letter], Iterator[Fault]]
    severity: Severity = Severity.ERROR
    #: Kinds of files that tell enough for it.
    sources: frozenset[Source] = _EVERY
