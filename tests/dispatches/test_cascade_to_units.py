"""Minh hands an obligation down: one decision, one job, each unit once; nothing that touches a boundary goes down."""

from datetime import timedelta

import pytest

from haichieu.base.jobs import run_waiting
from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    bring_inside,
    carry_out_cascade,
    cascade_obligation,
    finish_obligation,
    keep_outside,
    remove_obligation,
    withdraw_assignment,
)
from haichieu.dispatches.errors import (
    BadReading,
    BoundaryTouched,
    DispatchesError,
    KeptOutside,
    LaterThanGiver,
)
from haichieu.dispatches.models import Assignment, Cascade, Obligation
from haichieu.dispatches.queries import (
    count_obligations,
    folded,
    in_force,
    obligations,
    standing_of,
)
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_dispatch, make_obligation, make_person, make_unit

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def obligation(cast: Cast) -> Obligation:
    return make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), due_on=SOON)


def cascade(cast: Cast, obligation: Obligation, **wish: object) -> Cascade:
    wish = {"by": cast.minh, "giver": cast.federation, "lead": [cast.hoa_union.pk], "at": NOW} | wish
    made = cascade_obligation(obligation=obligation, **wish)
    run_waiting(clock=lambda: NOW)
    made.refresh_from_db()
    return made


def test_each_unit_gets_the_obligation_once_with_its_part_and_day(cast: Cast, obligation: Obligation) -> None:
    third = make_unit(parent=cast.federation)
    made = cascade(
        cast, obligation, cooperating=[cast.son_union.pk, cast.hoa_union.pk], copies=[third.pk], note="Gấp."
    )
    rows = list(Assignment.objects.order_by("unit_id"))
    assert [(row.unit_id, row.part, row.due_on) for row in rows] == [
        (cast.hoa_union.pk, "lead", SOON),
        (cast.son_union.pk, "cooperating", SOON),
        (third.pk, "copy", None),
    ]
    assert [fact.note for row in rows for fact in row.facts.all()] == ["Gấp."] * 3
    assert all(folded(row) == standing_of(row) for row in rows)
    assert made.finished_at is not None
    assert made.assignments.count() == made.total == 3


def test_running_the_job_again_adds_nothing(cast: Cast, obligation: Obligation) -> None:
    made = cascade(cast, obligation)
    assert carry_out_cascade(cascade_id=made.pk, at=NOW) == 0
    assert Assignment.objects.count() == 1


def test_a_job_that_stopped_after_a_chunk_goes_on_where_it_stood(cast: Cast, obligation: Obligation) -> None:
    units = [make_unit(parent=cast.federation).pk for _ in range(7)]
    made = cascade_obligation(by=cast.minh, obligation=obligation, giver=cast.federation, lead=units, at=NOW)
    Assignment.objects.create(
        obligation=obligation,
        unit_id=units[3],
        cascade=made,
        giver=cast.federation,
        part="lead",
        sent_at=NOW,
        last_fact_at=NOW,
    )
    assert carry_out_cascade(cascade_id=made.pk, at=NOW, chunk=2) == 6
    assert sorted(Assignment.objects.values_list("unit_id", flat=True)) == sorted(units)


