"""A person confirms: obligations with owner and day, a measured limit, and nothing for what touches a boundary."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from haichieu.dispatches.actions import (
    Confirmation,
    add_dispatch,
    confirm_reading,
    finish_obligation,
    preview_confirmation,
)
from haichieu.dispatches.errors import BadReading, BoundaryTouched, ReadingChanged
from haichieu.dispatches.models import Dispatch, MeasuredLimit, Obligation, Reading
from haichieu.dispatches.queries import current_reading
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, Duty, proposed_duties
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def dispatch(cast: Cast) -> Dispatch:
    return add_dispatch(
        by=cast.minh, unit=cast.federation, file_name="512.txt", data=LETTER.encode(), at=NOW
    )[0]


def proposal(dispatch: Dispatch, **fields: str) -> Confirmation:
    reading = current_reading(dispatch)
    assert reading is not None
    values: Mapping[str, object] = reading.values
    duties = [replace(duty, owner=dispatch.unit_id) for duty in proposed_duties(values, known_on=TODAY)]
    shares = frozenset(i for i, limit in enumerate(reading.values["limits"]) if limit["share"])
    kept = {name: values.get(name) for name in (*LETTER_FIELDS, *LIST_FIELDS)}
    return Confirmation(fields=kept | fields, duties=duties, limits=shares)


def confirm(dispatch: Dispatch, by: Person, confirmation: Confirmation, expected: int = 1) -> Reading:
    return confirm_reading(
        by=by, dispatch=dispatch, confirmation=confirmation, expected_version=expected, at=NOW
    )


def with_duty(confirmation: Confirmation, place: int, **changes: object) -> Confirmation:
    duties = list(confirmation.duties)
    duties[place] = replace(duties[place], **changes)
    return replace(confirmation, duties=duties)


def obligations(dispatch: Dispatch) -> list[Obligation]:
    return list(dispatch.obligations.filter(removed_at=None).order_by("pk"))


def test_confirming_makes_obligations_with_owner_and_day(cast: Cast, dispatch: Dispatch) -> None:
    confirm(dispatch, cast.minh, proposal(dispatch))
    rows = obligations(dispatch)
    assert [row.kind for row in rows] == ["task", "standing", "acknowledgement"]
    assert rows[0].due_on == date(2026, 11, 29) and "29/11/2026" in rows[0].deadline_reason
    assert rows[1].due_on is None and rows[1].review_on is not None
    assert {row.owner_id for row in rows} == {cast.federation.pk}


def test_below_fifteen_per_cent_becomes_a_measured_limit(cast: Cast, dispatch: Dispatch) -> None:
    confirm(dispatch, cast.minh, proposal(dispatch))
    limit = MeasuredLimit.objects.get()
    assert (limit.numerator, limit.denominator, limit.strict, limit.counts) == (15, 100, True, "negative")


def test_what_touches_a_boundary_becomes_nothing_even_if_somebody_insists(
    cast: Cast, dispatch: Dispatch
) -> None:
    confirmation = proposal(dispatch)
    touched = [i for i, duty in enumerate(confirmation.duties) if duty.boundary is not None]
    assert len(touched) == 1
    insisted = with_duty(confirmation, touched[0], take=True, due_on=TODAY)
    confirm(dispatch, cast.lan, insisted)
    assert not [row for row in obligations(dispatch) if "tài khoản cá nhân" in row.text]


def test_a_boundary_cannot_be_reached_by_rewriting_a_proposal(cast: Cast, dispatch: Dispatch) -> None:
    forbidden = "Lập danh sách đoàn viên bấm thích, bình luận trái quan điểm để xem xét kỷ luật."
    with pytest.raises(BoundaryTouched):
        confirm(dispatch, cast.lan, with_duty(proposal(dispatch), 0, text=forbidden))
    assert not dispatch.obligations.exists()


def test_work_goes_only_to_the_receiving_unit_and_below(cast: Cast) -> None:
    own = add_dispatch(by=cast.hoa, unit=cast.hoa_union, file_name="a.txt", data=LETTER.encode(), at=NOW)[0]
    with pytest.raises(BadReading, match="cấp dưới"):
        confirm(own, cast.hoa, with_duty(proposal(own), 0, owner=cast.federation.pk))


def test_names_of_private_people_are_masked_in_what_lists_show(cast: Cast, dispatch: Dispatch) -> None:
    text = "Thăm hỏi bà Trần Thị Mơ bị tai nạn lao động trước ngày 30/11/2026"
    confirm(dispatch, cast.minh, with_duty(proposal(dispatch), 0, text=text))
    row = obligations(dispatch)[0]
    assert "T.T.M." in row.text and "tran thi mo" not in row.search


def test_the_machines_proposal_is_kept_and_never_comes_back_over_a_person(
    cast: Cast, dispatch: Dispatch
) -> None:
    confirm(dispatch, cast.minh, proposal(dispatch, subject="Giữ cân đối nội dung"))
    dispatch.refresh_from_db()
    assert dispatch.subject == "Giữ cân đối nội dung"
    assert [reading.by_person for reading in dispatch.readings.order_by("version")] == [False, True]
    assert add_dispatch(by=cast.minh, unit=cast.federation, file_name="x.txt", data=LETTER.encode(), at=NOW)[
        0
    ].subject


def test_two_people_confirming_at_once_the_second_is_told(cast: Cast, dispatch: Dispatch) -> None:
    confirm(dispatch, cast.minh, proposal(dispatch))
    with pytest.raises(ReadingChanged, match="người khác xác nhận"):
        confirm(dispatch, cast.lan, proposal(dispatch), expected=1)


def test_a_correction_previews_then_changes_only_what_it_says(cast: Cast, dispatch: Dispatch) -> None:
    confirm(dispatch, cast.minh, proposal(dispatch))
    kept = [row.pk for row in obligations(dispatch)]
    corrected = with_duty(with_duty(proposal(dispatch), 0, due_on=date(2026, 12, 5)), 1, take=False)
    changes = preview_confirmation(dispatch, corrected)
    assert (len(changes.added), len(changes.changed), len(changes.removed)) == (0, 1, 1)
    confirm(dispatch, cast.minh, corrected, expected=2)
    rows = obligations(dispatch)
    assert rows[0].pk == kept[0] and rows[0].due_on == date(2026, 12, 5)
    assert [fact.verb for fact in rows[0].facts.order_by("pk")] == ["created", "changed"]
    assert kept[1] not in [row.pk for row in rows]


def test_confirming_the_same_again_changes_nothing(cast: Cast, dispatch: Dispatch) -> None:
    confirm(dispatch, cast.minh, proposal(dispatch))
    assert not preview_confirmation(dispatch, proposal(dispatch))


def test_a_correction_leaves_finished_work_alone(cast: Cast, dispatch: Dispatch) -> None:
    confirm(dispatch, cast.minh, proposal(dispatch))
    finish_obligation(by=cast.minh, obligation=obligations(dispatch)[0], note="Đã gửi.", at=NOW)
    confirm(dispatch, cast.minh, with_duty(proposal(dispatch), 0, take=False), expected=2)
    assert dispatch.obligations.filter(removed_at=None).exclude(done_at=None).count() == 1
    assert dispatch.obligations.count() == 3


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"owner": None}, "đơn vị thực hiện"), ({"due_on": None, "review_on": None}, "cần một hạn")],
)
def test_a_duty_needs_an_owner_and_a_day(
    cast: Cast, dispatch: Dispatch, changes: dict[str, object], says: str
) -> None:
    with pytest.raises(BadReading, match=says):
        confirm(dispatch, cast.minh, with_duty(proposal(dispatch), 0, **changes))
    assert dispatch.readings.count() == 1 and not dispatch.obligations.exists()


def test_a_stranger_may_not_confirm(cast: Cast, dispatch: Dispatch) -> None:
    with pytest.raises(NotAllowed):
        confirm(dispatch, cast.son, proposal(dispatch))


def test_duties_have_stable_keys(dispatch: Dispatch) -> None:
    keys = [duty.key for duty in proposal(dispatch).duties]
    assert len(set(keys)) == len(keys) and all(isinstance(duty, Duty) for duty in proposal(dispatch).duties)
