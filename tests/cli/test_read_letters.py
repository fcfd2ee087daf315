"""`haichieu read`: one JSON object a line, a calm summary, and one sentence for each bad file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from haichieu.cli.read import read

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
