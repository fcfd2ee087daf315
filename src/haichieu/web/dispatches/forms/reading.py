"""The confirm form: what is typed into it, and the confirmation that comes of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from haichieu.dispatches.actions import Confirmation
from haichieu.dispatches.models import Obligation
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, SIGNER_PARTS, Duty
from haichieu.web.dispatches.forms.letter_dates import NotALetterDate, show_letter_date, typed_letter_date
from haichieu.web.shell.posted import Posted
from haichieu.web.shell.templatetags.viet import vn_date
from haichieu.web.shell.unit_choice import UnitChoice

EMPTY_STATES = ("blank", "unreadable")
#: fields of which it is told why they are empty
STATED = (*LETTER_FIELDS, *LIST_FIELDS, *(f"signer.{part}" for part in SIGNER_PARTS))
MISSING = {"subject": "Trích yếu đang trống; hãy ghi văn bản nói về việc gì."}
#: room in the columns that lists and search use
LONGEST = {"kind": 60, "number": 40, "symbol": 80, "date": 40, "place": 200, "issuer": 300, "subject": 1000}
NO_TEXT = "Hãy ghi nội dung việc phải làm, hoặc bỏ chọn việc này."
REASON_BY_HAND = "Ngày do người xác nhận ghi."


@dataclass(frozen=True, slots=True)
class Parsed:
    """A posted form: a confirmation, or sentences by the name of the field they stand at."""

    confirmation: Confirmation | None
    errors: Mapping[str, str] = field(default_factory=dict)


def slug_of(key: str) -> str:
    """A duty's key as part of a field name or an id."""
    return key.replace(".", "-")


def first_input(values: Mapping[str, Any], duties: Sequence[Duty], units: UnitChoice) -> dict[str, str]:
    """What the form holds before anybody typed: the reading, never a guess where nothing could be read."""
    typed = {f"field-{name}": str(values.get(name) or "") for name in LETTER_FIELDS}
    typed["field-date"] = show_letter_date(values.get("date"))
    typed |= {f"field-{name}": "\n".join(values.get(name) or []) for name in LIST_FIELDS}
    signer = values.get("signer") or {}
    typed |= {f"signer-{part}": str(signer.get(part) or "") for part in SIGNER_PARTS}
    for name in STATED:
        typed[f"state-{name.replace('.', '-')}"] = empty_state(values, name)
    for duty in duties:
        typed |= _duty_input(duty, units)
    measured = values.get("measured_limits")
    for position, limit in enumerate(values.get("limits") or []):
        if limit.get("share") and (measured is None or position in measured):
            typed[f"limit-{position}"] = "1"
    return typed


def empty_state(values: Mapping[str, Any], name: str) -> str:
    """Why a field is empty: left blank in the letter, or not readable. Where nothing was read, nothing was readable."""
    if not values:
        return "unreadable"
    state = (values.get("states") or {}).get(name)
    return state if state in EMPTY_STATES else "blank"


def _duty_input(duty: Duty, units: UnitChoice) -> dict[str, str]:
    stem = f"duty-{slug_of(duty.key)}"
    typed = {
        f"{stem}-kind": duty.kind,
        f"{stem}-text": duty.text,
        f"{stem}-owner": units.show(duty.owner),
        f"{stem}-due": vn_date(duty.due_on),
        f"{stem}-review": vn_date(duty.review_on),
        f"{stem}-report": duty.report_to,
    }
    if duty.take:
        typed[f"{stem}-take"] = "1"
    return typed


def parse_confirmation(
    typed: Mapping[str, str],
    values: Mapping[str, Any],
    duties: Sequence[Duty],
    units: UnitChoice,
    *,
    finished: frozenset[str] = frozenset(),
) -> Parsed:
    """Check what was typed against the reading it was typed over; finished duties stay as they are."""
    posted = Posted(typed)
    fields = _fields(posted, values)
    confirmed = [
        duty if duty.key in finished or duty.boundary is not None else _duty(duty, posted, units)
        for duty in duties
    ]
    limits = frozenset(
        position
        for position, limit in enumerate(values.get("limits") or [])
        if limit.get("share") and posted.yes(f"limit-{position}")
    )
    return Parsed(Confirmation(fields, confirmed, limits) if posted.is_fine else None, posted.errors)


def _fields(posted: Posted, values: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: _line(posted, f"field-{name}", missing=MISSING.get(name, ""), longest=LONGEST[name])
        for name in LETTER_FIELDS
    }
    try:
        fields["date"] = typed_letter_date(posted.values.get("field-date", ""))
    except NotALetterDate as error:
        posted.errors["field-date"] = str(error)
    fields |= {name: _lines(posted.text(f"field-{name}", longest=20_000)) for name in LIST_FIELDS}
    signer = {part: _line(posted, f"signer-{part}") for part in SIGNER_PARTS}
    fields["signer"] = signer if any(signer.values()) else None
    fields["states"] = {**(values.get("states") or {}), **_states(posted.values, fields)}
    return fields


def _states(typed: Mapping[str, str], fields: Mapping[str, Any]) -> dict[str, str]:
    """Each field's state as the person leaves it: a value, or why there is none."""
    states = {}
    for name in STATED:
        first, _, part = name.partition(".")
        held = (fields[first] or {}).get(part) if part else fields[first]
        chosen = typed.get(f"state-{name.replace('.', '-')}", "")
        states[name] = "value" if held else chosen if chosen in EMPTY_STATES else "blank"
    return states


def _line(posted: Posted, name: str, *, missing: str = "", longest: int = 500) -> str | None:
    return " ".join(posted.text(name, missing=missing, longest=longest).split()) or None


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _duty(duty: Duty, posted: Posted, units: UnitChoice) -> Duty:
    stem = f"duty-{slug_of(duty.key)}"
    if not posted.yes(f"{stem}-take"):
        return replace(duty, take=False)
    due_on = posted.day(f"{stem}-due")
    kind = posted.values.get(f"{stem}-kind", "")
    changed = replace(
        duty,
        take=True,
        kind=kind if kind in Obligation.Kind.values else duty.kind,
        text=_line(posted, f"{stem}-text", missing=NO_TEXT, longest=10_000) or "",
        owner=units.find(posted.values.get(f"{stem}-owner", "")),
        report_to=_line(posted, f"{stem}-report") or "",
        due_on=due_on,
        review_on=None if due_on else posted.day(f"{stem}-review"),
        deadline_reason=duty.deadline_reason if due_on == duty.due_on else REASON_BY_HAND if due_on else "",
    )
    _check_duty(changed, stem, posted.errors)
    return changed


def _check_duty(duty: Duty, stem: str, errors: dict[str, str]) -> None:
    if duty.owner is None:
        errors[f"{stem}-owner"] = "Hãy chọn một đơn vị trong danh sách."
    if duty.due_on or f"{stem}-due" in errors or f"{stem}-review" in errors:
        return
    if duty.kind != Obligation.Kind.STANDING:
        errors[f"{stem}-due"] = "Hãy ghi hạn; việc không có hạn thì chọn “Việc thường xuyên”."
    elif duty.review_on is None:
        errors[f"{stem}-review"] = "Hãy ghi ngày xem lại việc thường xuyên này."


def fingerprint(confirmation: Confirmation) -> str:
    """A short mark of what is to be confirmed: what was previewed is what gets confirmed."""
    told = repr((sorted(confirmation.fields.items()), list(confirmation.duties), sorted(confirmation.limits)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
