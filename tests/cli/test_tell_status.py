"""`haichieu exchange status`: a status goes out as a file, and into the register where the letter is stored."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from haichieu.cli.main import main
from haichieu.dispatches.exchange import EdxmlStatus, read_edxml
from haichieu.dispatches.models import Dispatch, StatusFact
from tests.conftest import Cast
from tests.dispatches.messages import status_message, written
from tests.factories import make_dispatch

pytestmark = pytest.mark.django_db


def call(*words: object) -> Result:
    return CliRunner().invoke(main, ["exchange", "status", *map(str, words)], prog_name="haichieu")


def ours(cast: Cast) -> Dispatch:
    facts = {"number": "512", "symbol": "LĐLĐ", "date": "2026-11-05", "key": "512/LDLD"}
    return make_dispatch(unit=cast.federation, **facts)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "goi.edxml"
    path.write_bytes(written())
    return path


def test_a_status_of_a_stored_letter_is_kept_and_written(cast: Cast, sent: Path, tmp_path: Path) -> None:
    letter, out = ours(cast), tmp_path / "tt.edxml"
    done = call(sent, "--code", "03", "--from", "H41.12", "-o", out)
    assert done.output == f"Đã ghi tt.edxml, và ghi “Đã tiếp nhận” ở Công văn số 512/LĐLĐ (số {letter.pk}).\n"
    said = read_edxml(out.read_bytes())
    assert isinstance(said, EdxmlStatus) and said.response_for.document_id == "H41.1,2026/11/05,512/LĐLĐ"
    fact = letter.statuses.get()
    assert (fact.code, fact.by, fact.issuer) == ("03", "system:terminal", "H41.1")


def test_a_stored_letter_may_be_called_by_its_number(cast: Cast, tmp_path: Path) -> None:
    letter, out = ours(cast), tmp_path / "tt.edxml"
    assert call("512/LĐLĐ", "--code", "06", "--from", "H41.12", "--to", "H41.1", "-o", out).exit_code == 0
    assert letter.statuses.get().code == "06" and out.exists()


def test_a_letter_that_is_not_stored_still_gets_its_message(db: None, sent: Path, tmp_path: Path) -> None:
    done = call(sent, "--code", "01", "--from", "H41.12", "-o", tmp_path / "tt.edxml")
    assert done.exit_code == 0 and "không có trong sổ nên trạng thái không được lưu" in done.output
    assert isinstance(read_edxml((tmp_path / "tt.edxml").read_bytes()), EdxmlStatus)


def test_a_status_from_another_office_is_kept_with_its_letter(cast: Cast, tmp_path: Path) -> None:
    letter, path = ours(cast), tmp_path / "tt.xml"
    path.write_bytes(status_message("05"))
    assert call(path).output == f"Đã ghi: Đang xử lý, ở Công văn số 512/LĐLĐ (số {letter.pk}).\n"
    assert call(path).output.startswith("Đã có từ trước") and StatusFact.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--code", "02", "--from", "H41.12"], "Từ chối tiếp nhận cần nêu lý do."),
        (["--code", "03", "--from", "day"], "Mã định danh của nơi gửi trạng thái"),
        (["--code", "03"], "--from"),
    ],
)
def test_what_is_missing_is_one_sentence(cast: Cast, sent: Path, words: list[str], says: str) -> None:
    for store in (lambda: None, lambda: ours(cast)):
        store()
        done = call(sent, *words)
        assert done.exit_code == 1 and says in done.stderr and done.stderr.count("\n") == 1
    assert not StatusFact.objects.exists()


def test_what_nobody_knows_is_said(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "tt.xml"
    path.write_bytes(status_message("05"))
    assert "trong sổ không có văn bản đó" in call(path).stderr
    assert "Trong sổ không có văn bản" in call("9/X", "--code", "03", "--from", "H41.12").stderr
    (tmp_path / "hong.edxml").write_bytes(b"<edXML><")
    assert "XML đúng dạng" in call(tmp_path / "hong.edxml").stderr


def test_two_units_with_one_letter_must_be_told_apart(cast: Cast, sent: Path, tmp_path: Path) -> None:
    here = ours(cast)
    Dispatch.objects.filter(pk=ours(cast).pk).update(unit=cast.hoa_union)
    words = ("--code", "03", "--from", "H41.12", "-o", tmp_path / "tt.edxml")
    assert "hãy chọn bằng --unit" in call(sent, *words).stderr
    assert call(sent, *words, "--unit", "LDLD").exit_code == 0 and here.statuses.count() == 1


def test_the_help_names_it(db: None) -> None:
    shown = CliRunner().invoke(main, ["exchange", "--help"]).output
    assert "status" in shown and "export" in shown


def test_nothing_is_kept_where_the_output_cannot_be_written(cast: Cast, sent: Path, tmp_path: Path) -> None:
    letter, words = ours(cast), ("--code", "03", "--from", "H41.12", "-o")
    assert "Không ghi được tệp" in call(sent, *words, tmp_path / "khong" / "co.edxml").stderr
    there = tmp_path / "da-co.edxml"
    there.write_text("của tôi", "utf-8")
    assert "đã có và không bị ghi đè" in call(sent, *words, there).stderr
    assert there.read_text("utf-8") == "của tôi" and not letter.statuses.exists()


def test_what_is_refused_leaves_no_empty_file(cast: Cast, sent: Path, tmp_path: Path) -> None:
    ours(cast)
    out = tmp_path / "tt.edxml"
    assert call(sent, "--code", "02", "--from", "H41.12", "-o", out).exit_code == 1 and not out.exists()


@pytest.mark.parametrize("stored", [True, False])
def test_the_file_is_named_after_its_letter(
    cast: Cast, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: bool
) -> None:
    if stored:
        ours(cast)
    monkeypatch.chdir(tmp_path)
    words = ("--code", "03", "--from", "H41.12")
    assert "Đã ghi trang-thai-03-512-LĐLĐ.edxml" in call(sent, *words).output
    assert "đã có" in call(sent, *words).stderr


def test_a_received_status_is_not_answered_by_a_code(cast: Cast, tmp_path: Path) -> None:
    letter, path = ours(cast), tmp_path / "tt.xml"
    path.write_bytes(status_message("05"))
    said = call(path, "--code", "03", "--from", "H41.12")
    assert said.exit_code == 1 and "hãy bỏ --code" in said.stderr and not letter.statuses.exists()


def test_a_second_try_writes_the_status_that_was_given(cast: Cast, sent: Path, tmp_path: Path) -> None:
    letter, words = ours(cast), ("--code", "03", "--from", "H41.12", "-o")
    call(sent, *words, tmp_path / "a.edxml")
    call(sent, *words, tmp_path / "b.edxml")
    fact = letter.statuses.get()
    assert (tmp_path / "a.edxml").read_bytes() == (tmp_path / "b.edxml").read_bytes()
    fact.file.delete(save=False)
    lost = call(sent, *words, tmp_path / "c.edxml")
    assert "không còn trong kho lưu trữ" in lost.stderr and not (tmp_path / "c.edxml").exists()
