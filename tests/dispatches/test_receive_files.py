"""Files come in: quick ones are read at once, long ones by a job, packages letter by letter; nothing is lost."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from haichieu.base.jobs import run_waiting
from haichieu.base.jobs.running import Outcome
from haichieu.base.models import LogEntry
from haichieu.dispatches.actions import Intake, add_dispatch, read_again, read_waiting_file, receive_file
from haichieu.dispatches.models import Dispatch, Reading
from haichieu.dispatches.queries import current_reading, dispatches
from haichieu.text.limited import Readers
from haichieu.units.errors import NotAllowed
from tests.conftest import Cast
from tests.dispatches.letters import LETTER
from tests.factories import NOW
from tests.text.stand_in_tools import stand_in_for
from tests.text.test_read_files import pdf_file

OTHER = LETTER.replace("512/LĐLĐ", "513/LĐLĐ").replace("cân đối nội dung", "báo cáo tuần")
WORDS = " hãy gửi tệp ảnh thư hoặc nén .docx .doc .pdf .odt .rtf .html .txt .md .jpg .png .tiff .eml .zip "
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a script in the place of the tool that takes text out of PDF files."""
    (tmp_path / "letter.txt").write_text(LETTER, encoding="utf-8")
    return stand_in_for("pdftotext", tmp_path, monkeypatch)


def slow_letter(cast: Cast, tool: Callable[[str], None]) -> Dispatch:
    """A letter that takes longer than the page waits."""
    tool("sleep 30")
    dispatch, _ = add_dispatch(
        by=cast.minh, unit=cast.federation, file_name="cham.pdf", data=pdf_file(), at=NOW, patience=0.7
    )
    return dispatch


def receive(cast: Cast, name: str, data: bytes) -> list[Dispatch]:
    with Readers() as readers:
        return [
            r.dispatch for r in receive_file(name, data, Intake(cast.minh, cast.federation, NOW, readers))
        ]


def work(minutes: int = 5) -> list[Outcome]:
    return [outcome for _, outcome in run_waiting(clock=lambda: NOW + timedelta(minutes=minutes))]


def packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return buffer.getvalue()


def test_a_file_that_takes_long_is_stored_and_left_to_a_job(
    cast: Cast, tool: Callable[[str], None], tmp_path: Path
) -> None:
    letter = slow_letter(cast, tool)
    assert letter.waits_since == NOW and not letter.set_aside and not letter.text
    assert list(dispatches(units=[cast.federation.pk], state="waiting")) == []

    tool(f"cat {tmp_path}/letter.txt")
    assert work() == [Outcome.DONE]
    letter.refresh_from_db()
    assert (letter.number, letter.waits_since) == ("512", None)
    assert list(dispatches(units=[cast.federation.pk], state="waiting")) == [letter]


def test_old_word_files_and_pictures_never_make_the_page_wait(cast: Cast) -> None:
    letter, _ = add_dispatch(by=cast.minh, unit=cast.federation, file_name="cu.doc", data=OLD_WORD, at=NOW)
    assert letter.waits_since == NOW
    assert work() == [Outcome.DONE]
    letter.refresh_from_db()
    assert letter.set_aside.endswith(".") and letter.waits_since is None


def test_a_letter_read_at_once_leaves_its_job_nothing_to_do(cast: Cast) -> None:
    [letter] = receive(cast, "512.txt", LETTER.encode())
    assert letter.number == "512"
    assert work(minutes=5) == []
    assert work(minutes=90) == [Outcome.DONE]
    assert letter.readings.count() == 1


def test_reading_twice_makes_one_version(cast: Cast, tool: Callable[[str], None], tmp_path: Path) -> None:
    letter = slow_letter(cast, tool)
    tool(f"cat {tmp_path}/letter.txt")
    read_waiting_file(dispatch_id=letter.pk, at=NOW)
    read_waiting_file(dispatch_id=letter.pk, at=NOW)
    assert letter.readings.count() == 1


def test_a_file_set_aside_can_be_read_again(cast: Cast, tool: Callable[[str], None], tmp_path: Path) -> None:
    tool("exit 1")
    [letter] = receive(cast, "hong.pdf", pdf_file())
    assert letter.set_aside
    tool(f"cat {tmp_path}/letter.txt")
    read_again(by=cast.minh, dispatch=letter, at=NOW)
    work()
    letter.refresh_from_db()
    assert (letter.number, letter.set_aside) == ("512", "")


def test_reading_again_never_touches_what_a_person_confirmed(cast: Cast) -> None:
    [letter] = receive(cast, "512.txt", LETTER.encode())
    values = {**letter.readings.get().values, "subject": "trích yếu do chị Minh sửa"}
    mine = Reading.objects.create(
        dispatch=letter, version=2, by_person=True, values=values, by=str(cast.minh.pk), at=NOW
    )
    Dispatch.objects.filter(pk=letter.pk).update(subject=values["subject"], confirmed_at=NOW)
    read_again(by=cast.minh, dispatch=letter, at=NOW)
    work()
    letter.refresh_from_db()
    assert current_reading(letter) == mine
    assert letter.subject == "trích yếu do chị Minh sửa"
    assert letter.readings.get(version=3).by_person is False


