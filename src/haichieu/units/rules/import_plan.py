"""What a list of units would change in the tree that stands: worked out before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from haichieu.text.folding import fold
from haichieu.units.rules.changes import Placed, circle_day, first_gap, overlap_day
from haichieu.units.rules.listing import BadLine, UnitRow

_ONE = timedelta(days=1)


class Effect(StrEnum):
    """What a line does."""

    NEW = "new"
    RENAMED = "renamed"
    MOVED = "moved"
    CLOSED = "closed"
    CHANGED = "changed"
    SAME = "same"


EFFECT_WORDS = {
    Effect.NEW: "mới",
    Effect.RENAMED: "đổi tên",
    Effect.MOVED: "chuyển cấp trên",
    Effect.CLOSED: "kết thúc",
    Effect.CHANGED: "sửa",
    Effect.SAME: "không đổi",
}


@dataclass(frozen=True, slots=True)
class Held:
    """One term that stands in the tree: a unit's name and place by codes."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: str
    first: date
    last: date | None

    @property
    def end(self) -> date:
        """The last day, the last of all days when there is none."""
        return self.last or date.max


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What one line brings."""

    line: int
    effect: Effect
    #: the term as it will stand
    held: Held
    #: what stood before, None for a new term
    before: Held | None
    sentence: str
    #: whether the unit comes to stand under another unit than before
    arrives: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, line by line, and the lines that keep it from being done."""

    lines: tuple[PlannedLine, ...]
    #: terms that end the day before a newer one of their unit begins, as they will stand
    closed: tuple[Held, ...]
    refused: tuple[BadLine, ...]

    def of(self, effect: Effect) -> tuple[PlannedLine, ...]:
        """The lines with this effect."""
        return tuple(line for line in self.lines if line.effect is effect)


def plan_import(rows: Sequence[UnitRow], held: Iterable[Held], bad: Sequence[BadLine] = ()) -> ImportPlan:
    """Lay the rows over what stands and say what is new, renamed, moved, closed or refused."""
    stands: dict[tuple[str, date], Held] = {(one.code, one.first): one for one in held}
    above, unknown = _parents(rows, stands.values())
    refused = [*bad, *unknown]
    after = dict(stands)
    for row in rows:
        after[row.code, row.valid_from] = _held(row, above.get(row.line, ""))
    closed = _close_earlier(after, {(row.code, row.valid_from) for row in rows})
    refused += _faults(rows, after)
    before = _by_code(stands.values())
    lines = tuple(_line(row, before.get(row.code, []), after[row.code, row.valid_from]) for row in rows)
    return ImportPlan(lines, closed, tuple(sorted(set(refused), key=lambda one: one.line)))


def _held(row: UnitRow, parent: str) -> Held:
    return Held(row.code, row.name, row.short_name, row.kind, parent, row.valid_from, row.valid_to)


def _parents(rows: Sequence[UnitRow], stands: Iterable[Held]) -> tuple[dict[int, str], list[BadLine]]:
    codes: set[str] = {row.code for row in rows}
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        names[fold(row.name)].add(row.code)
    for one in stands:
        codes.add(one.code)
        names[fold(one.name)].add(one.code)
    above: dict[int, str] = {}
    bad = []
    for row in rows:
        meant = {row.parent_code} & codes or names.get(fold(row.parent_code), set())
        if not row.parent_code or len(meant) == 1:
            above[row.line] = next(iter(meant), "") if row.parent_code else ""
        elif meant:
            bad.append(
                BadLine(row.line, f"có {len(meant)} đơn vị tên “{row.parent_code}”; hãy ghi mã cấp trên.")
            )
        else:
            bad.append(
                BadLine(
                    row.line,
                    f"cấp trên “{row.parent_code}” không có trong danh sách và chưa có trong cây đơn vị.",
                )
            )
    return above, bad


def _close_earlier(after: dict[tuple[str, date], Held], said: set[tuple[str, date]]) -> tuple[Held, ...]:
    """End what stands open the day before a newer line of the same unit begins."""
    closed = []
    terms = _by_code(after.values())
    for code, first in sorted(said):
        for one in terms[code]:
            if one.first < first <= one.end and (one.code, one.first) not in said:
                after[code, one.first] = min(
                    after[code, one.first], replace(one, last=first - _ONE), key=lambda term: term.end
                )
                closed.append((code, one.first))
    return tuple(after[key] for key in dict.fromkeys(closed))


