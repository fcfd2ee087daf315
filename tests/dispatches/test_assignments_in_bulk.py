"""One verb on many units: each its own fact and log line, what is refused is told, and all is undone at once."""

from datetime import timedelta

import pytest

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import (
    accept_assignment,
    for_each,
    preview_each,
    submit_assignment,
    take_back_bulk,
)
from haichieu.dispatches.errors import BadReading, BoundaryTouched
from haichieu.dispatches.models import Assignment
from haichieu.dispatches.queries import folded, standing_of
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_assignment, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def rows(cast: Cast) -> list[Assignment]:
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    units = [cast.hoa_union, cast.son_union, *(make_unit(parent=cast.federation) for _ in range(3))]
    return [make_assignment(obligation=duty, unit=unit) for unit in units]


def ids(rows: list[Assignment]) -> list[int]:
    return [row.pk for row in rows]


def states(rows: list[Assignment]) -> list[str]:
    fresh = Assignment.objects.filter(pk__in=ids(rows)).order_by("pk")
    assert all(folded(row) == standing_of(row) for row in Assignment.objects.all())
    return [row.state for row in fresh]


def test_reminding_many_writes_a_fact_and_a_log_line_for_each(cast: Cast, rows: list[Assignment]) -> None:
    result = for_each(by=cast.minh, assignments=ids(rows), verb="remind", note="Còn ba ngày", at=NOW)
    assert list(result.done) == ids(rows) and not result.refused
    assert LogEntry.objects.filter(verb="assignment_reminded").count() == len(rows)
    undone = take_back_bulk(by=cast.minh, batch=result.batch, at=LATER)
    assert sorted(undone.done) == ids(rows) and states(rows) == ["sent"] * 5


def test_what_may_not_be_done_to_one_does_not_stop_the_others(cast: Cast, rows: list[Assignment]) -> None:
    for row, who in zip(rows[:2], (cast.hoa, cast.son), strict=True):
        submit_assignment(by=who, assignment=row, note="Xong", at=NOW)
    result = for_each(by=cast.minh, assignments=ids(rows), verb="approve", at=NOW)
    assert list(result.done) == ids(rows[:2])
    assert [pk for pk, _ in result.refused] == ids(rows[2:])
    assert "“Đã gửi”" in result.refused[0][1]
    assert states(rows) == ["done", "done", "sent", "sent", "sent"]
    take_back_bulk(by=cast.minh, batch=result.batch, reason="Duyệt nhầm", at=LATER)
    assert states(rows)[:2] == ["submitted", "submitted"]


def test_extending_many_moves_only_those_whose_day_is_earlier(cast: Cast, rows: list[Assignment]) -> None:
    late = make_assignment(
        obligation=make_obligation(dispatch=rows[0].obligation.dispatch, due_on=TODAY + timedelta(days=30)),
        unit=cast.hoa_union,
    )
    day = TODAY + timedelta(days=7)
    wish = {"by": cast.minh, "assignments": [*ids(rows), late.pk], "verb": "extend", "at": NOW}
    with pytest.raises(BadReading, match="hạn mới"):
        for_each(**wish, reason="Mưa bão")
    result = for_each(**wish, due_on=day, reason="Mưa bão")
    assert result.refused == ((late.pk, "Hạn mới phải sau hạn hiện nay (20/12/2026)."),)
    assert set(Assignment.objects.filter(pk__in=ids(rows)).values_list("due_on", flat=True)) == {day}
    states(rows)


def test_nothing_is_done_to_what_others_gave(cast: Cast, rows: list[Assignment]) -> None:
    result = for_each(by=cast.son, assignments=ids(rows), verb="remind", at=NOW)
    assert not result.done and result.batch == "" and "không có quyền" in result.refused[0][1]
    good = for_each(by=cast.minh, assignments=ids(rows), verb="remind", at=NOW)
    assert not take_back_bulk(by=cast.son, batch=good.batch, at=LATER).done


def test_withdrawing_many_can_be_undone_where_nobody_went_on(cast: Cast, rows: list[Assignment]) -> None:
    with pytest.raises(BadReading, match="lý do"):
        for_each(by=cast.minh, assignments=ids(rows), verb="withdraw", at=NOW)
    result = for_each(by=cast.minh, assignments=ids(rows), verb="withdraw", reason="Gửi nhầm", at=NOW)
    assert states(rows) == ["withdrawn"] * 5
    take_back_bulk(by=cast.minh, batch=result.batch, reason="Không nhầm", at=LATER)
    assert states(rows) == ["sent"] * 5


