"""The fields of a letter on the form: value, state, doubt and place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS
from haichieu.web.dispatches.blocks.letter_text import field_place, marked_fields
from haichieu.web.dispatches.forms.reading import SIGNER_PARTS, empty_state

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
#: A reading surer than this is shown without a warning.
SURE = 0.9


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
    #: whether the machine was unsure and nobody has confirmed it yet
    unsure: bool
    #: id of its place in the letter, or empty
    place: str
    hint: str
    error: str

    @property
    def is_wide(self) -> bool:
        """Whether the field takes the whole width: long names are not cut."""
        return self.lines > 1 or self.name == "field-issuer"

    @property
    def described_by(self) -> str:
        """Ids of what explains the input, for screen readers."""
        ids = (f"{self.name}-hint" if self.hint else "", f"{self.name}-error" if self.error else "")
        return " ".join(filter(None, ids))


def field_rows(
    values: Mapping[str, Any], typed: Mapping[str, str], errors: Mapping[str, str], *, by_person: bool
) -> list[FieldRow]:
    """The letter's fields in reading order, the lists after them."""
    marked = marked_fields(values)
    return [_row(name, values, typed, errors, by_person, marked) for name in (*LETTER_FIELDS, *LIST_FIELDS)]


def _row(
    name: str,
    values: Mapping[str, Any],
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    by_person: bool,
    marked: frozenset[str],
) -> FieldRow:
    held = typed.get(f"field-{name}", "")
    return FieldRow(
        name=f"field-{name}",
        anchor=f"f-{name}",
        label=LABELS[name],
        typed=held,
        lines=_lines(name, held),
        state="value" if values.get(name) else empty_state(values, name),
        empty_state=typed.get(f"state-{name}") or "blank",
        state_name=f"state-{name}",
        unsure=not by_person and bool(values.get(name)) and _confidence(values, name) < SURE,
        place=field_place(name) if name in marked else "",
        hint=HINTS.get(name, ""),
        error=errors.get(f"field-{name}", ""),
    )


def signer_rows(
    values: Mapping[str, Any], typed: Mapping[str, str], errors: Mapping[str, str], *, by_person: bool
) -> list[FieldRow]:
    """The three parts of the signature."""
    marked = marked_fields(values)
    return [_signer_row(part, values, typed, errors, by_person, marked) for part in SIGNER_PARTS]


def _signer_row(
    part: str,
    values: Mapping[str, Any],
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    by_person: bool,
    marked: frozenset[str],
) -> FieldRow:
    read = (values.get("signer") or {}).get(part)
    return FieldRow(
        name=f"signer-{part}",
        anchor=f"f-signer-{part}",
        label=LABELS[part],
        typed=typed.get(f"signer-{part}", ""),
        lines=1,
        state="value" if read else empty_state(values, f"signer.{part}"),
        empty_state="blank",
        state_name="",
        unsure=not by_person and bool(read) and _confidence(values, f"signer.{part}") < SURE,
        place=field_place(f"signer.{part}") if f"signer.{part}" in marked else "",
        hint=HINTS.get(part, ""),
        error=errors.get(f"signer-{part}", ""),
    )


def _lines(name: str, held: str) -> int:
    if name in LIST_FIELDS:
        return min(max(held.count("\n") + 1, 2), 8)
    return 3 if name == "subject" else 1


def _confidence(values: Mapping[str, Any], name: str) -> float:
    return float((values.get("confidence") or {}).get(name, 1.0))
