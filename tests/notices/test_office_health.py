"""Health fails when work is late: the clock is moved, and what is late is named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from haichieu.base.jobs import timetable
from haichieu.dispatches.models import Cascade, Dispatch
from haichieu.notices.actions import make_digests
from haichieu.notices.models import Delivery
from haichieu.notices.queries import office_health
from haichieu.units.models import Person
from tests.conftest import Cast
from tests.notices.test_make_digests import FRIDAY, clock, given_to

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def late(at: object) -> dict[str, tuple[str, ...]]:
    return {check.name: check.late for check in office_health(at) if check.name != "jobs" and not check.ok}


@pytest.fixture
def known(cast: Cast) -> Cast:
    """Everybody came to the office long ago."""
    Person.objects.update(created_at=clock(FRIDAY) - timedelta(days=30))
    return cast


def test_an_office_in_time_is_healthy(known: Cast) -> None:
    make_digests(at=clock(FRIDAY))
    assert late(clock(FRIDAY, 12)) == {}


def test_digests_that_nobody_decided_are_late_after_an_hour(known: Cast) -> None:
    assert late(clock(FRIDAY, 7, 59)) == {}
    assert "4 người chưa được xét" in late(clock(FRIDAY, 8, 1))["digests"][0]


def test_a_digest_that_waits_for_an_hour_is_late(known: Cast) -> None:
    given_to(known, known.hoa_union, due=FRIDAY)
    make_digests(at=clock(FRIDAY))
    digest = known.hoa.digests.get()
    Delivery.objects.create(digest=digest, way="mail", next_try_at=clock(FRIDAY))
    assert late(clock(FRIDAY, 8)) == {}
    assert "chưa gửi được" in late(clock(FRIDAY, 8, 16))["digests"][0]


def test_mail_that_fails_is_named(known: Cast) -> None:
    make_digests(at=clock(FRIDAY))
    Delivery.objects.create(
        digest=known.hoa.digests.get(),
        way="mail",
        state="failed",
        next_try_at=clock(FRIDAY),
        ended_at=clock(FRIDAY, 9),
    )
    assert late(clock(FRIDAY, 10)) == {"ways": ("1 bản nhắc việc không gửi được bằng thư điện tử.",)}


def test_a_cascade_and_a_letter_that_hang_are_named(known: Cast) -> None:
    make_digests(at=clock(FRIDAY))
    work = given_to(known, known.hoa_union, due=FRIDAY)
    Cascade.objects.filter(pk=work.cascade_id).update(finished_at=None, at=clock(FRIDAY, 9, 0))
    Dispatch.objects.update(waits_since=clock(FRIDAY, 9, 0))
    assert late(clock(FRIDAY, 9, 9)) == {}
    assert set(late(clock(FRIDAY, 9, 11))) == {"cascades"}
    assert set(late(clock(FRIDAY, 9, 31))) == {"cascades", "letters"}


def test_a_timetable_that_stands_still_is_named(known: Cast) -> None:
    start = timezone.now()
    timetable.start_due(now=start)
    jobs = next(check for check in office_health(start + 20 * MINUTE) if check.name == "jobs")
    assert any("notices.send_digests" in sentence for sentence in jobs.late)
