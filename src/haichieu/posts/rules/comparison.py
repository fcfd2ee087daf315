"""Two versions of the tone model on the same posts that people have read: what got better, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from haichieu.posts.rules.labels import Label
from haichieu.posts.rules.sentences import spoken_count


@dataclass(frozen=True, slots=True)
class Guess:
    """What one version makes of one post: its tone, whether it is an advisory, and the chance of negative."""

    tone: str
    advisory: bool
    p_negative: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How the guesses of one version stand to what people said.

    Attributes:
        right: posts whose tone it guessed.
        flags: posts on whose flag it was right.
        said: posts that it called negative.
        found: those of them that people called negative too.
        expected: how many negative posts its chances add up to.
    """

    right: int
    flags: int
    said: int
    found: int
    expected: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """An old and a new version on the same posts, none of which taught the new one.

    Attributes:
        posts: how many posts.
        negative: how many of them people called negative.
        old, new: the two versions.
    """

    posts: int
    negative: int
    old: Tally
    new: Tally

    @property
    def is_worse(self) -> bool:
        """Whether both counts that people see went down: tones guessed, and negative posts found.

        >>> Comparison(30, 9, Tally(18, 30, 10, 7, 9.8), Tally(17, 30, 6, 6, 8.9)).is_worse
        True
        >>> Comparison(30, 9, Tally(18, 30, 10, 7, 9.8), Tally(20, 30, 6, 6, 8.9)).is_worse
        False
        """
        return self.new.right < self.old.right and self.new.found < self.old.found

    @property
    def sentences(self) -> tuple[str, ...]:
        """What changed, in Vietnamese.

        >>> better = Comparison(60, 12, Tally(40, 58, 20, 10, 21.4), Tally(48, 58, 14, 11, 12.6))
        >>> print(*better.sentences, sep="\\n")
        Trên 60 bài đã có người đọc: máy đoán đúng sắc thái 40 → 48 bài.
        Máy nói tiêu cực 20 → 14 bài, người đọc cũng thấy vậy ở 10 → 11 bài; tính ra 100 bài thì 50 → 79 bài.
        Người đọc thấy 12 bài tiêu cực; máy ước tính 21 → 13 bài.
        """
        old, new = self.old, self.new
        said = (
            f"Máy nói tiêu cực {_step(old.said, new.said)} bài, người đọc cũng thấy vậy ở "
            f"{_step(old.found, new.found)} bài"
        )
        if old.said and new.said:
            rates = (round(100 * tally.found / tally.said) for tally in (old, new))
            said = f"{said}; tính ra 100 bài thì {_step(*rates)} bài"
        found = [
            f"Trên {spoken_count(self.posts)} bài đã có người đọc: máy đoán đúng sắc thái "
            f"{_step(old.right, new.right)} bài.",
            f"{said}.",
            f"Người đọc thấy {spoken_count(self.negative)} bài tiêu cực; máy ước tính "
            f"{_step(round(old.expected), round(new.expected))} bài.",
        ]
        if old.flags != new.flags:
            found.append(f"Dấu cảnh báo, khuyến cáo: máy đoán đúng {_step(old.flags, new.flags)} bài.")
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """The comparison as it is stored."""
        return asdict(self)

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Comparison":
        """A stored comparison.

        >>> same = Comparison(2, 1, Tally(1, 2, 1, 1, 0.9), Tally(2, 2, 1, 1, 1.1))
        >>> Comparison.from_dict(same.to_dict()) == same
        True
        """
        return cls(record["posts"], record["negative"], Tally(**record["old"]), Tally(**record["new"]))


def compare(old: Sequence[Guess], new: Sequence[Guess], given: Sequence[Label]) -> Comparison:
    """Count what two versions make of the same posts.

    Args:
        old, new: the guesses, one for each label.
        given: what people said; a post that nobody could read, or on which readers differ, counts for neither.

    >>> told = [Label("1", negative=True, tone="negative"), Label("2", negative=False, tone="neutral")]
    >>> old = [Guess("neutral", False, 0.4), Guess("neutral", False, 0.2)]
    >>> new = [Guess("negative", False, 0.7), Guess("neutral", False, 0.1)]
    >>> found = compare(old, new, told)
    >>> found.posts, found.negative, found.old.right, found.new.right
    (2, 1, 1, 2)
    """
    kept = [n for n, label in enumerate(given) if label.negative in (True, False) and label.tone]
    labels = [given[n] for n in kept]
    return Comparison(
        len(labels),
        sum(bool(label.negative) for label in labels),
        *(_tally([guesses[n] for n in kept], labels) for guesses in (old, new)),
    )


def _tally(guesses: Sequence[Guess], labels: Sequence[Label]) -> Tally:
    pairs = list(zip(guesses, labels, strict=True))
    return Tally(
        right=sum(guess.tone == label.tone for guess, label in pairs),
        flags=sum(guess.advisory == label.advisory for guess, label in pairs),
        said=sum(guess.tone == "negative" for guess, _ in pairs),
        found=sum(guess.tone == "negative" and bool(label.negative) for guess, label in pairs),
        expected=sum(guess.p_negative for guess in guesses),
    )


def _step(old: int, new: int) -> str:
    return f"{spoken_count(old)} → {spoken_count(new)}"
