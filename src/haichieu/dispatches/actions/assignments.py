"""What a unit does with an assignment, and what the giver does with what came of it. Each adds one fact.

Every verb holds the row until its transaction ends, so that of two people who decide the same thing the second is told.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from haichieu.dispatches.actions.deciders import (
    need,
    refuse_boundaries,
    require_giver,
    require_open,
    require_unit,
)
from haichieu.dispatches.actions.ledger import Step, add_step, add_steps, facts_of, locked_one
from haichieu.dispatches.actions.passed_on import require_within_giver, withdraw_below
from haichieu.dispatches.actions.reassigning import move_back
from haichieu.dispatches.errors import BadReading, NotInLedger
from haichieu.dispatches.models import Assignment, AssignmentFact, Dispatch, LetterSeen, Obligation
from haichieu.dispatches.rules import ENDED_STATES, LedgerFact, Verb, standing, take_back_refusal
from haichieu.units.models import Person, Unit
from haichieu.units.queries import actor_ref, holds_role

OFFICE = AssignmentFact.Via.OFFICE
#: what can show that a unit worked: a published post, a link, a file, a figure, a sentence
EVIDENCE_KINDS = ("post", "link", "file", "figure", "note")


@transaction.atomic
def see_assignment(*, by: Person, assignment: Assignment, at: datetime) -> bool:
    """Record, once, that somebody holding the unit's role opened the assignment signed in; whether this was new.

    Whoever else opens it leaves no trace.
    """
    if assignment.seen_at is not None or assignment.state == Assignment.State.WITHDRAWN:
        return False
    if not holds_role(by, assignment.unit_id, localdate(at), "answer_assignment"):
        return False
    row = locked_one(assignment)
    if row.seen_at is not None or row.state == Assignment.State.WITHDRAWN:
        return False
    add_step(row, Step(Verb.SEEN), by=actor_ref(by), at=at)
    return True


def see_letter(*, by: Person, dispatch: Dispatch, unit: Unit, at: datetime) -> bool:
    """Record, once, that somebody holding the unit's role opened the letter signed in; whether this was new."""
    if not holds_role(by, unit.pk, localdate(at), "answer_assignment"):
        return False
    _, is_new = LetterSeen.objects.get_or_create(dispatch=dispatch, unit=unit, defaults={"at": at})
    return is_new


@transaction.atomic
def accept_assignment(
    *, by: Person, assignment: Assignment, note: str = "", via: str = OFFICE, at: datetime
) -> AssignmentFact:
    """The unit takes the work on; where the obligation is no more than an acknowledgement this fulfils it."""
    row = locked_one(assignment)
    require_unit(by, row, via, at)
    return acknowledge(row, by=by, note=note, via=via, at=at)


def acknowledge(row: Assignment, *, by: Person, note: str, via: str, at: datetime) -> AssignmentFact:
    """An acceptance in the ledger of a locked assignment; rights are the caller's."""
    accepted = add_step(row, Step(Verb.ACCEPTED, via=via, note=note), by=actor_ref(by), at=at)
    receipt_only = row.obligation.kind == Obligation.Kind.ACKNOWLEDGEMENT
    if receipt_only and row.part != Assignment.Part.COPY:
        fulfilled = Step(
            Verb.APPROVED, via=AssignmentFact.Via.MACHINE, note="Việc chỉ cần xác nhận đã nhận văn bản."
        )
        add_step(row, fulfilled, by=actor_ref(by), at=at)
    return accepted


@transaction.atomic
def return_assignment(
    *, by: Person, assignment: Assignment, reason: str, via: str = OFFICE, at: datetime
) -> AssignmentFact:
    """The unit gives the work back, with a reason; the giver withdraws it, gives more time, or sends it back."""
    row = locked_one(assignment)
    require_unit(by, row, via, at)
    note = need(reason, "Hãy ghi lý do trả lại để đơn vị giao biết cách xử lý.")
    return add_step(row, Step(Verb.RETURNED, via=via, note=note), by=actor_ref(by), at=at)


@transaction.atomic
def start_assignment(
    *, by: Person, assignment: Assignment, note: str = "", via: str = OFFICE, at: datetime
) -> AssignmentFact:
    """The unit says that it has begun."""
    row = locked_one(assignment)
    require_unit(by, row, via, at)
    return add_step(row, Step(Verb.STARTED, via=via, note=note), by=actor_ref(by), at=at)


