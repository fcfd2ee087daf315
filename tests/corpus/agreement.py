"""How far a reading agrees with an annotated one, by the rules beside the data: field by field, then one figure.

Values are compared by what they say: case, spaces and end punctuation count for nothing; names and long texts may
differ a little, numbers and dates not at all. `limits` are left out, being the most debatable.
"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

Reading = dict[str, Any]
_EXACT = ("kind", "number", "symbol", "date")
_CLOSE = ("issuer", "place", "subject")
_UNITS = ("working", "minute", "hour", "day", "week", "month", "quarter", "year")


class Counts:
    """Values that agree, values read, values annotated."""

    def __init__(self) -> None:
        self.right = self.read = self.annotated = 0

    def add(self, right: int, read: int, annotated: int) -> None:
        """Count one letter."""
        self.right, self.read, self.annotated = (
            self.right + right,
            self.read + read,
            self.annotated + annotated,
        )

    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        precision = self.right / self.read if self.read else float(not self.annotated)
        recall = self.right / self.annotated if self.annotated else float(not self.read)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def overall_agreement(pairs: Iterable[tuple[Reading, Reading]]) -> float:
    """Mean F1 over the fields, for pairs of an annotated reading and the program's."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for gold, read in pairs:
        _count_letter(gold, read, counts)
    return sum(count.f1() for count in counts.values()) / len(counts)


def _plain(value: object) -> str:
    text = unicodedata.normalize("NFC", str(value or "")).casefold()
    return re.sub(r"\s+", " ", text).strip(" .;:,-–—/“”\"'*|")


def _tight(value: object) -> str:
    return re.sub(r"[\s./–-]+", "", _plain(value).replace("—", "")).lstrip("0")


def _similar(a: object, b: object, floor: float = 0.85) -> bool:
    left, right = _plain(a), _plain(b)
    if not left or not right:
        return False
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio() >= floor


def _matched(golds: list[Any], reads: list[Any], same: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    left, pairs = list(reads), []
    for gold in golds:
        place = next((i for i, read in enumerate(left) if same(gold, read)), None)
        if place is not None:
            pairs.append((gold, left.pop(place)))
    return pairs


def _same_citation(gold: Reading, read: Reading) -> bool:
    if gold.get("number"):
        return _tight(gold["number"]) == _tight(read.get("number")) and _tight(gold.get("symbol")) == _tight(
            read.get("symbol")
        )
    same_day = (gold.get("date") or "") == (read.get("date") or "")
    return (_plain(gold.get("kind")) == _plain(read.get("kind")) and same_day) or _similar(
        gold.get("text"), read.get("text")
    )


def _same_start(gold: Reading, read: Reading) -> bool:
    return _similar(_plain(gold.get("start"))[:40], _plain(read.get("start"))[:40], 0.8)


def _same_deadline(gold: Reading | None, read: Reading | None) -> bool:
    if not gold or not read or gold.get("type") != read.get("type"):
        return False
    if gold["type"] == "continuous":
        return True
    a, b = _plain(gold.get("value")), _plain(read.get("value"))
    if _tight(a) == _tight(b):
        return True
    return gold["type"] in ("period", "relative") and _amounts(a) == _amounts(b) and any(_amounts(a))


def _amounts(value: str) -> tuple[list[int], list[str]]:
    return sorted(map(int, re.findall(r"\d+", value))), [unit for unit in _UNITS if unit in value]


def _count_letter(gold: Reading, read: Reading, counts: dict[str, Counts]) -> None:
    for key in _EXACT:
        _count_one(counts[key], _tight(gold.get(key)), _tight(read.get(key)))
    for key in _CLOSE:
        a, b = gold.get(key), read.get(key)
        counts[key].add(_similar(a, b), bool(_plain(b)), bool(_plain(a)))
    for key in ("title", "name", "authority"):
        a, b = ((side.get("signer") or {}).get(key) for side in (gold, read))
        _count_one(counts[f"signer.{key}"], _tight(a), _tight(b))
    for key in ("addressees", "recipients"):
        a, b = gold.get(key) or [], read.get(key) or []
        counts[key].add(len(_matched(a, b, _similar)), len(b), len(a))
    a, b = gold.get("citations") or [], read.get("citations") or []
    pairs = _matched(a, b, _same_citation)
    counts["citations"].add(len(pairs), len(b), len(a))
    dated = [(one, other) for one, other in pairs if one.get("date")]
    counts["citations.date"].add(
        sum(one["date"] == other.get("date") for one, other in dated), len(dated), len(dated)
    )
    _count_obligations(gold.get("obligations") or [], read.get("obligations") or [], counts)


def _count_one(count: Counts, gold: str, read: str) -> None:
    count.add(bool(gold) and gold == read, bool(read), bool(gold))


def _count_obligations(golds: list[Reading], reads: list[Reading], counts: dict[str, Counts]) -> None:
    pairs = _matched(golds, reads, _same_start)
    counts["obligations"].add(len(pairs), len(reads), len(golds))
    for name, key, same in (
        ("deadlines", "deadline", _same_deadline),
        ("report_to", "report_to", lambda a, b: _similar(a, b, 0.7)),
    ):
        counts[name].add(
            sum(same(a.get(key), b.get(key)) for a, b in pairs),
            sum(bool(one.get(key)) for one in reads),
            sum(bool(one.get(key)) for one in golds),
        )
    named = [(a["actors"], b.get("actors") or []) for a, b in pairs if a.get("actors")]
    counts["actors"].add(
        sum(any(_similar(x, y, 0.7) for x in a for y in b) for a, b in named),
        sum(bool(b) for _, b in named),
        len(named),
    )
