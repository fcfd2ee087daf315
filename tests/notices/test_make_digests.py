"""Who is told what on which day: from assignments, letters and the clock to one digest for each person."""

from datetime import date, datetime, timedelta

import pytest

from haichieu.dispatches.actions import remind_assignment
from haichieu.notices.actions import make_digests, prune_digests, set_notice_rule
from haichieu.notices.errors import BadSteps
from haichieu.notices.models import Digest
from haichieu.notices.queries import digest_text
from haichieu.notices.rules import OFFICE_ZONE, Quiet, Steps
from haichieu.units.errors import NotAllowed
from haichieu.units.models import Person, Role
from tests.conftest import Cast
from tests.factories import make_assignment, make_dispatch, make_obligation, make_person

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
DAY = timedelta(days=1)


def clock(day: date, hour: int = 7, minute: int = 15) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OFFICE_ZONE)


def given_to(
    cast: Cast, unit: object, *, due: date, text: str = "", sent: date = date(2026, 11, 1)
) -> object:
    letter = make_dispatch(unit=cast.federation, confirmed=True)
    type(letter).objects.filter(pk=letter.pk).update(received_at=clock(sent))
    duty = make_obligation(dispatch=letter, due_on=due, text=text)
    duty.done_at = clock(sent)  # the federation's own part is over
    duty.save()
    return make_assignment(obligation=duty, unit=unit, due_on=due, at=clock(sent, 9))


def told(person: Person, day: date) -> dict[str, int]:
    digest = Digest.objects.get(person=person, day=day)
    return {} if digest.is_empty else digest_text(digest).counts()


def mark_told() -> None:
    Digest.objects.filter(told_at=None, is_empty=False).update(told_at=clock(FRIDAY))


def test_the_owner_is_told_and_strangers_are_not(cast: Cast) -> None:
    given_to(cast, cast.hoa_union, due=FRIDAY)
    assert make_digests(at=clock(FRIDAY)) == 1
    assert told(cast.hoa, FRIDAY) == {"today": 1}
    assert told(cast.son, FRIDAY) == {}


def test_nothing_is_said_before_the_quiet_hours_end(cast: Cast) -> None:
    given_to(cast, cast.hoa_union, due=FRIDAY)
    assert make_digests(at=clock(FRIDAY, 6, 59)) == 0
    assert not Digest.objects.exists()
    assert make_digests(at=clock(FRIDAY, 20)) == 0


def test_a_second_run_and_a_second_worker_make_nothing_new(cast: Cast) -> None:
    given_to(cast, cast.hoa_union, due=FRIDAY)
    assert [make_digests(at=clock(FRIDAY, 7, minute)) for minute in (15, 15, 30)] == [1, 0, 0]
    assert Digest.objects.filter(person=cast.hoa).count() == 1


def test_the_giver_is_told_of_units_that_are_late_as_one_line(cast: Cast) -> None:
    one = given_to(cast, cast.hoa_union, due=FRIDAY - 3 * DAY)
    make_assignment(
        obligation=one.obligation, unit=cast.son_union, due_on=FRIDAY - 3 * DAY, at=clock(FRIDAY, 8)
    )
    make_digests(at=clock(FRIDAY))
    for person in (cast.lan, cast.minh):
        assert told(person, FRIDAY) == {"below": 2}
    text = digest_text(Digest.objects.get(person=cast.minh, day=FRIDAY))
    assert [line.more for line in text.sections[0].lines] == ["hạn 17/11/2026 (quá 3 ngày) · 2 đơn vị"]


def test_after_an_outage_one_digest_says_all_of_it(cast: Cast) -> None:
    make_digests(at=clock(FRIDAY - 9 * DAY))
    given_to(cast, cast.hoa_union, due=FRIDAY - 3 * DAY)
    given_to(cast, cast.hoa_union, due=FRIDAY)
    given_to(cast, cast.hoa_union, due=FRIDAY + 2 * DAY)
    make_digests(at=clock(FRIDAY))
    assert told(cast.hoa, FRIDAY) == {"late": 1, "today": 1, "soon": 1}
    assert Digest.objects.filter(person=cast.hoa, is_empty=False).count() == 1


def test_what_did_not_arrive_stands_in_the_next_digest(cast: Cast) -> None:
    given_to(cast, cast.hoa_union, due=FRIDAY)
    make_digests(at=clock(FRIDAY))
    Digest.objects.update(told_at=None)
    make_digests(at=clock(FRIDAY + 3 * DAY))
    assert told(cast.hoa, FRIDAY + 3 * DAY) == {"late": 1}


