"""From a machine's reading to what a person confirms, and what a later correction changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from haichieu.dispatches.rules.counting import Counting
from haichieu.dispatches.rules.due import LAW, WEEKENDS, Due, first_due
from haichieu.dispatches.rules.own_clauses import own_clauses
from haichieu.dispatches.rules.workdays import Calendar

#: A standing duty without a stated day is looked at again after this many days, unless a person says otherwise.
REVIEW_AFTER_DAYS = 90

#: Fields of the letter itself that the confirm page shows, in reading order.
LETTER_FIELDS = ("kind", "number", "symbol", "date", "place", "issuer", "subject")
LIST_FIELDS = ("addressees", "recipients")
SIGNER_PARTS = ("authority", "title", "name")


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation as proposed or confirmed."""

    #: stable within a letter: where the sentence starts, and which deadline of it
    key: str
    #: task, standing or acknowledgement
    kind: str
    #: the paragraph, or its own clause where the paragraph gives several duties
    text: str
    #: range in the letter's cleaned text
    start: int
    end: int
    #: who must act, as written
    actors: tuple[str, ...]
    #: to whom the result is reported, as written
    report_to: str
    #: the deadline as written
    deadline_text: str
    #: how the day was counted
    deadline_reason: str
    #: last day in time, or None for a standing duty
    due_on: date | None
    #: day on which a standing duty is looked at again
    review_on: date | None
    #: number of the boundary it touches, or None; such a duty is shown and becomes nothing
    boundary: int | None
    #: whether the office takes it on
    take: bool
    #: row id of the owning unit, or None until a person chose
    owner: int | None = None
    #: the deadline as read with the days it was counted from (see :func:`kept_schedule`); None where there is none
    schedule: Mapping[str, Any] | None = None


def proposed_duties(
    values: Mapping[str, Any],
    *,
    known_on: date,
    counting: Counting = LAW,
    calendar: Calendar = WEEKENDS,
) -> list[Duty]:
    """The duties a machine's reading proposes, with first due days counted from ``known_on``.

    ``calendar`` says which days are worked (the default knows weekends only), ``counting`` how the office counts.

    >>> proposed_duties({"obligations": []}, known_on=date(2026, 1, 5))
    []
    """
    duties: list[Duty] = []
    items = values.get("obligations") or []
    for item, words in zip(items, _own_words(items), strict=True):
        start, end = item.get("span") or (0, 0)
        nth = sum(duty.start == start for duty in duties)
        due = first_due(
            item.get("deadline"),
            known_on=known_on,
            issued=_whole_day(values.get("date")),
            counting=counting,
            calendar=calendar,
        )
        duty = _proposed(item, words, f"{start}.{nth}", (start, end), due, known_on)
        kept = kept_schedule(item.get("deadline"), due, known_on=known_on, letter=values.get("date"))
        duties.append(replace(duty, schedule=kept))
    return duties


def kept_schedule(
    deadline: Mapping[str, str | None] | None, due: Due, *, known_on: date, letter: object
) -> dict[str, Any] | None:
    """What an obligation keeps of its deadline, so that its day can be counted again; None where it names no day.

    Keys: ``text``, ``type``, ``value`` as read; ``issued``, ``known`` the days it runs from; ``on`` the day counted;
    ``periodic``, ``counted`` whether it falls due again, and whether it moves with the calendar.
    """
    if not deadline or due.on is None:
        return None
    issued = _whole_day(letter)
    return {
        **{name: deadline.get(name) for name in ("text", "type", "value")},
        "issued": issued.isoformat() if issued else None,
        "known": known_on.isoformat(),
        "on": due.on.isoformat(),
        "periodic": due.periodic,
        "counted": due.moves,
    }


def _own_words(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """The words of each obligation: its own clause where its paragraph gives several and touches no boundary."""
    found: list[str] = []
    for _, group in groupby(items, key=lambda item: item.get("span")):
        members = list(group)
        text = str(members[0].get("text") or members[0].get("start") or "")
        touched = any(item.get("boundary") is not None for item in members)
        days = [str((item.get("deadline") or {}).get("text") or "") for item in members]
        found += [text] * len(members) if touched else own_clauses(text, days)
    return found


def _whole_day(value: object) -> date | None:
    """A letter's date, unless its day was left blank."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _proposed(
    item: Mapping[str, Any], words: str, key: str, span: tuple[int, int], due: Due, known_on: date
) -> Duty:
    deadline = item.get("deadline")
    kind = str(item.get("kind") or "standing")
    on, reason = due.on, due.sentence
    if kind == "acknowledgement" and on is None:
        on, reason = known_on, "Xác nhận đã nhận trong ngày xác nhận văn bản."
    return Duty(
        key=key,
        kind=kind,
        text=words.rstrip("./ "),
        start=span[0],
        end=span[1],
        actors=tuple(item.get("actors") or ()),
        report_to=str(item.get("report_to") or ""),
        deadline_text=str((deadline or {}).get("text") or ""),
        deadline_reason=reason,
        due_on=on,
        review_on=None if on else known_on + timedelta(days=REVIEW_AFTER_DAYS),
        boundary=item.get("boundary"),
        take=item.get("boundary") is None,
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """What confirming a reading does to the obligations that exist."""

    added: tuple[Duty, ...]
    changed: tuple[tuple[Duty, Duty], ...]
    removed: tuple[Duty, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of the letter that a correction reads otherwise."""

    #: as the reading names it, “signer.title” for a part
    name: str
    #: the values before; none where the field was empty
    before: tuple[str, ...]
    after: tuple[str, ...]
    #: why the field is empty (“blank” or “unreadable”), before and after; “value” where it is not
    states: tuple[str, str]


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """The fields of which two versions of a reading say different things, in reading order.

    >>> changed_fields({"number": "12", "place": "A"}, {"number": "13", "place": "A"})[0].after
    ('13',)
    """
    names = (*LETTER_FIELDS, *LIST_FIELDS, *(f"signer.{part}" for part in SIGNER_PARTS))
    changes = (
        FieldChange(
            name,
            _held(before, name),
            _held(after, name),
            (_field_state(before, name), _field_state(after, name)),
        )
        for name in names
    )
    return [each for each in changes if each.before != each.after or each.states[0] != each.states[1]]


def _held(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    first, _, part = name.partition(".")
    held = values.get(first)
    held = (held or {}).get(part) if part else held
    if not held:
        return ()
    return tuple(map(str, held)) if isinstance(held, list | tuple) else (str(held),)


def _field_state(values: Mapping[str, Any], name: str) -> str:
    if _held(values, name):
        return "value"
    state = (values.get("states") or {}).get(name)
    return "unreadable" if state == "unreadable" or not values else "blank"


def plan_changes(existing: Iterable[Duty], confirmed: Sequence[Duty]) -> Changes:
    """Compare the obligations in force (of this letter's readings) with a confirmed list.

    A duty that touches a boundary is never taken, whatever the list says.
    """
    wanted = {duty.key: duty for duty in confirmed if duty.take and duty.boundary is None}
    held = {duty.key: duty for duty in existing}
    changed = tuple(
        (held[key], duty)
        for key, duty in wanted.items()
        if key in held and _essence(held[key]) != _essence(duty)
    )
    return Changes(
        added=tuple(duty for key, duty in wanted.items() if key not in held),
        changed=changed,
        removed=tuple(duty for key, duty in held.items() if key not in wanted),
    )


def _essence(duty: Duty) -> Duty:
    """A duty without what only explains it."""
    return replace(duty, deadline_reason="", boundary=None, take=True, start=0, end=0, schedule=None)
