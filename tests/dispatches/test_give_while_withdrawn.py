"""Minh takes work back at the very moment at which somebody gives or removes it: each waits for the other."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction

from haichieu.dispatches.actions import (
    carry_out_cascade,
    cascade_obligation,
    keep_tallies,
    remove_obligation,
    withdraw_assignment,
)
from haichieu.dispatches.models import Assignment
from tests.conftest import Cast
from tests.factories import NOW, make_assignment, make_dispatch, make_obligation, make_unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own(cast: Cast) -> Assignment:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    own = make_assignment(obligation=duty, unit=cast.hoa_union)
    keep_tallies(at=NOW)
    return own


def while_withdrawn(cast: Cast, own: Assignment, other: Callable[[], object]) -> list[object]:
    """Take the work back while another connection does something with it; what that came to."""
    came_to: list[object] = []

    def run() -> None:
        try:
            came_to.append(other())
        finally:
            connections.close_all()

    job = threading.Thread(target=run)
    with transaction.atomic():
        Assignment.objects.select_for_update().get(pk=own.pk)
        job.start()
        time.sleep(0.5)  # the other comes as far as it can
        withdraw_assignment(by=cast.minh, assignment=own, reason="Thôi", at=NOW)
    job.join(timeout=20)
    return came_to


def test_no_unit_is_given_work_under_an_assignment_that_is_being_withdrawn(
    cast: Cast, own: Assignment
) -> None:
    lead = [make_unit(parent=cast.hoa_union).pk]
    wish = {"obligation": own.obligation, "giver": cast.hoa_union, "passed_from": own, "lead": lead}
    made = cascade_obligation(by=cast.hoa, at=NOW, **wish)
    assert while_withdrawn(cast, own, lambda: carry_out_cascade(cascade_id=made.pk, at=NOW)) == [0]
    assert list(Assignment.objects.values_list("unit_id", "state")) == [(cast.hoa_union.pk, "withdrawn")]


def test_a_removal_waits_for_the_withdrawal(cast: Cast, own: Assignment) -> None:
    removal = {"by": cast.minh, "obligation": own.obligation, "reason": "Thu hồi", "at": NOW}
    assert while_withdrawn(cast, own, lambda: remove_obligation(**removal)) == [None]
    own.obligation.refresh_from_db()
    assert own.obligation.removed_at == NOW
    assert list(own.facts.order_by("pk").values_list("verb", flat=True))[-1] == "withdrawn"
