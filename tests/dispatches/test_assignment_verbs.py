"""Hoa's unit works on what it was given, and Minh decides about it: each step is a fact, and the columns follow."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    accept_assignment,
    add_evidence,
    approve_assignment,
    extend_assignment,
    rebuild_standings,
    remind_assignment,
    return_assignment,
    see_assignment,
    see_letter,
    send_back_assignment,
    start_assignment,
    submit_assignment,
    take_back,
    withdraw_assignment,
)
from haichieu.dispatches.errors import (
    BadReading,
    BoundaryTouched,
    ChangedMeanwhile,
    DispatchesError,
    LaterThanGiver,
    NotInLedger,
)
from haichieu.dispatches.models import Assignment, AssignmentFact, LetterSeen
from haichieu.dispatches.queries import folded, late_on, ledger, standing_of
from haichieu.dispatches.rules import is_late
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import (
    NOW,
    TODAY,
    make_assignment,
    make_dispatch,
    make_obligation,
    make_person,
    make_unit,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def assignment(cast: Cast) -> Assignment:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    return make_assignment(obligation=make_obligation(dispatch=letter), unit=cast.hoa_union)


def now_of(assignment: Assignment) -> Assignment:
    fresh = Assignment.objects.get(pk=assignment.pk)
    assert folded(fresh) == standing_of(fresh)
    return fresh


def verbs(assignment: Assignment) -> list[str]:
    return [line.fact.verb for line in ledger(assignment)]


def submitted(cast: Cast, assignment: Assignment) -> Assignment:
    submit_assignment(by=cast.hoa, assignment=assignment, note="Đã gửi danh sách 12 trang.", at=NOW)
    return now_of(assignment)


def test_from_receipt_to_done(cast: Cast, assignment: Assignment) -> None:
    see_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    accept_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    start_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    add_evidence(by=cast.hoa, assignment=assignment, kind="link", ref="https://congdoan.example/1", at=NOW)
    submit_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    version = now_of(assignment).version
    send_back_assignment(
        by=cast.minh, assignment=assignment, expected_version=version, reason="Thiếu ảnh", at=LATER
    )
    assert now_of(assignment).submitted_at is None
    submit_assignment(by=cast.hoa, assignment=assignment, note="Đã thêm ảnh", at=LATER)
    approve_assignment(by=cast.minh, assignment=assignment, expected_version=version + 2, at=LATER)
    done = now_of(assignment)
    assert (done.state, done.seen_at, done.done_at, done.version) == ("done", NOW, LATER, 9)
    log = LogEntry.objects.filter(kind="assignment", ref=str(assignment.pk)).order_by("id")
    assert [entry.verb for entry in log] == [f"assignment_{verb}" for verb in verbs(assignment)[1:]]


def test_a_look_counts_once_and_only_by_the_units_own_staff(cast: Cast, assignment: Assignment) -> None:
    for stranger in (cast.minh, cast.lan, cast.son, make_person(unit=cast.hoa_union, role="reader")):
        assert not see_assignment(by=stranger, assignment=assignment, at=NOW)
    assert see_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    assert not see_assignment(by=cast.hoa, assignment=assignment, at=LATER)
    assert verbs(assignment) == ["sent", "seen"] and now_of(assignment).seen_at == NOW


def test_the_first_look_at_a_letter_is_the_units_not_the_persons(cast: Cast, assignment: Assignment) -> None:
    letter = assignment.obligation.dispatch
    assert not see_letter(by=cast.minh, dispatch=letter, unit=cast.hoa_union, at=NOW)
    assert see_letter(by=cast.hoa, dispatch=letter, unit=cast.hoa_union, at=NOW)
    assert not see_letter(by=cast.hoa, dispatch=letter, unit=cast.hoa_union, at=LATER)
    assert [field.name for field in LetterSeen._meta.fields] == ["id", "dispatch", "unit", "at"]


def test_what_a_unit_said_by_telephone_is_written_down_as_such(cast: Cast, assignment: Assignment) -> None:
    with pytest.raises(NotAllowed, match="điện thoại"):
        accept_assignment(by=cast.minh, assignment=assignment, at=NOW)
    with pytest.raises(NotAllowed):
        accept_assignment(by=cast.son, assignment=assignment, via="telephone", at=NOW)
    with pytest.raises(NotAllowed):
        accept_assignment(by=cast.minh, assignment=assignment, via="link", at=NOW)
    fact = accept_assignment(by=cast.minh, assignment=assignment, via="telephone", note="Chị Hoa báo", at=NOW)
    assert (fact.via, fact.by) == ("telephone", str(cast.minh.pk)) and now_of(assignment).state == "accepted"


def test_a_receipt_fulfils_what_asks_for_no_more_and_both_facts_go_as_they_came(cast: Cast) -> None:
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    duty.kind = "acknowledgement"
    duty.save()
    assignment = make_assignment(obligation=duty, unit=cast.hoa_union)
    fact = accept_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    assert now_of(assignment).state == "done" and ledger(assignment)[-1].fact.via == "machine"
    take_back(by=cast.hoa, fact=fact, reason="Nhầm", at=LATER)
    assert now_of(assignment).state == "sent" and [line.is_undone for line in ledger(assignment)[:3]] == [
        False,
        True,
        True,
    ]


def test_a_return_needs_a_reason_and_more_time_answers_it(cast: Cast, assignment: Assignment) -> None:
    with pytest.raises(BadReading, match="lý do"):
        return_assignment(by=cast.hoa, assignment=assignment, reason=" ", at=NOW)
    return_assignment(by=cast.hoa, assignment=assignment, reason="Không kịp trong tuần", at=NOW)
    assert now_of(assignment).state == "returned"
    day = TODAY + timedelta(days=7)
    extend_assignment(by=cast.minh, assignment=assignment, due_on=day, reason="Cho thêm một tuần", at=NOW)
    assert (now_of(assignment).state, now_of(assignment).due_on) == ("sent", day)


@pytest.mark.parametrize(("days", "reason", "says"), [(0, "x", "phải sau hạn"), (3, " ", "lý do")])
def test_an_extension_is_later_and_has_a_reason(
    cast: Cast, assignment: Assignment, days: int, reason: str, says: str
) -> None:
    day = TODAY + timedelta(days=days)
    with pytest.raises(BadReading, match=says):
        extend_assignment(by=cast.minh, assignment=assignment, due_on=day, reason=reason, at=NOW)
    assert verbs(assignment) == ["sent"]


def test_passed_on_work_never_gets_more_time_than_its_giver_has(cast: Cast, assignment: Assignment) -> None:
    team = make_unit(parent=cast.hoa_union)
    day = TODAY - timedelta(days=2)
    below = make_assignment(
        obligation=assignment.obligation,
        unit=team,
        giver=cast.hoa_union,
        passed_from=assignment,
        due_on=day,
    )
    with pytest.raises(LaterThanGiver):
        extend_assignment(
            by=cast.hoa, assignment=below, due_on=TODAY + timedelta(days=1), reason="Thêm", at=NOW
        )
    extend_assignment(by=cast.hoa, assignment=below, due_on=TODAY, reason="Thêm", at=NOW)
    withdraw_assignment(by=cast.minh, assignment=assignment, reason="Thôi việc này", at=NOW)
    assert now_of(below).state == now_of(assignment).state == "withdrawn"


def test_who_decided_on_an_older_ledger_is_told_what_happened(cast: Cast, assignment: Assignment) -> None:
    version = submitted(cast, assignment).version
    approve_assignment(by=cast.lan, assignment=assignment, expected_version=version, at=NOW)
    with pytest.raises(
        ChangedMeanwhile, match="lúc 09:00 ngày 20/11/2026 việc này đã có bước “Duyệt kết quả”"
    ):
        send_back_assignment(
            by=cast.minh, assignment=assignment, expected_version=version, reason="Thiếu", at=LATER
        )
    assert now_of(assignment).state == "done"


def test_a_result_is_a_sentence_or_evidence(cast: Cast, assignment: Assignment) -> None:
    with pytest.raises(BadReading, match="một câu"):
        submit_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    fact = add_evidence(by=cast.hoa, assignment=assignment, kind="note", note="Đã họp", at=NOW)
    take_back(by=cast.hoa, fact=fact, at=NOW)
    with pytest.raises(BadReading, match="một câu"):
        submit_assignment(by=cast.hoa, assignment=assignment, at=NOW)


def test_a_file_is_kept_under_a_name_that_says_nothing(cast: Cast, assignment: Assignment) -> None:
    file = ContentFile(b"%PDF-1.7 thu", name="Biên bản.PDF")
    fact = add_evidence(by=cast.hoa, assignment=assignment, kind="file", file=file, at=NOW)
    fact.refresh_from_db()
    assert fact.evidence_ref == "Biên bản.PDF"
    with fact.evidence_file.open() as kept:
        assert kept.read() == b"%PDF-1.7 thu"
    assert fact.evidence_file.name.startswith("evidence/20") and fact.evidence_file.name.endswith(".pdf")


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        ({"kind": "rumour", "ref": "x"}, "Minh chứng là"),
        ({"kind": "link"}, "dán đường dẫn"),
        ({"kind": "file", "file": ContentFile(b"", name="a.pdf")}, "đang trống"),
    ],
)
def test_evidence_is_something(cast: Cast, assignment: Assignment, evidence: dict, says: str) -> None:
    with pytest.raises(BadReading, match=says):
        add_evidence(by=cast.hoa, assignment=assignment, at=NOW, **evidence)


def test_a_file_that_is_too_large_is_refused(cast: Cast, assignment: Assignment, settings) -> None:
    settings.MAX_UPLOAD_BYTES = 3
    with pytest.raises(BadReading, match="lớn quá"):
        add_evidence(
            by=cast.hoa, assignment=assignment, kind="file", file=ContentFile(b"1234", name="a"), at=NOW
        )


def test_each_side_takes_back_its_own(cast: Cast, assignment: Assignment) -> None:
    accepted = accept_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    with pytest.raises(NotAllowed):
        take_back(by=cast.minh, fact=accepted, at=NOW)
    version = submitted(cast, assignment).version
    approved = approve_assignment(by=cast.minh, assignment=assignment, expected_version=version, at=NOW)
    with pytest.raises(NotInLedger, match="Duyệt kết quả"):
        take_back(by=cast.hoa, fact=accepted, at=NOW)
    with pytest.raises(NotAllowed):
        take_back(by=cast.hoa, fact=approved, at=NOW)
    take_back(by=cast.minh, fact=approved, reason="Duyệt nhầm", at=LATER)
    assert now_of(assignment).state == "submitted" and now_of(assignment).done_at is None
    with pytest.raises(NotInLedger, match="trước đó"):
        take_back(by=cast.minh, fact=approved, at=LATER)


def test_what_the_giver_says_asks_for_nothing_beyond_a_boundary(cast: Cast, assignment: Assignment) -> None:
    ask = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    said = {"by": cast.minh, "assignment": assignment, "at": NOW}
    with pytest.raises(BoundaryTouched):
        remind_assignment(note=ask, **said)
    with pytest.raises(BoundaryTouched):
        extend_assignment(due_on=TODAY + timedelta(days=3), reason=ask, **said)
    with pytest.raises(BoundaryTouched):
        approve_assignment(expected_version=1, note=ask, **said)
    remind_assignment(by=cast.minh, assignment=assignment, at=NOW)
    assert verbs(assignment) == ["sent", "reminded"] and now_of(assignment).state == "sent"


def test_the_databases_late_is_the_rules_late(cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    for days in range(-2, 3):
        for when in (None, NOW - timedelta(days=1), NOW, NOW + timedelta(days=1, hours=20)):
            duty = make_obligation(dispatch=letter, due_on=TODAY + timedelta(days=days))
            row = make_assignment(obligation=duty, unit=cast.hoa_union, at=NOW - timedelta(days=9))
            if when:
                submit_assignment(by=cast.hoa, assignment=row, note="Xong", at=when)
            if when and days % 2:
                approve_assignment(by=cast.minh, assignment=row, expected_version=2, at=NOW)
    for on in (TODAY, TODAY + timedelta(days=2)):
        late = set(Assignment.objects.filter(late_on(on)).values_list("pk", flat=True))
        assert late == {row.pk for row in Assignment.objects.all() if is_late(folded(row), on)}


def _try(cast: Cast, row: Assignment, verb: str, at: datetime) -> None:
    """One step by whoever may do it; the ledger may refuse."""
    day = TODAY + timedelta(days=at.minute)
    unit, giver = (
        {"by": cast.hoa, "assignment": row, "at": at},
        {"by": cast.minh, "assignment": row, "at": at},
    )
    version = Assignment.objects.get(pk=row.pk).version
    steps = {
        "see": lambda: see_assignment(**unit),
        "accept": lambda: accept_assignment(**unit),
        "return": lambda: return_assignment(**unit, reason="Không thuộc đơn vị"),
        "start": lambda: start_assignment(**unit),
        "evidence": lambda: add_evidence(**unit, kind="figure", ref="12"),
        "submit": lambda: submit_assignment(**unit, note="Xong"),
        "approve": lambda: approve_assignment(**giver, expected_version=version),
        "send_back": lambda: send_back_assignment(**giver, expected_version=version, reason="Thiếu"),
        "extend": lambda: extend_assignment(**giver, due_on=day, reason="Thêm"),
        "remind": lambda: remind_assignment(**giver),
        "withdraw": lambda: withdraw_assignment(**giver, reason="Thôi"),
        "undo": lambda: take_back(by=None, fact=AssignmentFact.objects.last(), at=at),
    }
    steps[verb]()


VERBS = ["see", "accept", "return", "start", "evidence", "submit", "approve", "send_back", "extend", "remind"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*VERBS, "withdraw", "undo"]), max_size=12))
def test_in_any_order_the_columns_are_what_the_facts_come_to(cast: Cast, steps: list[str]) -> None:
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    row = make_assignment(obligation=duty, unit=cast.hoa_union)
    for place, verb in enumerate(steps, 1):
        before = standing_of(Assignment.objects.get(pk=row.pk))
        try:
            _try(cast, row, verb, NOW + timedelta(minutes=place))
        except DispatchesError as error:
            assert str(error).endswith(".") and standing_of(now_of(row)) == before
    now_of(row)
    assert rebuild_standings([row.pk]) == 0


def test_columns_that_went_wrong_are_computed_again(cast: Cast, assignment: Assignment) -> None:
    accept_assignment(by=cast.hoa, assignment=assignment, at=NOW)
    Assignment.objects.update(state="done", version=9, accepted_at=None)
    assert rebuild_standings([assignment.pk]) == 1
    assert now_of(assignment).state == "accepted"