def _by_code(terms: Iterable[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = defaultdict(list)
    for one in sorted(terms, key=lambda term: term.first):
        found[one.code].append(one)
    return found


def _faults(rows: Sequence[UnitRow], after: dict[tuple[str, date], Held]) -> list[BadLine]:
    numbers = {
        code: number for number, code in enumerate(dict.fromkeys(one.code for one in after.values()), 1)
    }
    placed: dict[int, list[Placed]] = defaultdict(list)
    for one in after.values():
        parent = numbers.get(one.parent) if one.parent else None
        placed[numbers[one.code]].append(Placed(numbers[one.code], parent, one.first, one.last))
    kinds: dict[str, str] = {}
    lower: dict[str, list[Held]] = defaultdict(list)
    for one in after.values():
        lower[one.parent].append(one)
    bad = []
    for row in rows:
        sentence = _fault(row, after[row.code, row.valid_from], numbers, placed)
        if kinds.setdefault(row.code, row.kind) != row.kind:
            sentence = f"đơn vị {row.code} ghi hai loại khác nhau: “{kinds[row.code]}” và “{row.kind}”."
        if not sentence and row.valid_to is not None:
            sentence = _left_behind(row.code, lower[row.code], placed[numbers[row.code]])
        if sentence:
            bad.append(BadLine(row.line, sentence))
    return bad


def _fault(row: UnitRow, one: Held, numbers: dict[str, int], placed: dict[int, list[Placed]]) -> str:
    unit = numbers[row.code]
    twice = overlap_day(placed[unit])
    if twice is not None:
        return f"đơn vị {row.code} có hai tên hoặc hai cấp trên vào ngày {twice:%d/%m/%Y}."
    parent = numbers.get(one.parent)
    if parent is None:
        return ""
    circle = circle_day(unit, parent, one.first, one.last, lambda pk: placed.get(pk, ()))
    if circle is not None:
        return f"đơn vị {row.code} nằm trong một vòng cấp trên – cấp dưới vào ngày {circle:%d/%m/%Y}."
    gap = first_gap(placed[parent], one.first, one.last)
    if gap is not None:
        return f"cấp trên {one.parent} không tồn tại vào ngày {gap:%d/%m/%Y}."
    return ""


def _left_behind(code: str, lower: Sequence[Held], own: Sequence[Placed]) -> str:
    for one in lower:
        gap = first_gap(own, one.first, one.last)
        if gap is not None:
            held = f"“{one.name}” ({one.code}) còn đứng dưới {code} vào ngày {gap:%d/%m/%Y}"
            return f"{held}; hãy chuyển đơn vị đó trước."
    return ""


def _line(row: UnitRow, stands: Sequence[Held], one: Held) -> PlannedLine:
    before = next((old for old in stands if old.first == row.valid_from), None)
    if before == one:
        return PlannedLine(row.line, Effect.SAME, one, before, "")
    day = f"từ {one.first:%d/%m/%Y}"
    earlier = before or next((old for old in reversed(stands) if old.first < row.valid_from), None)
    if earlier is None:
        words = f"“{one.name}” {day}" + (f", trực thuộc {one.parent}" if one.parent else "")
        return PlannedLine(row.line, Effect.NEW, one, None, words, arrives=True)
    told: dict[Effect, str] = {}
    if (earlier.name, earlier.short_name) != (one.name, one.short_name):
        told[Effect.RENAMED] = f"“{earlier.name}” → “{one.name}” {day}"
    if earlier.parent != one.parent:
        told[Effect.MOVED] = f"{earlier.parent or 'cấp cao nhất'} → {one.parent or 'cấp cao nhất'} {day}"
    if one.last is not None and one.last != earlier.last:
        told[Effect.CLOSED] = f"đến hết {one.last:%d/%m/%Y}"
    if not told:
        told[Effect.CHANGED] = f"{day}: loại hoặc thời gian"
    words = f"“{one.name}”: " * (Effect.RENAMED not in told) + "; ".join(told.values())
    return PlannedLine(row.line, next(iter(told)), one, before, words, arrives=Effect.MOVED in told)
