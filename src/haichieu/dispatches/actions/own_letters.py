"""Writing a letter of our own: composing it from an upper one, changing it, handing it on until it can be signed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from haichieu.base.actions import record
from haichieu.dispatches.actions.letter_files import check_draft
from haichieu.dispatches.actions.registers import look_of
from haichieu.dispatches.errors import BadLetter, BoundaryTouched, CopyOfAnother, LetterChanged
from haichieu.dispatches.models import Dispatch, Obligation, OwnLetter, OwnLetterFact
from haichieu.dispatches.queries.own_letters import upper_letter, writer_of
from haichieu.dispatches.rules.relay import (
    LETTER_KINDS,
    Addressed,
    Chosen,
    Content,
    boundary_of,
    compose,
    day_refusal,
    faults,
    subject_of,
    too_late,
)
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, require, tree

_UNDER_WAY = (OwnLetter.State.DRAFT, OwnLetter.State.CHECKING, OwnLetter.State.SIGNING)


@transaction.atomic
def compose_letter(
    *,
    by: Person,
    unit: Unit,
    kind: str,
    to: Addressed,
    dispatch: Dispatch | None = None,
    chosen: Mapping[int, date | None] | None = None,
    subject: str = "",
    at: datetime,
) -> OwnLetter:
    """A draft with every section filled.

    Parameters
    ----------
    dispatch, chosen:
        The confirmed letter that is passed on, and which of its obligations: row id → our own last day, or None for
        the upper one. Without a ``dispatch`` the letter is of our own accord and ``subject`` says what it is about.

    Raises
    ------
    BadLetter
        For a day later than the upper one, no new day where the upper one has passed, a unit that is not below, or a
        letter that is not confirmed.
    """
    today = localdate(at)
    require(by, "compose_letter", unit.pk, on=today)
    if kind not in LETTER_KINDS:
        raise BadLetter("Hãy chọn loại văn bản trong danh sách.")
    look_of(unit, on=today)
    _check_addressed(unit, to.units, on=today)
    upper = _relayed(unit, dispatch, on=today) if dispatch else None
    picked = _chosen(dispatch, chosen or {}, on=today) if dispatch else []
    content = compose(upper, picked, to, writer_of(unit, on=today), kind=kind)
    _check_boundary(content)
    letter = OwnLetter.objects.create(
        unit=unit,
        relays=dispatch,
        kind=kind,
        subject=(subject_of(upper, kind=kind) if upper else " ".join(subject.split()))[:1000],
        content=content.to_dict(),
        by=actor_ref(by),
        at=at,
    )
    add_fact(letter, "composed", by=by, at=at)
    return letter


def _relayed(unit: Unit, dispatch: Dispatch, *, on: date):
    if tree(on=on).keeper(dispatch.unit_id) != unit.pk:
        raise BadLetter("Chỉ soạn được văn bản triển khai cho văn bản mà chính đơn vị nhận.")
    if dispatch.copy_of_id is not None:
        raise CopyOfAnother(CopyOfAnother.__doc__)
    if dispatch.confirmed_at is None:
        raise BadLetter("Hãy xác nhận văn bản cấp trên trước khi soạn văn bản triển khai.")
    return upper_letter(dispatch)


def _chosen(dispatch: Dispatch, days: Mapping[int, date | None], *, on: date) -> list[Chosen]:
    rows = dispatch.obligations.filter(pk__in=days, removed_at=None, outside_at=None).order_by("start", "pk")
    found = []
    for row in rows:
        if sentence := day_refusal(days[row.pk], row.due_on, today=on):
            raise BadLetter(f"Việc “{row.text[:60]}…”: {sentence}")
        found.append(_chosen_of(row, days[row.pk]))
    if len(found) != len(days):
        raise BadLetter(
            "Có việc vừa chọn không còn hiệu lực hoặc không làm trong phần mềm; hãy tải lại trang."
        )
    return found


def _chosen_of(row: Obligation, own: date | None) -> Chosen:
    repeats = (row.schedule or {}).get("type") == "period"
    return Chosen(row.pk, row.text, row.deadline_text, row.due_on, row.report_to, repeats, own)


@transaction.atomic
def revise_letter(
    *, by: Person, letter: OwnLetter, subject: str, content: Content, expected_version: int, at: datetime
) -> OwnLetter:
    """Put a new text in place of a draft's.

    Raises :class:`LetterChanged` when somebody else wrote in between, :class:`BadLetter` for what cannot stand.
    """
    letter = _locked(by, letter, "compose_letter", expected_version, at)
    if letter.state != OwnLetter.State.DRAFT:
        raise BadLetter("Chỉ sửa được văn bản đang soạn; hãy trả lại để sửa trước.")
    _check_addressed(letter.unit, content.units, on=localdate(at))
    _check_days(letter, content, on=localdate(at))
    _check_boundary(content)
    letter.subject, letter.content = " ".join(subject.split())[:1000], content.to_dict()
    letter.version += 1
    letter.save(update_fields=["subject", "content", "version"])
    add_fact(letter, "revised", by=by, at=at)
    return letter


@transaction.atomic
def submit_letter(*, by: Person, letter: OwnLetter, expected_version: int, at: datetime) -> OwnLetter:
    """Hand a draft to somebody else to check. Raises :class:`BadLetter` with what is still missing."""
    letter = _locked(by, letter, "compose_letter", expected_version, at)
    _require_state(letter, OwnLetter.State.DRAFT)
    content = Content.of(letter.content)
    wrong = faults(letter.subject, content, on=localdate(at)) or check_draft(
        letter, content, on=localdate(at)
    )
    if wrong:
        raise BadLetter(" ".join(wrong))
    return _step(letter, OwnLetter.State.CHECKING, "submitted", by=by, at=at)


@transaction.atomic
def pass_letter(
    *, by: Person, letter: OwnLetter, expected_version: int, note: str = "", at: datetime
) -> OwnLetter:
    """Say that a letter was checked and can be signed; never by who drafted it or wrote in it last."""
    letter = _locked(by, letter, "compose_letter", expected_version, at)
    _require_state(letter, OwnLetter.State.CHECKING)
    if actor_ref(by) in writers_of(letter):
        raise NotAllowed(
            "Người soạn không tự kiểm tra văn bản của mình; hãy nhờ một cán bộ khác hoặc lãnh đạo."
        )
    return _step(letter, OwnLetter.State.SIGNING, "checked", by=by, note=note, at=at)


def writers_of(letter: OwnLetter) -> set[str]:
    """Who drafted a letter, and who wrote in it last."""
    last = (
        letter.facts.filter(verb__in=("composed", "revised"))
        .order_by("-pk")
        .values_list("by", flat=True)
        .first()
    )
    return {letter.by, last or letter.by}


@transaction.atomic
def send_letter_back(
    *, by: Person, letter: OwnLetter, expected_version: int, reason: str, at: datetime
) -> OwnLetter:
    """Give a letter back to be written anew, with the reason."""
    letter = _locked(by, letter, "compose_letter", expected_version, at)
    _require_state(letter, OwnLetter.State.CHECKING, OwnLetter.State.SIGNING)
    return _step(letter, OwnLetter.State.DRAFT, "sent_back", by=by, note=_reason(reason), at=at)


@transaction.atomic
def drop_letter(
    *, by: Person, letter: OwnLetter, expected_version: int, reason: str, at: datetime
) -> OwnLetter:
    """Give a letter up before it is issued; its text and history stay readable."""
    letter = _locked(by, letter, "compose_letter", expected_version, at)
    _require_state(letter, *_UNDER_WAY)
    return _step(letter, OwnLetter.State.DROPPED, "dropped", by=by, note=_reason(reason), at=at)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise BadLetter("Hãy ghi lý do; lý do được giữ trong lịch sử.")
    return reason


def _locked(by: Person, letter: OwnLetter, right: str, expected: int, at: datetime) -> OwnLetter:
    require(by, right, letter.unit_id, on=localdate(at))
    letter = OwnLetter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=letter.pk)
    require_version(letter, expected)
    return letter


def require_version(letter: OwnLetter, expected: int) -> None:
    """Raise :class:`LetterChanged` when somebody wrote after the version that a person saw."""
    if letter.version != expected:
        raise LetterChanged(LetterChanged.__doc__)


def _require_state(letter: OwnLetter, *states: str) -> None:
    if letter.state not in states:
        raise LetterChanged(f"Văn bản này nay ở bước “{letter.get_state_display()}”; hãy tải lại trang.")


def _step(letter: OwnLetter, state: str, verb: str, *, by: Person, at: datetime, note: str = "") -> OwnLetter:
    letter.state = state
    letter.version += 1
    letter.save(update_fields=["state", "version"])
    add_fact(letter, verb, by=by, note=note, at=at)
    return letter


def add_fact(letter: OwnLetter, verb: str, *, by: Person | None, at: datetime, note: str = "") -> None:
    """Write what happened to a letter, in its history and in the action log."""
    note = " ".join(note.split())[:1000]
    OwnLetterFact.objects.create(letter=letter, verb=verb, note=note, by=actor_ref(by), at=at)
    after = {"version": letter.version, "state": letter.state, "note": note}
    record(by=actor_ref(by), verb=f"letter_{verb}", kind="own_letter", ref=str(letter.pk), after=after, at=at)


def _check_addressed(unit: Unit, units: tuple[int, ...], *, on: date) -> None:
    if units and not set(units) <= tree(on=on).below(unit.pk) - {unit.pk}:
        raise BadLetter("Chỉ gửi được cho đơn vị cấp dưới của đơn vị mình; hãy chọn lại nơi nhận.")


def _check_days(letter: OwnLetter, content: Content, *, on: date) -> None:
    passed = {point.obligation: point for point in content.points if point.obligation is not None}
    rows = Obligation.objects.filter(pk__in=passed, dispatch=letter.relays_id).values_list("pk", "due_on")
    for pk, due in rows:
        if sentence := too_late(passed[pk].due_on, due, today=on):
            raise BadLetter(f"Việc “{passed[pk].text[:60]}…”: {sentence}")
        if due is not None and passed[pk].due_on is None:
            raise BadLetter(f"Việc “{passed[pk].text[:60]}…” có hạn của cấp trên; hãy ghi hạn cho cấp dưới.")


def _check_boundary(content: Content) -> None:
    touched = boundary_of(content)
    if touched:
        raise BoundaryTouched(f"Câu “{touched[:80]}…”: {BoundaryTouched.__doc__}")