def test_a_letter_whose_job_was_given_up_can_be_given_to_another(cast: Cast) -> None:
    letter, _ = add_dispatch(by=cast.minh, unit=cast.federation, file_name="cu.doc", data=OLD_WORD, at=NOW)
    read_again(by=cast.minh, dispatch=letter, at=NOW + timedelta(minutes=5))
    assert not LogEntry.objects.filter(verb="read_again").exists(), "it is being read"
    read_again(by=cast.minh, dispatch=letter, at=NOW + timedelta(minutes=20))
    assert LogEntry.objects.filter(verb="read_again").count() == 1


def test_reading_again_asks_for_the_right_to_add(cast: Cast) -> None:
    [letter] = receive(cast, "512.txt", LETTER.encode())
    with pytest.raises(NotAllowed):
        read_again(by=cast.son, dispatch=letter, at=NOW)


def test_a_stored_file_that_is_gone_is_named(cast: Cast, tool: Callable[[str], None]) -> None:
    letter = slow_letter(cast, tool)
    Path(letter.file.path).unlink()
    work()
    letter.refresh_from_db()
    assert "không còn trong kho" in letter.set_aside


def test_each_letter_of_an_archive_is_its_own(cast: Cast) -> None:
    letters = receive(cast, "goi.zip", packed(a__txt=LETTER.encode(), b__txt=OTHER.encode()))
    assert [letter.number for letter in letters] == ["512", "513"]
    assert {letter.package for letter in letters} == {"goi.zip"}
    assert receive(cast, "goi.zip", packed(a__txt=LETTER.encode(), b__txt=OTHER.encode())) == letters


def test_what_cannot_be_read_in_an_archive_is_kept_and_named(cast: Cast) -> None:
    data = packed(a__txt=LETTER.encode(), may__exe=b"MZ" + bytes(90))
    letter, package = receive(cast, "goi.zip", data)
    assert letter.number == "512"
    assert "may.exe" in package.set_aside
    with package.file.open() as kept:
        assert kept.read() == data


def test_a_long_reason_ends_between_words(cast: Cast) -> None:
    [package] = receive(cast, "goi.zip", packed(**{"a__" + "dangla" * 6: b"?", "b__xyz": b"?"}))
    reason = package.set_aside.partition("(Chưa đọc được loại tệp")[2].partition("…)")[0]
    assert f" {reason.rpartition(' ')[2].strip(',')} " in WORDS
    assert package.set_aside.endswith(", và 1 tệp khác.")


@pytest.mark.parametrize("name", ["goi", "goi.docx", "goi.txt"])
def test_an_archive_under_another_name_is_opened(cast: Cast, name: str) -> None:
    [letter] = receive(cast, name, packed(a__txt=LETTER.encode()))
    assert (letter.number, letter.package) == ("512", name)


def test_an_archive_that_cannot_be_opened_is_kept(cast: Cast) -> None:
    [package] = receive(cast, "goi.zip", b"PK\x03\x04 hong")
    assert package.set_aside.endswith(".") and package.waits_since is None


def test_a_mail_tells_the_office_and_not_the_person(cast: Cast) -> None:
    mail = EmailMessage()
    mail["From"] = "Văn phòng LĐLĐ tỉnh <hoa.vt@congdoan.org.vn>"
    mail["Subject"] = "Gửi công văn 512, liên hệ hoa1990@gmail.com"
    mail.set_content("Gửi các đồng chí công văn kèm theo.")
    mail.add_attachment(LETTER.encode(), maintype="text", subtype="plain", filename="512.txt")
    [letter] = receive(cast, "thu.eml", mail.as_bytes())
    assert (letter.number, letter.package) == ("512", "thu.eml")
    assert "Gửi công văn 512" in letter.origin and "Văn phòng LĐLĐ tỉnh (congdoan.org.vn)" in letter.origin
    assert "hoa" not in letter.origin


def test_several_letters_in_one_file_become_several_dispatches(cast: Cast) -> None:
    [first] = receive(cast, "hai.txt", f"{LETTER}\n\n{OTHER}".encode())
    second = Dispatch.objects.get(place=1)
    assert (first.number, second.number) == ("512", "513")
    assert first.sha256 == second.sha256 and first.file.name == second.file.name
    assert second.readings.count() == 1
    assert LogEntry.objects.filter(verb="add_dispatch").count() == 2


def test_the_same_bytes_sent_twice_at_the_same_moment_are_one_letter(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_else_is_faster(data: bytes) -> ContentFile:
        monkeypatch.undo()
        receive(cast, "ten-khac.txt", data)
        return ContentFile(data)

    monkeypatch.setattr("haichieu.dispatches.actions.letters.ContentFile", somebody_else_is_faster)
    letter, is_new = add_dispatch(
        by=cast.minh, unit=cast.federation, file_name="a.txt", data=LETTER.encode(), at=NOW
    )
    assert not is_new and letter.file_name == "ten-khac.txt"
    assert list(Dispatch.objects.all()) == [letter]
    assert [path.name for path in Path(letter.file.path).parent.iterdir()] == [Path(letter.file.path).name]