@transaction.atomic
def add_evidence(
    *,
    by: Person,
    assignment: Assignment,
    kind: str,
    ref: str = "",
    note: str = "",
    file: File | None = None,
    snapshot: Mapping[str, Any] | None = None,
    via: str = OFFICE,
    at: datetime,
) -> AssignmentFact:
    """Something that shows the unit's work: a published post, a link, a file, a figure or a sentence.

    Parameters: ``kind`` one of :data:`EVIDENCE_KINDS`; ``ref`` what it points at; ``snapshot`` what a post said then.
    """
    row = locked_one(assignment)
    require_unit(by, row, via, at)
    if kind not in EVIDENCE_KINDS:
        raise BadReading("Minh chứng là một tin bài, đường dẫn, tệp, số liệu hoặc một câu ghi chú.")
    if not ref.strip() and not note.strip() and file is None:
        raise BadReading("Hãy dán đường dẫn, chọn tệp hoặc ghi một câu nói việc đã làm đến đâu.")
    step = Step(
        Verb.EVIDENCE,
        via=via,
        note=note,
        evidence_kind=kind,
        evidence_ref=ref or (file.name or "" if file else ""),
        evidence_file=_kept(file) if file else None,
        snapshot=snapshot or {},
    )
    return add_step(row, step, by=actor_ref(by), at=at)


def _kept(file: File) -> File:
    """The file's bytes under a name that says nothing; the name it came with is the evidence's ``ref``."""
    if file.size > settings.MAX_UPLOAD_BYTES:
        raise BadReading(f"Tệp lớn quá {settings.MAX_UPLOAD_BYTES // 2**20} MB; hãy chọn tệp nhỏ hơn.")
    data = file.read()
    if not data:
        raise BadReading("Tệp vừa chọn đang trống; hãy chọn tệp khác.")
    name = file.name or ""
    suffix = name.rsplit(".", 1)[-1].lower()[:10] if "." in name else "bin"
    suffix = suffix if suffix.isascii() and suffix.isalnum() else "bin"
    return ContentFile(data, name=f"{hashlib.sha256(data).hexdigest()[:24]}.{suffix}")


@transaction.atomic
def submit_assignment(
    *, by: Person, assignment: Assignment, note: str = "", via: str = OFFICE, at: datetime
) -> AssignmentFact:
    """The unit hands in its result: one sentence, or the evidence added before."""
    row = locked_one(assignment)
    require_unit(by, row, via, at)
    shown = row.facts.filter(verb=Verb.EVIDENCE, undone_by=None).exists()
    if not shown and not note.strip():
        raise BadReading("Hãy ghi một câu nói kết quả, hoặc thêm minh chứng trước khi nộp.")
    return add_step(row, Step(Verb.SUBMITTED, via=via, note=note), by=actor_ref(by), at=at)


@transaction.atomic
def approve_assignment(
    *, by: Person, assignment: Assignment, expected_version: int, note: str = "", at: datetime
) -> AssignmentFact:
    """The giver accepts the result. Raises ChangedMeanwhile where another fact came after ``expected_version``."""
    row = locked_one(assignment)
    require_giver(by, row, at)
    refuse_boundaries(note)
    step = Step(Verb.APPROVED, note=note)
    return add_step(row, step, by=actor_ref(by), at=at, expected=expected_version)


@transaction.atomic
def send_back_assignment(
    *, by: Person, assignment: Assignment, expected_version: int, reason: str, at: datetime
) -> AssignmentFact:
    """The giver asks for more, or does not accept a return; the unit has the work again.

    Raises ChangedMeanwhile where another fact came after ``expected_version``.
    """
    row = locked_one(assignment)
    require_giver(by, row, at)
    note = need(reason, "Hãy ghi cần làm lại điều gì để đơn vị biết.")
    refuse_boundaries(note)
    return add_step(row, Step(Verb.SENT_BACK, note=note), by=actor_ref(by), at=at, expected=expected_version)


@transaction.atomic
def extend_assignment(
    *,
    by: Person,
    assignment: Assignment,
    due_on: date,
    reason: str,
    expected_version: int | None = None,
    at: datetime,
) -> AssignmentFact:
    """The giver gives more time, with a reason; work that was passed on never gets more than its giver has."""
    row = locked_one(assignment)
    require_giver(by, row, at)
    refuse_boundaries(reason)
    step = extension(row, due_on=due_on, reason=reason, on=localdate(at))
    return add_step(row, step, by=actor_ref(by), at=at, expected=expected_version)


def extension(row: Assignment, *, due_on: date, reason: str, on: date) -> Step:
    """The fact of an extension, if it is one."""
    note = need(reason, "Hãy ghi lý do gia hạn; lý do được giữ trong sổ theo dõi.")
    if row.due_on is None:
        raise BadReading("Việc này không có hạn nên không cần gia hạn.")
    if due_on <= row.due_on:
        raise BadReading(f"Hạn mới phải sau hạn hiện nay ({row.due_on:%d/%m/%Y}).")
    if row.passed_from is not None:
        require_within_giver(due_on, row.passed_from.due_on, on=on)
    return Step(Verb.EXTENDED, note=note, due_on=due_on)


@transaction.atomic
def remind_assignment(*, by: Person, assignment: Assignment, note: str = "", at: datetime) -> AssignmentFact:
    """The giver reminds the unit of open work."""
    row = locked_one(assignment)
    require_giver(by, row, at)
    refuse_boundaries(note)
    return add_step(row, Step(Verb.REMINDED, note=note), by=actor_ref(by), at=at)


