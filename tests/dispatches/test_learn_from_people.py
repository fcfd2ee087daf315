"""A person corrects one letter, and the next letter of the same body is read right; people are never overruled."""

from dataclasses import replace

import pytest

from haichieu.dispatches.actions import (
    Confirmation,
    add_dispatch,
    confirm_reading,
    read_again,
    read_waiting_file,
    switch_lesson,
)
from haichieu.dispatches.models import Correction, Dispatch, LessonUse
from haichieu.dispatches.queries import current_reading, lexicon_of
from haichieu.dispatches.rules import LETTER_FIELDS, LIST_FIELDS, proposed_duties
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db

RIGHT = "Liên đoàn Lao động tỉnh Đông Triều"
#: as a worn-out scanner would have it
GARBLED = LETTER.replace("LIÊN ĐOÀN LAO ĐỘNG\nTỈNH ĐÔNG TRIỀU", "LIÊN ĐOÀN LAO ĐÔNG\nTỈNH ĐÓNG TRIÊU")
#: the same letter, asking one body only
TO_ONE_BODY = LETTER.replace(
    "yêu cầu các công đoàn cơ sở thực hiện", "yêu cầu Ban Tuyên giáo thực hiện"
).replace("Các công đoàn cơ sở trực thuộc", "Ban Tuyên giáo")


def receive(cast: Cast, number: str, text: str = GARBLED) -> Dispatch:
    data = text.replace("512/", f"{number}/").encode()
    return add_dispatch(by=cast.minh, unit=cast.federation, file_name=f"{number}.txt", data=data, at=NOW)[0]


def confirm(cast: Cast, dispatch: Dispatch, owner: int | None = None, **fields: object) -> None:
    seen = current_reading(dispatch)
    assert seen is not None
    duties = [
        replace(duty, owner=owner or dispatch.unit_id)
        for duty in proposed_duties(seen.values, known_on=TODAY)
    ]
    held = {name: seen.values.get(name) for name in (*LETTER_FIELDS, *LIST_FIELDS, "signer", "states")}
    confirmation = Confirmation({**held, **fields}, duties, frozenset())
    confirm_reading(
        by=cast.minh, dispatch=dispatch, confirmation=confirmation, expected_version=seen.version, at=NOW
    )


def issuer_lesson(cast: Cast):
    return next(each for each in lexicon_of(cast.federation.pk).lessons if each.kind == "issuer")


def test_after_one_correction_the_next_letter_of_the_same_body_is_read_right(cast: Cast) -> None:
    first = receive(cast, "512")
    assert first.issuer != RIGHT
    confirm(cast, first, issuer=RIGHT)
    second = receive(cast, "530")
    assert second.issuer == RIGHT
    change = current_reading(second).values["learned"][0]
    assert (change["field"], change["source"], change["letter"]) == (
        "issuer",
        first.pk,
        "Công văn số 512/LĐLĐ",
    )


def test_a_lesson_that_people_keep_counts_as_help(cast: Cast) -> None:
    confirm(cast, receive(cast, "512"), issuer=RIGHT)
    confirm(cast, receive(cast, "530"))
    record = issuer_lesson(cast).record
    assert (record.helped, record.undone, record.is_on) == (1, 0, True)


def test_a_lesson_contradicted_twice_switches_itself_off_and_a_person_may_switch_it_on(cast: Cast) -> None:
    first = receive(cast, "512")
    as_read = first.issuer
    confirm(cast, first, issuer=RIGHT)
    for number in ("530", "531"):
        confirm(cast, receive(cast, number), issuer=as_read)
    lesson = next(each for each in lexicon_of(cast.federation.pk).lessons if each.value == RIGHT)
    assert (lesson.record.undone, lesson.record.is_on) == (2, False)
    switch_lesson(by=cast.minh, unit=cast.federation, key=lesson.key, is_on=True, at=NOW)
    lesson = next(each for each in lexicon_of(cast.federation.pk).lessons if each.value == RIGHT)
    assert lesson.record.is_on


def test_a_lesson_switched_off_is_not_used(cast: Cast) -> None:
    confirm(cast, receive(cast, "512"), issuer=RIGHT)
    for lesson in lexicon_of(cast.federation.pk).lessons:
        switch_lesson(by=cast.lan, unit=cast.federation, key=lesson.key, is_on=False, at=NOW)
    assert receive(cast, "530").issuer != RIGHT
    with pytest.raises(NotAllowed):
        switch_lesson(by=cast.son, unit=cast.federation, key=lesson.key, is_on=True, at=NOW)


def test_a_persons_reading_is_never_touched(cast: Cast) -> None:
    kept = receive(cast, "501")
    confirm(cast, kept, issuer="TÊN DO NGƯỜI GHI")
    confirm(cast, receive(cast, "512"), issuer=RIGHT)
    read_again(by=cast.minh, dispatch=kept, at=NOW)
    read_waiting_file(dispatch_id=kept.pk, at=NOW)
    kept.refresh_from_db()
    assert kept.issuer == current_reading(kept).values["issuer"] == "TÊN DO NGƯỜI GHI"
    assert not LessonUse.objects.filter(dispatch=kept).exists()


def test_a_later_correction_replaces_what_a_letter_taught(cast: Cast) -> None:
    first = receive(cast, "512")
    confirm(cast, first, issuer="Tên ghi nhầm")
    confirm(cast, first, issuer=RIGHT)
    assert [row.person_value for row in Correction.objects.filter(field="issuer")] == [RIGHT]


def test_another_office_learns_nothing_from_it(cast: Cast) -> None:
    confirm(cast, receive(cast, "512"), issuer=RIGHT)
    own = add_dispatch(by=cast.hoa, unit=cast.hoa_union, file_name="a.txt", data=GARBLED.encode(), at=NOW)[0]
    assert own.issuer != RIGHT


def test_who_was_given_an_actors_work_is_remembered(cast: Cast) -> None:
    first = receive(cast, "512", TO_ONE_BODY)
    confirm(cast, first, owner=cast.hoa_union.pk)
    actors = proposed_duties(current_reading(first).values, known_on=TODAY)[0].actors
    lesson = lexicon_of(cast.federation.pk).owner(actors)
    assert lesson is not None and lesson.value == cast.hoa_union.code
    confirm(cast, receive(cast, "530", TO_ONE_BODY), owner=cast.hoa_union.pk)
    assert lexicon_of(cast.federation.pk).owner(actors).record.helped >= 1


def test_who_acts_where_all_are_asked_is_not_remembered(cast: Cast) -> None:
    first = receive(cast, "512")
    confirm(cast, first, owner=cast.hoa_union.pk)
    actors = proposed_duties(current_reading(first).values, known_on=TODAY)[0].actors
    assert actors == ("các công đoàn cơ sở",)
    assert lexicon_of(cast.federation.pk).owner(actors) is None


def test_a_deleted_letter_takes_its_lessons_along(cast: Cast) -> None:
    first = receive(cast, "512")
    confirm(cast, first, issuer=RIGHT)
    first.corrections.all().delete()
    assert not lexicon_of(cast.federation.pk).lessons
