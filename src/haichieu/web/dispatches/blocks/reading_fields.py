"""The fields of a letter on the form: value, state, doubt, place, and what else may stand there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, SIGNER_PARTS, SURE
from haichieu.web.dispatches.blocks.letter_text import field_place, marked_fields
from haichieu.web.dispatches.blocks.reading_options import Option
from haichieu.web.dispatches.forms.reading import empty_state

LABELS = {
    "kind": "Loại văn bản",
    "number": "Số",
    "symbol": "Ký hiệu",
    "date": "Ngày ban hành",
    "place": "Nơi ban hành",
    "issuer": "Cơ quan ban hành",
    "subject": "Trích yếu",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận",
    "authority": "Thẩm quyền ký",
    "title": "Chức vụ",
    "name": "Họ tên người ký",
}
HINTS = {
    "date": "05/11/2026, hoặc 11/2026 khi không có ngày.",
    "addressees": "Mỗi dòng một nơi.",
    "recipients": "Mỗi dòng một nơi.",
    "authority": "TM., KT., TL. hoặc để trống.",
}
#: A reading as sure as `SURE` is shown without a warning; one less sure than this is hardly more than a guess.
HARDLY_SURE = 0.6


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of the form."""

    #: name of the input
    name: str
    #: id of the row, to which a mark in the letter leads
    anchor: str
    label: str
    #: what the input holds
    typed: str
    #: lines of the input; 1 is a plain line
    lines: int
    #: what the machine or a person read: value, blank or unreadable
    state: str
    #: why the field is empty, as chosen on the form
    empty_state: str
    #: name of the choice why it is empty, or empty where there is none
    state_name: str
    #: how sure the machine is, in words; empty once somebody has confirmed it, and where nothing was read
    sureness: str
    #: whether somebody should look at it: the machine was unsure, could not read it, or followed an earlier correction
    look: bool
    #: id of its place in the letter, or empty
    place: str
    hint: str
    error: str
    #: what may be chosen instead
    options: Sequence[Option] = ()
    #: the letter whose correction it follows: id and name; empty when it follows none
    taught_by: tuple[int, str] | None = None

    @property
    def is_wide(self) -> bool:
        """Whether the field takes the whole width: long names are not cut."""
        return self.lines > 1 or self.name == "field-issuer"

    @property
    def described_by(self) -> str:
        """Ids of what explains the input, for screen readers."""
        ids = (f"{self.name}-hint" if self.hint else "", f"{self.name}-error" if self.error else "")
        return " ".join(filter(None, ids))


@dataclass(frozen=True)
class FormState:
    """What all rows of one form are made of."""

    values: Mapping[str, Any]
    typed: Mapping[str, str]
    errors: Mapping[str, str]
    by_person: bool
    #: by field, what may be chosen instead
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)

    def field_rows(self) -> list[FieldRow]:
        """The letter's fields in reading order, the lists after them."""
        marked = marked_fields(self.values)
        return [self._row(name, f"field-{name}", marked) for name in (*LETTER_FIELDS, *LIST_FIELDS)]

    def signer_rows(self) -> list[FieldRow]:
        """The three parts of the signature."""
        marked = marked_fields(self.values)
        return [self._row(f"signer.{part}", f"signer-{part}", marked) for part in SIGNER_PARTS]

    def _row(self, name: str, input_name: str, marked: frozenset[str]) -> FieldRow:
        """The row of a field, as the reading names it."""
        slug, held = name.replace(".", "-"), self.typed.get(input_name, "")
        part = name.rpartition(".")[2]
        state = "value" if self._is_read(name) else empty_state(self.values, name)
        sureness = "" if self.by_person or state != "value" else sure_word(self._confidence(name))
        taught_by = None if self.by_person else self._teacher(name)
        unread = not self.by_person and state == "unreadable" and bool(self.values)
        return FieldRow(
            name=input_name,
            anchor=f"f-{slug}",
            label=LABELS[part],
            typed=held,
            lines=_lines(name, held),
            state=state,
            empty_state=self.typed.get(f"state-{slug}") or "blank",
            state_name=f"state-{slug}",
            sureness=sureness,
            look=unread or bool(taught_by) or (bool(sureness) and sureness != SURENESS[0]),
            place=field_place(name) if name in marked else "",
            hint=f"{HINTS.get(part, '')} {self._items_to_look_at(name)}".strip(),
            error=self.errors.get(input_name, ""),
            options=self.options.get(name, ()),
            taught_by=taught_by,
        )

    def _is_read(self, name: str) -> bool:
        first, _, part = name.partition(".")
        held = self.values.get(first)
        return bool((held or {}).get(part)) if part else bool(held)

    def _confidence(self, name: str) -> float:
        return float((self.values.get("confidence") or {}).get(name, 1.0))

    def _items_to_look_at(self, name: str) -> str:
        """Which lines of a list the machine was unsure of, where it was surer of others."""
        sure = () if self.by_person or name not in LIST_FIELDS else sure_of(self.values, name)
        lines = [str(line) for line, share in enumerate(sure, start=1) if share is not None and share < SURE]
        return f"Nên xem lại dòng {', '.join(lines)}." if lines and len(lines) < len(sure) else ""

    def _teacher(self, name: str) -> tuple[int, str] | None:
        for change in self.values.get("learned") or []:
            if change.get("field") == name:
                return int(change.get("source") or 0), str(change.get("letter") or "")
        return None


SURENESS = ("đọc chắc", "máy chưa chắc", "máy rất ngờ")


def sure_word(confidence: float) -> str:
    """How sure the machine is, in words.

    >>> sure_word(0.97), sure_word(0.7), sure_word(0.3)
    ('đọc chắc', 'máy chưa chắc', 'máy rất ngờ')
    """
    return SURENESS[(confidence < SURE) + (confidence < HARDLY_SURE)]


def sure_of(values: Mapping[str, Any], name: str) -> Sequence[float | None]:
    """How sure the machine was of each value of a field; empty for readings that do not say.

    >>> sure_of({"confidences": {"recipients": [0.98, 0.7]}}, "recipients")
    [0.98, 0.7]
    """
    return (values.get("confidences") or {}).get(name) or ()


def _lines(name: str, held: str) -> int:
    if name in LIST_FIELDS:
        return min(max(held.count("\n") + 1, 2), 8)
    return 3 if name == "subject" else 1
