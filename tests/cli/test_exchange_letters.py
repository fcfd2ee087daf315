"""`haichieu exchange`: letters and deadlines go to other programs, and their files come in."""

import json
import zipfile
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner, Result

from haichieu.cli.exchange import command
from haichieu.cli.main import main

LETTER = """LIÊN ĐOÀN LAO ĐỘNG
TỈNH ĐÔNG TRIỀU
Số: 134/LĐLĐ
V/v tổ chức hội thi
Đông Triều, ngày 05 tháng 11 năm 2026

Kính gửi: Các công đoàn cơ sở.

Ban Thường vụ yêu cầu các công đoàn cơ sở:
1. Thăm hỏi bà Trần Thị Mơ, trú tại thôn 3.
2. Gửi báo cáo về LĐLĐ tỉnh trước ngày 25 hằng tháng./.

TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH
Lê Văn Tám
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "cong van.txt"
    path.write_text(LETTER, "utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def must(*words: object) -> str:
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_deadlines_become_a_calendar_beside_the_letter(letter: Path) -> None:
    assert must("export", letter, "--to", "ics", "--received", "2026-11-06") == "Đã ghi cong van.ics.\n"
    events = icalendar.Calendar.from_ical(letter.with_suffix(".ics").read_bytes()).events
    assert [str(event.start) for event in events] == ["2026-11-24"]


def test_a_letter_goes_as_akoma_ntoso_and_comes_back(letter: Path, tmp_path: Path) -> None:
    must("export", letter, "--to", "akn", "-o", tmp_path / "a.xml", "--keep-names")
    back = json.loads(must("import", tmp_path / "a.xml"))
    assert back["number"] == "134" and back["text"].split() == LETTER.split()


def test_names_of_private_persons_are_masked_in_exports(letter: Path, tmp_path: Path) -> None:
    must("export", letter, "--to", "akn", "-o", tmp_path / "a.xml")
    assert "Mơ" not in (tmp_path / "a.xml").read_text("utf-8")
    assert json.loads(must("import", tmp_path / "a.xml"))["signer"]["name"] == "Lê Văn Tám"


def test_a_letter_goes_as_edxml_with_its_file(letter: Path, tmp_path: Path) -> None:
    sent = tmp_path / "goi.edxml"
    must("export", letter, "--to", "edxml", "-o", sent, "--from", "H41.12", "--receiver", "G22")
    for names in (["cong van.txt"], ["cong van (2).txt"]):
        back = json.loads(must("import", sent, "--save", tmp_path / "kem"))
        assert back["saved"] == names and (back["number"], back["purpose"]) == ("134", "new")
    assert (tmp_path / "kem" / "cong van.txt").read_text("utf-8") == LETTER


def test_the_letter_inside_a_message_is_read(letter: Path, tmp_path: Path) -> None:
    sent = tmp_path / "goi.edxml"
    must("export", letter, "--to", "edxml", "-o", sent, "--from", "H41.12", "--receiver", "G22")
    back = json.loads(must("import", sent))
    assert back["addressees"] == ["Các công đoàn cơ sở"] and back["receivers"] == ["G22"]
    assert len(back["obligations"]) == 2 and back["text"].split() == LETTER.split() and not back["warnings"]


def test_a_message_that_differs_from_its_letter_says_so(letter: Path, tmp_path: Path) -> None:
    sent = tmp_path / "goi.edxml"
    must("export", letter, "--to", "edxml", "-o", sent, "--from", "H41.12", "--receiver", "G22")
    sent.write_text(sent.read_text("utf-8").replace(">134<", ">143<"), "utf-8")
    back = json.loads(must("import", sent))
    assert back["number"] == "143" and "number" not in back["spans"] and "symbol" in back["spans"]
    assert "Gói tin ghi số 143, văn bản ghi số 134: hãy soát lại." in back["warnings"]


def test_a_message_whose_files_cannot_be_read_tells_what_it_states(letter: Path, tmp_path: Path) -> None:
    kept = tmp_path / "doc.json"
    must("export", letter, "--to", "akn", "-o", tmp_path / "a.xml", "--keep-names")
    kept.write_text(must("import", tmp_path / "a.xml"), "utf-8")
    must("export", kept, "--to", "edxml", "-o", tmp_path / "b.xml", "--from", "H41.12", "--receiver", "G22")
    back = json.loads(must("import", tmp_path / "b.xml"))
    assert (back["number"], back["attachments"]) == ("134", ["doc.json"]) and "text" not in back


def test_a_corrected_reading_is_exported_as_it_stands(letter: Path, tmp_path: Path) -> None:
    kept = tmp_path / "doc.json"
    must("export", letter, "--to", "akn", "-o", tmp_path / "a.xml", "--keep-names")
    values = {**json.loads(must("import", tmp_path / "a.xml")), "number": "135"}
    kept.write_text(json.dumps(values), "utf-8")
    must("export", kept, "--to", "akn", "-o", tmp_path / "b.xml", "--keep-names")
    assert json.loads(must("import", tmp_path / "b.xml"))["number"] == "135"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "{letter}", "--to", "edxml"), "cần --from và --receiver"),
        (("export", "{letter}", "--to", "edxml", "--from", "x", "--receiver", "G22"), "“x” không đúng dạng"),
        (("export", "{letter}", "--to", "akn", "--letter", "2"), "chỉ có 1 văn bản"),
        (("export", "{folder}/khong-co.txt", "--to", "akn"), "Không tìm thấy tệp"),
        (("export", "{letter}", "--to", "ics", "-o", "{folder}/khong/co.ics"), "không đọc hoặc ghi được"),
        (("export", "{folder}/hong.json", "--to", "ics"), "Tệp JSON hỏng"),
        (("import", "{letter}"), "không phải XML"),
        (("import", "{folder}/khong-co.edxml"), "không đọc hoặc ghi được"),
    ],
)
def test_what_goes_wrong_is_one_sentence(letter: Path, words: tuple[str, ...], sentence: str) -> None:
    (letter.parent / "hong.json").write_text("{", "utf-8")
    result = run(*(word.format(letter=letter, folder=letter.parent) for word in words))
    assert result.exit_code == 1
    assert sentence in result.stderr and len(result.stderr.strip().splitlines()) == 1


def test_a_letter_without_deadlines_makes_no_calendar(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Số: 1/KH-UBND\nKẾ HOẠCH\nTổ chức hội thi", "utf-8")
    assert "không có việc nào có hạn" in run("export", path, "--to", "ics").stderr


def test_a_letter_of_an_archive_is_chosen_by_its_number(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "goi.zip", "w") as archive:
        archive.writestr("134.txt", LETTER)
        archive.writestr("135.txt", LETTER.replace("134/LĐLĐ", "135/LĐLĐ"))
    assert "gồm 2 văn bản" in run("export", tmp_path / "goi.zip", "--to", "akn").stderr
    must("export", tmp_path / "goi.zip", "--to", "akn", "--letter", "2", "-o", tmp_path / "a.xml")
    assert json.loads(must("import", tmp_path / "a.xml"))["number"] == "135"


def test_deadlines_before_the_day_of_receipt_are_named(tmp_path: Path) -> None:
    path = tmp_path / "hai han.txt"
    path.write_text(LETTER.replace("3.\n2.", "3, báo cáo trước ngày 07/11/2026.\n2."), "utf-8")
    said = run("export", path, "--to", "ics", "--received", "2026-11-20")
    assert said.exit_code == 0 and said.stderr.startswith(
        "1 việc không có trong lịch: hạn trước ngày nhận 20/11/2026"
    )
    path.write_text(path.read_text("utf-8").replace("ngày 25 hằng tháng", "ngày 08/11/2026"), "utf-8")
    said = run("export", path, "--to", "ics", "--received", "2026-11-20")
    assert said.exit_code == 1 and "Không việc nào có hạn từ ngày nhận 20/11/2026" in said.stderr


def test_what_is_due_on_the_day_of_receipt_stands_in_the_calendar(letter: Path) -> None:
    must("export", letter, "--to", "ics", "--received", "2026-11-24")
    events = icalendar.Calendar.from_ical(letter.with_suffix(".ics").read_bytes()).events
    assert [str(event.start) for event in events] == ["2026-11-24"]


def test_the_command_stands_in_the_program() -> None:
    result = CliRunner().invoke(main, ["exchange", "--help"])
    assert result.exit_code == 0 and "export" in result.stdout and "import" in result.stdout