def test_work_is_handed_to_another_unit_and_back(cast: Cast, rows: list[Assignment]) -> None:
    other = make_unit(parent=cast.federation)
    wish = {"by": cast.minh, "assignments": ids(rows[:2]), "verb": "reassign", "at": NOW}
    with pytest.raises(BadReading, match="đơn vị nhận"):
        for_each(**wish, reason="Sáp nhập")
    result = for_each(**wish, to=other, reason="Sáp nhập")
    assert result.done == (rows[0].pk,) and "cùng lần giao lại" in result.refused[0][1]
    moved = Assignment.objects.get(unit=other)
    assert (moved.state, moved.due_on, moved.giver_id) == ("sent", TODAY, cast.federation.pk)
    assert states(rows)[:2] == ["withdrawn", "sent"]
    take_back_bulk(by=cast.minh, batch=result.batch, at=LATER)
    assert states([*rows[:1], moved]) == ["sent", "withdrawn"]


def test_work_that_was_taken_on_elsewhere_is_not_handed_back(cast: Cast, rows: list[Assignment]) -> None:
    free = make_obligation(dispatch=rows[0].obligation.dispatch)
    row = make_assignment(obligation=free, unit=cast.son_union)
    result = for_each(
        by=cast.minh, assignments=[row.pk], verb="reassign", to=cast.hoa_union, reason="Chuyển", at=NOW
    )
    accept_assignment(by=cast.hoa, assignment=free.assignments.get(unit=cast.hoa_union), at=NOW)
    undone = take_back_bulk(by=cast.minh, batch=result.batch, at=LATER)
    assert not undone.done and "đã bắt đầu" in undone.refused[0][1]
    assert states([row]) == ["withdrawn"]


def test_what_went_on_to_a_third_unit_is_put_back_from_there_first(
    cast: Cast, rows: list[Assignment]
) -> None:
    second, third = (make_unit(parent=cast.federation) for _ in range(2))
    wish = {"by": cast.minh, "verb": "reassign", "reason": "Chuyển"}
    first = for_each(assignments=ids(rows[:1]), to=second, at=NOW, **wish)
    row = Assignment.objects.get(unit=second)
    again = for_each(assignments=[row.pk], to=third, at=NOW + timedelta(minutes=1), **wish)
    undone = take_back_bulk(by=cast.minh, batch=first.batch, at=LATER)
    assert not undone.done and "giao lại tiếp" in undone.refused[0][1]
    assert take_back_bulk(by=cast.minh, batch=again.batch, at=LATER).done == (row.pk,)
    assert take_back_bulk(by=cast.minh, batch=first.batch, at=LATER).done == (rows[0].pk,)
    back = for_each(assignments=ids(rows[:1]), to=second, at=LATER + timedelta(minutes=1), **wish)
    assert not back.done and "từng được giao" in back.refused[0][1]


def test_a_preview_says_what_would_be_done_and_does_nothing(cast: Cast, rows: list[Assignment]) -> None:
    submit_assignment(by=cast.hoa, assignment=rows[0], note="Xong", at=NOW)
    wish = {"by": cast.minh, "assignments": ids(rows), "verb": "remind", "note": "Còn ba ngày"}
    before = LogEntry.objects.count()
    told = preview_each(at=NOW, **wish)
    assert LogEntry.objects.count() == before and states(rows)[1:] == ["sent"] * 4
    done = for_each(at=NOW, **wish)
    assert (told.done, told.refused) == (done.done, done.refused) and told.batch == ""


@pytest.mark.parametrize(
    "wish", [{"verb": "reassign"}, {"verb": "extend", "due_on": TODAY + timedelta(days=3)}]
)
def test_a_reason_that_touches_a_boundary_goes_to_no_unit(
    cast: Cast, rows: list[Assignment], wish: dict
) -> None:
    ask = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    to = make_unit(parent=cast.federation) if wish["verb"] == "reassign" else None
    with pytest.raises(BoundaryTouched):
        for_each(by=cast.minh, assignments=ids(rows), to=to, reason=ask, at=NOW, **wish)


def test_work_goes_to_units_below_its_giver_only(cast: Cast, rows: list[Assignment]) -> None:
    result = for_each(
        by=cast.minh, assignments=ids(rows), verb="reassign", to=make_unit(), reason="Chuyển", at=NOW
    )
    assert not result.done and "cấp dưới" in result.refused[0][1]


@pytest.mark.parametrize("batch", ["", "sent|2026-11-20T02:00:00+00:00|1", "reminded|hôm qua|1"])
def test_a_batch_that_is_none_is_refused(cast: Cast, batch: str) -> None:
    with pytest.raises(BadReading, match="hàng loạt"):
        take_back_bulk(by=cast.minh, batch=batch, at=NOW)


def test_only_known_verbs_and_no_boundary_in_bulk(cast: Cast, rows: list[Assignment]) -> None:
    with pytest.raises(BadReading, match="cùng lúc"):
        for_each(by=cast.minh, assignments=ids(rows), verb="delete", at=NOW)
    ask = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    for verb in ("remind", "approve"):
        with pytest.raises(BoundaryTouched):
            for_each(by=cast.minh, assignments=ids(rows), verb=verb, note=ask, at=NOW)


def test_a_verb_on_many_units_asks_the_database_a_fixed_number_of_times(
    cast: Cast, rows: list[Assignment], django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(20):
        for_each(by=cast.minh, assignments=ids(rows), verb="remind", at=NOW)
