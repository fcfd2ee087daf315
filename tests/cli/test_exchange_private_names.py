"""What leaves the office names no person without an office, unless the person who exports says so."""

import base64
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from haichieu.cli.exchange import command
from tests.dispatches.private_names import LETTER

EDXML = ("--from", "H41.1", "--receiver", "H41.2")


def export(tmp_path: Path, *words: str) -> str:
    path = tmp_path / "Hỗ trợ chị Trần Thị Hồng Mơ.txt"
    path.write_text(LETTER, "utf-8")
    result = CliRunner().invoke(command, ["export", str(path), "-o", str(tmp_path / "out"), *words])
    assert result.exit_code == 0, result.output
    return (tmp_path / "out").read_text("utf-8")


@pytest.mark.parametrize("words", [("--to", "akn"), ("--to", "edxml", *EDXML)], ids=["akn", "edxml"])
def test_an_export_holds_no_private_name(tmp_path: Path, words: tuple[str, ...]) -> None:
    written = export(tmp_path, *words)
    assert not any(each in written for each in ("Hồng Mơ", "hong-mo", "027188001234", "0987654321"))
    assert "đoàn viên T.T.H.M" in written and "Lê Văn Tám" in written


def test_the_letter_inside_a_message_goes_as_it_was_written(tmp_path: Path) -> None:
    assert base64.b64encode(LETTER.encode()).decode() in export(tmp_path, "--to", "edxml", *EDXML)


@pytest.mark.parametrize("words", [("--to", "akn"), ("--to", "edxml", *EDXML)], ids=["akn", "edxml"])
def test_names_are_kept_when_asked(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "đoàn viên Trần Thị Hồng Mơ" in export(tmp_path, "--keep-names", *words)


@pytest.mark.parametrize("text", [LETTER, "Không nêu tên ai."], ids=["named", "unnamed"])
def test_a_corrected_reading_goes_masked_with_its_corrections(tmp_path: Path, text: str) -> None:
    kept, out = tmp_path / "doc.json", tmp_path / "a.xml"
    said = {"text": "Thăm chị Trần Thị Hồng Mơ tại thôn 3", "deadline": None}
    kept.write_text(json.dumps({"text": text, "subject": "V/v sửa tay", "obligations": [said]}), "utf-8")
    done = CliRunner().invoke(command, ["export", str(kept), "--to", "akn", "-o", str(out)])
    written = out.read_text("utf-8")
    assert done.exit_code == 0 and "Hồng Mơ" not in written
    assert "V/v sửa tay" in written and "Thăm chị T.T.H.M. tại thôn 3" in written
