"""The page of what the machine learned."""

from collections.abc import Collection
from dataclasses import dataclass

from haichieu.dispatches.queries import lexicon_of, teaching_units
from haichieu.dispatches.rules import Lesson
from haichieu.units.rules import Tree

KIND_WORDS = {
    "issuer": "Cơ quan ban hành",
    "issuer_of_symbol": "Cơ quan theo ký hiệu và nơi ban hành",
    "symbol": "Ký hiệu",
    "place": "Nơi ban hành",
    "signer.title": "Chức vụ",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận",
    "owner": "Đơn vị thực hiện",
}
#: lessons shown on the page, the newest first
MOST_LESSONS = 300


@dataclass(frozen=True, slots=True)
class LessonRow:
    """One lesson in words."""

    lesson: Lesson
    kind: str
    #: what is read, as it was written in the letter that taught it
    heard: str
    #: what is put there
    value: str
    #: why it is not used, empty when it is
    off_because: str


@dataclass(frozen=True, slots=True)
class LessonPage:
    """Everything that one unit's corrections taught."""

    unit: int
    unit_name: str
    rows: list[LessonRow]
    #: other units that taught something: id and name
    others: list[tuple[int, str]]

    @classmethod
    def of(cls, unit: int, units: Collection[int], tree: Tree) -> "LessonPage":
        """The lessons of one unit; the questions asked are the same however many there are."""
        names = {node.code: node.name for node in tree.nodes.values()}
        lessons = lexicon_of(unit).lessons[:MOST_LESSONS]
        others = sorted((teaching_units(units) - {unit}) & tree.nodes.keys())
        return cls(
            unit,
            tree.nodes[unit].name if unit in tree.nodes else "",
            [_row(lesson, names) for lesson in lessons],
            [(pk, tree.nodes[pk].name) for pk in others],
        )


def _row(lesson: Lesson, names: dict[str, str]) -> LessonRow:
    value = names.get(lesson.value, lesson.value) if lesson.kind == "owner" else lesson.value
    off = ""
    if not lesson.record.is_on:
        off = "người tắt" if lesson.record.switched is False else "tự tắt vì bị sửa ngược hai lần"
    return LessonRow(lesson, KIND_WORDS[lesson.kind], _heard(lesson), value, off)


def _heard(lesson: Lesson) -> str:
    taught = lesson.taught_by
    if lesson.kind == "issuer_of_symbol":
        return f"{taught.symbol}, {taught.place}"
    return lesson.heard if lesson.kind == "symbol" else taught.machine
