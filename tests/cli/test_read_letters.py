"""`haichieu read`: one JSON object a line, a calm summary, and one sentence for each bad file."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from haichieu.cli.progress import Progress
from haichieu.cli.read import command as read

LETTER = Path(__file__).parent.parent / "corpus" / "letters" / "commune_letter.txt"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "hong.pdf"
    path.write_bytes(b"%PDF-1.7 cut")
    return path


def test_json_prints_one_object_a_line_with_the_file() -> None:
    result = CliRunner().invoke(read, [str(LETTER), str(LETTER), "--json"])
    entries = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [entry["file"] for entry in entries] == [str(LETTER)] * 2
    assert entries[0]["symbol"] == "UBND-KT"
    assert {"spans", "states", "confidence", "warnings", "text", "boundaries"} <= set(entries[0])


def test_the_summary_speaks_vietnamese() -> None:
    result = CliRunner().invoke(read, [str(LETTER)])
    assert result.exit_code == 0
    assert "87 / UBND-KT" in result.stdout and "Nhiệm vụ (8)" in result.stdout


def test_the_summary_lists_the_limits_and_which_cannot_be_measured() -> None:
    share, count = (LETTER.with_name(name) for name in ("blank_letter.txt", "decision_rows.txt"))
    lines = CliRunner().invoke(read, [str(share)]).stdout.splitlines()
    heading = lines.index("  Giới hạn (1):")
    assert lines[heading + 1].startswith("    - không quá 20% tổng số tin: ")
    assert "máy chưa đo được" not in lines[heading + 1]
    counted = CliRunner().invoke(read, [str(count)]).stdout.splitlines()
    assert any("ít nhất 02 tin" in line and line.endswith("(máy chưa đo được)") for line in counted)


def test_the_summary_tells_a_blank_from_what_cannot_be_read_and_keeps_stamps_apart(tmp_path: Path) -> None:
    path = tmp_path / "du-thao.txt"
    text = LETTER.read_text("utf-8").replace("Số: 87/UBND-KT", "Số:      /UBND-KT")
    path.write_text(f"ĐẾN\nSố: 412\nNgày: 07/6/2026\n{text}", encoding="utf-8")
    output = CliRunner().invoke(read, [str(path)]).stdout
    assert "(văn bản để trống) / UBND-KT" in output
    assert "Dấu đến:     số 412, 2026-06-07" in output


def test_a_bad_file_gets_one_sentence_and_the_others_are_still_read(broken: Path) -> None:
    result = CliRunner().invoke(read, [str(broken), str(LETTER)])
    assert result.exit_code == 1
    assert result.stderr.strip().splitlines() == [
        "hong.pdf: Tệp PDF bị hỏng hoặc tải chưa hết, hãy gửi lại tệp gốc."
    ]
    assert "87 / UBND-KT" in result.stdout


def test_a_bad_file_in_json_yields_an_object_with_its_error(broken: Path) -> None:
    result = CliRunner().invoke(read, [str(broken), str(LETTER), "--json"])
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert first["file"] == str(broken) and first["error"].endswith(".") and first["reason"] == "corrupt"
    assert second["number"] == "87"
    assert result.exit_code == 1


def test_a_missing_file_is_named() -> None:
    result = CliRunner().invoke(read, ["khong-co.txt"])
    assert result.exit_code == 1
    assert result.stderr.startswith("khong-co.txt: ") and "Traceback" not in result.output


def test_an_archive_yields_one_reading_for_each_letter(tmp_path: Path) -> None:
    package = tmp_path / "goi.zip"
    with zipfile.ZipFile(package, "w") as archive:
        archive.write(LETTER, "van-ban/87.txt")
        archive.writestr("may.exe", b"MZ")
    result = CliRunner().invoke(read, [str(package), "--json"])
    entries = {entry["file"]: entry for entry in map(json.loads, result.stdout.splitlines())}
    assert entries[f"{package}/van-ban/87.txt"]["number"] == "87"
    assert entries[f"{package}/may.exe"]["error"].endswith(".")
    assert result.exit_code == 1 and len(result.stderr.strip().splitlines()) == 1


def test_several_letters_in_one_file_are_read_one_by_one(tmp_path: Path) -> None:
    both = tmp_path / "hai.txt"
    text = LETTER.read_text("utf-8")
    both.write_text(f"{text}\n\n{text.replace('87/UBND', '88/UBND')}", encoding="utf-8")
    result = CliRunner().invoke(read, [str(both), "--json"])
    entries = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(entry["file"], entry["number"]) for entry in entries] == [
        (f"{both}#1", "87"),
        (f"{both}#2", "88"),
    ]


def test_progress_is_shown_only_where_somebody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    for is_watched in (True, False):
        with Progress(2, is_watched=is_watched) as progress, progress.reading("chup.pdf") as on_page:
            on_page(12, 60)
    assert capsys.readouterr().err.count("Đang đọc chup.pdf (1/2): trang 12/60") == 1
