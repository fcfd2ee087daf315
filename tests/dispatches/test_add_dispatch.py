"""A letter comes in: bytes kept, reading proposed, nothing lost when it cannot be read."""

import pytest

from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import add_dispatch
from haichieu.dispatches.models import Dispatch
from haichieu.dispatches.queries import current_reading, dispatches
from haichieu.text.errors import UnreadableFile
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.factories import NOW, make_dispatch

pytestmark = pytest.mark.django_db


def add(cast: Cast, data: bytes = LETTER.encode(), name: str = "512.txt") -> tuple[Dispatch, bool]:
    return add_dispatch(by=cast.minh, unit=cast.federation, file_name=name, data=data, at=NOW)


def stored(dispatch: Dispatch) -> bytes:
    with dispatch.file.open() as file:
        return file.read()


def test_the_machine_proposes_and_the_letter_waits_for_a_person(cast: Cast) -> None:
    dispatch, new = add(cast)
    reading = current_reading(dispatch)
    assert new and dispatch.confirmed_at is None
    assert (dispatch.number, dispatch.symbol, dispatch.date) == ("512", "LĐLĐ", "2026-11-05")
    assert reading is not None and not reading.by_person
    assert stored(dispatch) == LETTER.encode()


def test_the_same_file_twice_is_one_letter(cast: Cast) -> None:
    first, _ = add(cast)
    again, new = add(cast)
    assert again == first and not new


def test_a_file_that_cannot_be_read_is_kept_and_set_aside(cast: Cast) -> None:
    dispatch, new = add(cast, b"%PDF-1.7 broken", "hong.pdf")
    assert new and dispatch.set_aside.endswith(".")
    assert stored(dispatch) == b"%PDF-1.7 broken"
    assert list(dispatches(units=[cast.federation.pk], state="set_aside")) == [dispatch]


def test_a_file_that_is_too_large_is_refused_before_it_is_stored(cast: Cast) -> None:
    with pytest.raises(UnreadableFile, match="lớn"):
        add_dispatch(
            by=cast.minh, unit=cast.federation, file_name="a.txt", data=b"x" * 2000, at=NOW, max_bytes=1000
        )
    assert not Dispatch.objects.exists()


def test_search_ignores_diacritics(cast: Cast) -> None:
    dispatch, _ = add(cast)
    make_dispatch(unit=cast.federation)
    assert list(dispatches(units=[cast.federation.pk], search="can doi noi dung")) == [dispatch]
    assert list(dispatches(units=[cast.federation.pk], search="CÂN ĐỐI 512")) == [dispatch]


def test_a_stranger_may_not_add_to_another_unit(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_dispatch(by=cast.son, unit=cast.federation, file_name="a.txt", data=b"abc", at=NOW)


def test_who_added_it_is_logged_by_id(cast: Cast) -> None:
    dispatch, _ = add(cast)
    assert LogEntry.objects.get(verb="add_dispatch", ref=str(dispatch.pk)).by == str(cast.minh.pk)