def test_what_was_told_is_not_told_every_day(cast: Cast) -> None:
    given_to(cast, cast.hoa_union, due=FRIDAY - DAY)
    days = [FRIDAY + DAY * n for n in (0, 3, 4, 5)]
    for day in days:
        make_digests(at=clock(day))
        mark_told()
    assert [told(cast.hoa, day) for day in days] == [{"late": 1}, {}, {}, {}]


def test_new_letters_and_reminders_stand_in_the_next_digest(cast: Cast) -> None:
    work = given_to(cast, cast.hoa_union, due=FRIDAY + 30 * DAY)
    letter = make_dispatch(unit=cast.hoa_union, subject="Tổ chức hội thao, liên hệ anh Nguyễn Văn Bình")
    make_digests(at=clock(FRIDAY - 4 * DAY))
    mark_told()
    type(letter).objects.filter(pk=letter.pk).update(received_at=clock(FRIDAY - DAY, 15))
    remind_assignment(by=cast.minh, assignment=work, note="", at=clock(FRIDAY - DAY, 16))
    make_digests(at=clock(FRIDAY))
    assert told(cast.hoa, FRIDAY) == {"news": 1, "letters": 1}
    text = digest_text(Digest.objects.get(person=cast.hoa, day=FRIDAY))
    assert "được nhắc" in text.sections[0].lines[0].more
    assert "Nguyễn Văn Bình" not in text.sections[1].lines[0].title


def test_a_deputy_is_told_for_the_days_of_the_absence(cast: Cast) -> None:
    deputy = make_person(username="vy", full_name="Hồ Hạ Vy")
    Role.objects.create(
        person=deputy,
        unit=cast.hoa_union,
        role="officer",
        deputy_of=cast.hoa,
        valid_from=FRIDAY,
        valid_to=FRIDAY,
    )
    given_to(cast, cast.hoa_union, due=FRIDAY)
    make_digests(at=clock(FRIDAY))
    assert told(deputy, FRIDAY) == {"today": 1}
    make_digests(at=clock(FRIDAY + 3 * DAY))
    assert not Digest.objects.filter(person=deputy, day=FRIDAY + 3 * DAY).exists()


def test_a_deadline_given_in_the_morning_for_today_is_still_told_today(cast: Cast) -> None:
    make_digests(at=clock(FRIDAY))
    assert told(cast.hoa, FRIDAY) == {}
    given_to(cast, cast.hoa_union, due=FRIDAY, sent=FRIDAY)
    assert make_digests(at=clock(FRIDAY, 9, 30)) == 1
    assert told(cast.hoa, FRIDAY) == {"today": 1}
    given_to(cast, cast.hoa_union, due=FRIDAY, sent=FRIDAY)
    assert make_digests(at=clock(FRIDAY, 10)) == 0


def test_an_office_sets_its_steps_from_a_day_on(cast: Cast) -> None:
    values = {
        "unit": cast.federation,
        "steps": Steps(7, 2, 5),
        "quiet": Quiet(),
        "source": "Quy chế 12",
        "at": clock(FRIDAY),
    }
    set_notice_rule(by=cast.lan, valid_from=FRIDAY + 3 * DAY, **values)
    given_to(cast, cast.hoa_union, due=FRIDAY + 7 * DAY)
    given_to(cast, cast.hoa_union, due=FRIDAY + 10 * DAY)
    make_digests(at=clock(FRIDAY))
    assert told(cast.hoa, FRIDAY) == {}
    make_digests(at=clock(FRIDAY + 3 * DAY))
    assert told(cast.hoa, FRIDAY + 3 * DAY) == {"soon": 2}
    with pytest.raises(NotAllowed):
        set_notice_rule(by=cast.hoa, valid_from=FRIDAY, **values)
    with pytest.raises(BadSteps):
        set_notice_rule(by=cast.lan, valid_from=FRIDAY - DAY, **values)


def test_the_number_of_questions_does_not_grow_with_people_and_work(
    cast: Cast, django_assert_max_num_queries
) -> None:
    for _ in range(12):
        make_person(unit=cast.hoa_union)
        given_to(cast, cast.hoa_union, due=FRIDAY)
    with django_assert_max_num_queries(45):
        assert make_digests(at=clock(FRIDAY)) == 13


def test_old_digests_leave(cast: Cast) -> None:
    given_to(cast, cast.hoa_union, due=FRIDAY)
    make_digests(at=clock(FRIDAY))
    kept = Digest.objects.filter(is_empty=False)
    assert prune_digests(at=clock(FRIDAY + 10 * DAY)) == Digest.objects.filter(is_empty=True).count() + 3
    assert kept.exists()
    prune_digests(at=clock(FRIDAY + 130 * DAY))
    assert not Digest.objects.exists()