@transaction.atomic
def withdraw_assignment(
    *,
    by: Person,
    assignment: Assignment,
    reason: str,
    expected_version: int | None = None,
    at: datetime,
) -> AssignmentFact:
    """The giver takes the work back from the unit, and so from those to whom the unit passed it on."""
    row = locked_one(assignment)
    require_giver(by, row, at)
    note = need(reason, "Hãy ghi lý do rút lại; lý do được giữ trong sổ theo dõi.")
    fact = add_step(row, Step(Verb.WITHDRAWN, note=note), by=actor_ref(by), at=at, expected=expected_version)
    withdraw_below([row.pk], note=note, by=actor_ref(by), at=at)
    return fact


@transaction.atomic
def take_back(*, by: Person, fact: AssignmentFact, reason: str = "", at: datetime) -> AssignmentFact:
    """Take back a fact that was added by mistake, while nothing rests on it; the ledger keeps both.

    Whoever may add such a fact may take it back: the unit its own, the giver its own.
    """
    row = _held_with_upper(fact)
    _require_side(by, row, fact, at)
    ledger = facts_of([row.pk])[row.pk]
    last = row.facts.filter(undone_by=None).order_by("-pk").first()
    steps = [fact.pk]
    is_fulfilled = last and last.verb == Verb.APPROVED and last.via == AssignmentFact.Via.MACHINE
    if last and is_fulfilled and fact.verb == Verb.ACCEPTED and last.pk > fact.pk:
        # A receipt that fulfilled its obligation goes as it came: both facts at once.
        ledger = [line for line in ledger if line.pk != last.pk]
        steps.insert(0, last.pk)
    if sentence := take_back_refusal(ledger, fact.pk):
        raise NotInLedger(sentence)
    if row.state in ENDED_STATES and fact.verb != Verb.REMINDED:
        _require_alive_above(row, fact)
    if fact.verb == Verb.EXTENDED:
        _require_day_fits(row, fact, ledger)
    move_back(fact, by=actor_ref(by), at=at)
    undone = [
        add_steps([(row, Step(Verb.TAKEN_BACK, note=reason, undoes=pk))], by=actor_ref(by), at=at)[0]
        for pk in steps
    ]
    return undone[-1]


def _held_with_upper(fact: AssignmentFact) -> Assignment:
    """The fact's assignment, locked with what it lives under, in the order in which a cascade takes them."""
    Obligation.objects.select_for_update(no_key=True).only("pk").get(pk=fact.assignment.obligation_id)
    if fact.assignment.passed_from:
        locked_one(fact.assignment.passed_from)
    return locked_one(fact.assignment)


def _require_alive_above(row: Assignment, fact: AssignmentFact) -> None:
    """Work that had ended comes back only under an obligation in force, and a giver that has it in hand."""
    require_open(row.obligation)
    uppers = row.passed_from.state if row.passed_from else ""
    if uppers == Assignment.State.WITHDRAWN or (uppers in ENDED_STATES and fact.verb == Verb.WITHDRAWN):
        raise NotInLedger(
            "Đơn vị giao không còn giữ việc này (đã xong hoặc đã bị rút); hãy hoàn tác ở đơn vị giao trước."
        )


def _require_day_fits(row: Assignment, fact: AssignmentFact, ledger: list[LedgerFact]) -> None:
    """An earlier day comes back only where nobody was given a later one because of the extension."""
    before = standing([line for line in ledger if line.pk != fact.pk]).due_on
    if before is None or fact.due_on is None:
        return
    upper = row.passed_from.due_on if row.passed_from else None
    if upper and fact.due_on <= upper < before:
        raise NotInLedger(
            f"Đơn vị giao phải xong trước hết ngày {upper:%d/%m/%Y} nên không trả lại hạn {before:%d/%m/%Y} được."
        )
    resting = row.passed_on.exclude(state__in=ENDED_STATES).filter(due_on__gt=before, due_on__lte=fact.due_on)
    if latest := resting.aggregate(day=Max("due_on"))["day"]:
        raise NotInLedger(
            f"Đơn vị đã giao tiếp cho cấp dưới với hạn {latest:%d/%m/%Y}, muộn hơn hạn cũ {before:%d/%m/%Y}; "
            "hãy hoàn tác gia hạn hoặc rút việc ở cấp dưới trước."
        )


_BY_UNIT = frozenset({Verb.ACCEPTED, Verb.RETURNED, Verb.STARTED, Verb.EVIDENCE, Verb.SUBMITTED})


def _require_side(by: Person, row: Assignment, fact: AssignmentFact, at: datetime) -> None:
    if fact.verb not in _BY_UNIT:
        require_giver(by, row, at)
        return
    # What came by a link is the unit's own word.
    via = OFFICE if fact.via == AssignmentFact.Via.LINK else fact.via
    require_unit(by, row, via, at)
