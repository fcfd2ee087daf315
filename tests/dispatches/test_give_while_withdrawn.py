"""Hoa passes work on at the very moment at which Minh takes it back: nothing lives below what was withdrawn."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from haichieu.dispatches.actions import (
    carry_out_cascade,
    cascade_obligation,
    keep_tallies,
    withdraw_assignment,
)
from haichieu.dispatches.models import Assignment
from tests.conftest import Cast
from tests.factories import NOW, make_assignment, make_dispatch, make_obligation, make_unit


@pytest.mark.django_db(transaction=True)
def test_no_unit_is_given_work_under_an_assignment_that_is_being_withdrawn(cast: Cast) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    duty = make_obligation(dispatch=make_dispatch(unit=cast.federation, confirmed=True))
    own = make_assignment(obligation=duty, unit=cast.hoa_union)
    keep_tallies(at=NOW)
    team = make_unit(parent=cast.hoa_union)
    made = cascade_obligation(
        by=cast.hoa, obligation=duty, giver=cast.hoa_union, lead=[team.pk], passed_from=own, at=NOW
    )
    given: list[int] = []

    def carry_out() -> None:
        try:
            given.append(carry_out_cascade(cascade_id=made.pk, at=NOW))
        finally:
            connections.close_all()

    job = threading.Thread(target=carry_out)
    with transaction.atomic():
        Assignment.objects.select_for_update().get(pk=own.pk)
        job.start()
        time.sleep(0.5)  # the job comes as far as it can
        withdraw_assignment(by=cast.minh, assignment=own, reason="Thôi", at=NOW)
    job.join(timeout=20)
    assert given == [0]
    assert list(Assignment.objects.values_list("unit_id", "state")) == [(cast.hoa_union.pk, "withdrawn")]
