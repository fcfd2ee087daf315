"""Letters stored by an older program are found, and shown, by the rules of today; their readings stay."""

import pytest
from click.testing import CliRunner

from haichieu.base.models import LogEntry
from haichieu.cli.main import main
from haichieu.dispatches.actions import refresh_search_words
from haichieu.dispatches.actions.search_words import OnDone
from haichieu.dispatches.models import Dispatch, Reading
from haichieu.dispatches.queries import dispatches
from tests.conftest import Cast
from tests.factories import NOW, make_dispatch, make_obligation

pytestmark = pytest.mark.django_db

ABOUT = "hỗ trợ đoàn viên Trần Thị Hồng Mơ"


def refresh(on_done: OnDone | None = None) -> int:
    return refresh_search_words(by=None, at=NOW, on_done=on_done)


@pytest.fixture
def old(cast: Cast) -> Dispatch:
    """A letter as an older program stored it: a private name in the lists, and other words to search in."""
    letter = make_dispatch(unit=cast.federation, subject=ABOUT)
    name = "Đơn của bà Trần Thị Hồng Mơ.pdf"
    Dispatch.objects.filter(pk=letter.pk).update(subject=ABOUT, search="tran thi hong mo", file_name=name)
    return letter


def test_stored_letters_are_found_by_todays_words_and_not_by_private_names(cast: Cast, old: Dispatch) -> None:
    values = Reading.objects.get(dispatch=old).values
    assert refresh() >= 1
    letters = [list(dispatches(units=[cast.federation.pk], search=words)) for words in ("hồng mơ", "hỗ trợ")]
    assert letters == [[], [old]]
    old.refresh_from_db()
    assert (old.subject, old.file_name) == ("hỗ trợ đoàn viên T.T.H.M.", "Đơn của bà T.T.H.M.pdf")
    assert Reading.objects.get(dispatch=old).values == values
    assert refresh() == 0, "a second time changes nothing"


def test_a_persons_reading_counts_before_the_machines(cast: Cast, old: Dispatch) -> None:
    Reading.objects.create(
        dispatch=old,
        version=2,
        by_person=True,
        values={"subject": "rà soát kênh"},
        by="1",
        at=old.received_at,
    )
    Reading.objects.create(
        dispatch=old, version=3, by_person=False, values={"subject": "máy đọc"}, by="m", at=old.received_at
    )
    refresh()
    old.refresh_from_db()
    assert "ra soat kenh" in old.search and "may doc" not in old.search


def test_a_letter_that_was_never_read_keeps_its_file_name(cast: Cast, old: Dispatch) -> None:
    old.readings.all().delete()
    refresh()
    old.refresh_from_db()
    assert old.search == "don cua ba t.t.h.m.pdf"


def test_obligations_are_found_by_what_they_say_and_who_acts(cast: Cast, old: Dispatch) -> None:
    owed = make_obligation(dispatch=old, text="Thăm bà Trần Thị Hồng Mơ tại thôn 3")
    owed.actors, owed.search = ["Các công đoàn cơ sở"], "tran thi hong mo"
    owed.save()
    refresh()
    owed.refresh_from_db()
    assert "cac cong doan co so" in owed.search and "hong mo" not in owed.search


def test_progress_ends_at_the_number_of_rows(cast: Cast, old: Dispatch) -> None:
    make_obligation(dispatch=old)
    told: list[tuple[int, int]] = []
    refresh(on_done=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_the_command_says_how_many_rows_changed(old: Dispatch) -> None:
    said = CliRunner().invoke(main, ["dispatches", "refresh-search"], prog_name="haichieu")
    assert said.exit_code == 0 and "1 mục thay đổi" in said.stdout


def entries() -> list[tuple[str, str, str]]:
    told = LogEntry.objects.filter(verb="refresh_search_words").order_by("pk")
    return [(str(entry.by), entry.kind, entry.value.text) for entry in told]


def test_the_log_tells_once_what_was_changed(cast: Cast, old: Dispatch) -> None:
    make_obligation(dispatch=old)
    refresh()
    refresh()
    ((by, kind, told),) = entries()
    assert (by, kind) == ("system:terminal", "register") and '"letters":1' in told.replace(" ", "")


class Stopped(Exception):
    """Somebody stopped the command."""


def test_what_was_changed_before_a_stop_is_logged(cast: Cast, old: Dispatch) -> None:
    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        refresh(on_done=stop)
    old.refresh_from_db()
    assert "T.T.H.M." in old.file_name and len(entries()) == 1
