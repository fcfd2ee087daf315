"""By hand: add, split, remove with a reason, show progress, finish, reopen; history is only added to."""

from datetime import timedelta

import pytest

from haichieu.dispatches.actions import (
    add_obligation,
    finish_obligation,
    remove_obligation,
    reopen_obligation,
    split_obligation,
    submit_evidence,
)
from haichieu.dispatches.errors import BadReading, BoundaryTouched, DispatchesError
from haichieu.dispatches.models import Obligation
from haichieu.dispatches.queries import count_obligations, in_force, obligations
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.factories import NOW, TODAY, make_dispatch, make_obligation

pytestmark = pytest.mark.django_db


@pytest.fixture
def obligation(cast: Cast) -> Obligation:
    return make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True), owner=cast.hoa_union)


def verbs(obligation: Obligation) -> list[str]:
    return [fact.verb for fact in obligation.facts.order_by("pk")]


def test_an_obligation_is_added_by_hand_under_a_confirmed_letter(cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    added = add_obligation(
        by=cast.minh,
        dispatch=letter,
        text="Cử người dự tập huấn",
        owner=cast.hoa_union,
        due_on=TODAY,
        review_on=None,
        at=NOW,
    )
    assert verbs(added) == ["created"] and added.source_key == ""


def test_not_under_a_letter_that_nobody_confirmed(cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation)
    with pytest.raises(DispatchesError, match="xác nhận"):
        add_obligation(
            by=cast.minh,
            dispatch=letter,
            text="Việc",
            owner=cast.federation,
            due_on=TODAY,
            review_on=None,
            at=NOW,
        )


def test_what_touches_a_boundary_cannot_be_added_by_hand_either(cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    text = "Lập danh sách và báo cáo các tài khoản cá nhân của đoàn viên đăng bài trái quan điểm cho cơ quan chức năng."
    with pytest.raises(BoundaryTouched):
        add_obligation(
            by=cast.minh,
            dispatch=letter,
            text=text,
            owner=cast.federation,
            due_on=TODAY,
            review_on=None,
            at=NOW,
        )


def test_splitting_keeps_owner_and_day(cast: Cast, obligation: Obligation) -> None:
    pieces = split_obligation(
        by=cast.minh, obligation=obligation, parts=["Việc thứ nhất", "Việc thứ hai"], at=NOW
    )
    obligation.refresh_from_db()
    assert obligation.removed_at is not None and verbs(obligation) == ["removed"]
    assert {(piece.owner_id, piece.due_on) for piece in pieces} == {(cast.hoa_union.pk, TODAY)}


def test_removing_needs_a_reason_that_stays(cast: Cast, obligation: Obligation) -> None:
    with pytest.raises(BadReading, match="lý do"):
        remove_obligation(by=cast.minh, obligation=obligation, reason=" ", at=NOW)
    remove_obligation(by=cast.minh, obligation=obligation, reason="Trùng với việc khác", at=NOW)
    assert obligation.facts.get().note == "Trùng với việc khác"
    assert not in_force(units=[cast.hoa_union.pk]).exists()


def test_the_unit_officer_shows_progress_and_finishes(cast: Cast, obligation: Obligation) -> None:
    submit_evidence(
        by=cast.hoa,
        obligation=obligation,
        kind="link",
        ref="https://congdoan.example/bai-1",
        snapshot={},
        note="",
        at=NOW,
    )
    finish_obligation(by=cast.hoa, obligation=obligation, note="Xong.", at=NOW)
    assert verbs(obligation) == ["evidence", "done"]
    with pytest.raises(DispatchesError, match="đã được báo xong"):
        finish_obligation(by=cast.hoa, obligation=obligation, note="Xong lần nữa.", at=NOW)


def test_reopening_is_a_new_fact(cast: Cast, obligation: Obligation) -> None:
    finish_obligation(by=cast.hoa, obligation=obligation, note="", at=NOW)
    reopen_obligation(by=cast.hoa, obligation=obligation, reason="Báo nhầm", at=NOW)
    obligation.refresh_from_db()
    assert obligation.done_at is None and verbs(obligation) == ["done", "reopened"]


def test_a_stranger_may_do_none_of_it(cast: Cast, obligation: Obligation) -> None:
    for verb in (
        lambda: finish_obligation(by=cast.son, obligation=obligation, note="", at=NOW),
        lambda: remove_obligation(by=cast.son, obligation=obligation, reason="x", at=NOW),
        lambda: split_obligation(by=cast.son, obligation=obligation, parts=["a", "b"], at=NOW),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert not verbs(obligation)


def test_states_follow_the_day(cast: Cast) -> None:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    make_obligation(dispatch=letter, due_on=TODAY - timedelta(days=1))
    make_obligation(dispatch=letter, due_on=TODAY)
    make_obligation(dispatch=letter, due_on=TODAY + timedelta(days=30))
    make_obligation(dispatch=letter, due_on=None)
    make_obligation(dispatch=letter, due_on=TODAY, done_at=NOW)
    units = [cast.federation.pk]
    counts = count_obligations(in_force(units=units), on=TODAY)
    assert (counts.total, counts.late, counts.soon, counts.standing, counts.done) == (5, 1, 1, 1, 1)
    assert (counts.done_on_time, counts.open) == (1, 4)
    for state, expected in {"late": 1, "soon": 1, "standing": 1, "done": 1, "open": 4}.items():
        assert obligations(units=units, on=TODAY, state=state).count() == expected, state