def test_the_log_gets_one_line_for_each_chunk(cast: Cast, obligation: Obligation) -> None:
    units = [make_unit(parent=cast.federation).pk for _ in range(5)]
    made = cascade_obligation(by=cast.minh, obligation=obligation, giver=cast.federation, lead=units, at=NOW)
    carry_out_cascade(cascade_id=made.pk, at=NOW, chunk=3)
    verbs = list(LogEntry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["cascade_obligation", "carry_out_cascade", "carry_out_cascade", "finish_cascade"]


def test_a_unit_that_holds_it_is_left_out_and_one_withdrawn_from_gets_it_again(
    cast: Cast, obligation: Obligation
) -> None:
    cascade(cast, obligation)
    with pytest.raises(BadReading, match="đều đã được giao"):
        cascade(cast, obligation)
    withdraw_assignment(by=cast.minh, assignment=Assignment.objects.get(), reason="Nhầm", at=NOW)
    later = cascade(cast, obligation, lead=[cast.hoa_union.pk, cast.son_union.pk], due_on=TODAY)
    hoas = Assignment.objects.get(unit=cast.hoa_union)
    assert [fact.verb for fact in hoas.facts.order_by("pk")] == [
        "sent",
        "withdrawn",
        "taken_back",
        "extended",
    ]
    assert (hoas.state, hoas.due_on, hoas.cascade_id) == ("sent", TODAY, later.pk)
    assert folded(hoas) == standing_of(hoas)


def test_a_day_after_the_givers_own_is_refused(cast: Cast, obligation: Obligation) -> None:
    with pytest.raises(LaterThanGiver, match="trước hết ngày 30/11/2026"):
        cascade(cast, obligation, due_on=SOON + timedelta(days=1))
    with pytest.raises(BadReading, match="đã qua"):
        cascade(cast, obligation, due_on=TODAY - timedelta(days=1))
    assert not Cascade.objects.exists()


def test_a_day_that_passed_for_the_giver_needs_an_own_one_from_today_on(
    cast: Cast, obligation: Obligation
) -> None:
    obligation.due_on = TODAY - timedelta(days=77)
    obligation.save()
    for day in (None, obligation.due_on, TODAY - timedelta(days=1)):
        with pytest.raises(BadReading, match="Hạn của cấp trên đã qua ngày 04/09/2026; hãy đặt hạn mới"):
            cascade(cast, obligation, due_on=day)
    cascade(cast, obligation, due_on=SOON)
    own = Assignment.objects.get()
    assert own.due_on == SOON
    team = make_unit(parent=cast.hoa_union)
    Assignment.objects.update(due_on=TODAY - timedelta(days=1))
    wish = {"by": cast.hoa, "giver": cast.hoa_union, "lead": [team.pk], "passed_from": own}
    with pytest.raises(BadReading, match="đã qua ngày 19/11/2026"):
        cascade(cast, obligation, **wish)
    cascade(cast, obligation, **wish, due_on=TODAY)
    assert Assignment.objects.get(unit=team).due_on == TODAY


def test_a_unit_passes_on_what_it_was_given_with_an_earlier_day(cast: Cast, obligation: Obligation) -> None:
    team = make_unit(parent=cast.hoa_union)
    cascade(cast, obligation)
    own = Assignment.objects.get()
    wish = {"by": cast.hoa, "giver": cast.hoa_union, "lead": [team.pk], "passed_from": own}
    with pytest.raises(LaterThanGiver):
        cascade(cast, obligation, **wish, due_on=SOON + timedelta(days=1))
    cascade(cast, obligation, **wish, due_on=SOON - timedelta(days=3))
    below = Assignment.objects.get(unit=team)
    assert (below.giver_id, below.passed_from_id) == (cast.hoa_union.pk, own.pk)
    assert below.due_on == SOON - timedelta(days=3)
    own.refresh_from_db()
    assert (own.state, own.version) == ("in_progress", 2)


def test_an_officer_above_does_not_pass_on_in_the_units_name(cast: Cast, obligation: Obligation) -> None:
    team = make_unit(parent=cast.hoa_union)
    cascade(cast, obligation)
    wish = {"giver": cast.hoa_union, "lead": [team.pk], "passed_from": Assignment.objects.get()}
    with pytest.raises(NotAllowed):
        cascade(cast, obligation, by=cast.minh, **wish)
    with pytest.raises(NotAllowed):
        cascade(cast, obligation, by=cast.son, **wish)


@pytest.mark.parametrize("who", ["hoa", "son"])
def test_only_the_giver_hands_down(cast: Cast, obligation: Obligation, who: str) -> None:
    with pytest.raises(NotAllowed):
        cascade(cast, obligation, by=getattr(cast, who))


def test_a_reader_hands_nothing_down(cast: Cast, obligation: Obligation) -> None:
    reader = make_person(unit=cast.federation, role="reader")
    with pytest.raises(NotAllowed):
        cascade(cast, obligation, by=reader)


def test_only_units_below_are_given_work(cast: Cast, obligation: Obligation) -> None:
    stranger = make_unit()
    for units, says in (
        ([stranger.pk], "cấp dưới"),
        ([cast.federation.pk], "cho chính mình"),
        ([], "ít nhất một"),
    ):
        with pytest.raises(BadReading, match=says):
            cascade(cast, obligation, lead=units)


def test_what_touches_a_boundary_goes_nowhere_in_any_field(cast: Cast, obligation: Obligation) -> None:
    ask = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    with pytest.raises(BoundaryTouched):
        cascade(cast, make_obligation(dispatch=obligation.dispatch, text=ask))
    with pytest.raises(BoundaryTouched):
        cascade(cast, obligation, note=ask)
    assert not Cascade.objects.exists()


def test_what_the_office_keeps_outside_goes_no_further(cast: Cast, obligation: Obligation) -> None:
    with pytest.raises(BadReading, match="lý do"):
        keep_outside(by=cast.minh, obligation=obligation, reason=" ", at=NOW)
    keep_outside(by=cast.minh, obligation=obligation, reason="Làm trên hệ thống của tỉnh", at=NOW)
    with pytest.raises(KeptOutside):
        cascade(cast, obligation)
    assert obligation.facts.get().note == "Làm trên hệ thống của tỉnh"
    with pytest.raises(KeptOutside):
        finish_obligation(by=cast.minh, obligation=obligation, note="Xong", at=NOW)
    units = [cast.federation.pk]
    assert (
        not obligations(units=units, on=TODAY)
        and count_obligations(in_force(units=units), on=TODAY).total == 0
    )
    assert list(obligations(units=units, on=TODAY, state="outside")) == [obligation]
    bring_inside(by=cast.minh, obligation=obligation, reason="Tỉnh đã bỏ hệ thống đó", at=NOW)
    with pytest.raises(DispatchesError, match="theo dõi trong phần mềm"):
        bring_inside(by=cast.minh, obligation=obligation, reason="x", at=NOW)
    cascade(cast, obligation)
    with pytest.raises(DispatchesError, match="1 đơn vị"):
        keep_outside(by=cast.minh, obligation=obligation, reason="Làm ngoài", at=NOW)


def test_removing_an_obligation_withdraws_it_everywhere_and_stops_its_cascade(
    cast: Cast, obligation: Obligation
) -> None:
    cascade(cast, obligation)
    open_one = cascade_obligation(
        by=cast.minh, obligation=obligation, giver=cast.federation, lead=[cast.son_union.pk], at=NOW
    )
    remove_obligation(by=cast.minh, obligation=obligation, reason="Văn bản đã thu hồi", at=NOW)
    run_waiting(clock=lambda: NOW)
    row = Assignment.objects.get()
    assert (row.state, row.facts.last().note) == ("withdrawn", "Văn bản đã thu hồi")
    assert Cascade.objects.get(pk=open_one.pk).finished_at is not None
    with pytest.raises(DispatchesError, match="đã được bỏ"):
        cascade(cast, obligation, lead=[cast.son_union.pk])
