"""`haichieu check`: findings grouped by place, JSON for programs, and a status that says how it went."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from docx.shared import Mm

from haichieu.cli.check import command
from haichieu.layout.docx import write_docx
from haichieu.layout.pdf import write_pdf
from haichieu.text.office import office_program
from tests.layout.factories import make_document, make_letter

FAULTY = """Số 134/LĐLĐ
Về việc tăng cường tuyên truyền
Mỹ An, ngày 9 tháng 5 năm 2026
Kính gửi: Các công đoàn cơ sở.
Đề nghị các đơn vị thực hiện./
Nơi nhận:
- TT LĐLĐ tỉnh;
- Lưu.
TM BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_a_letter_as_it_should_be_ends_with_status_0(tmp_path: Path) -> None:
    said = run(write_docx(make_letter(), tmp_path / "thu.docx"))
    assert said.exit_code == 0
    assert "Không có lỗi thể thức" in said.stdout
    assert "Quyết định 933/QĐ-TLĐ" in said.stdout and "Công đoàn" in said.stdout


def test_blanks_of_a_draft_are_told_but_are_no_error(tmp_path: Path) -> None:
    said = run(write_docx(make_letter(number=""), tmp_path / "thu.docx"))
    assert said.exit_code == 0 and "Số của văn bản còn để trống" in said.stdout


def test_each_finding_comes_with_its_place_its_remedy_and_its_article(tmp_path: Path) -> None:
    path = tmp_path / "thu.txt"
    path.write_text(FAULTY, "utf-8")
    said = run(path)
    assert said.exit_code == 1
    for words in ("Sau chữ “Số” chưa có dấu hai chấm", "“Số 134/LĐLĐ”", "Ghi “Số:”", "Mục II.3"):
        assert words in said.stdout
    assert "khổ giấy, lề, phông, cỡ chữ và đoạn văn chưa kiểm tra được" in said.stdout


def test_json_has_the_style_its_source_and_every_deviation_with_its_range(tmp_path: Path) -> None:
    path = tmp_path / "thu.txt"
    path.write_text(FAULTY, "utf-8")
    entry = json.loads(run(path, "--json").stdout)
    assert (entry["style"], entry["file"]) == ("union", str(path))
    rules = {each["rule"]: each for each in entry["deviations"]}
    assert {
        "number", "subject_mark", "date_zero", "end_mark", "filing", "authority_mark", "missing_name", "missing_emblem",
    } <= set(rules)  # fmt: skip
    start, end = rules["authority_mark"]["span"]
    assert FAULTY[start:end] == "TM BAN THƯỜNG VỤ"


def test_the_style_and_the_day_may_be_told(tmp_path: Path) -> None:
    path = write_docx(make_document("state"), tmp_path / "a.docx")
    entry = json.loads(run(path, "--style", "party", "--on", "2026-06-01", "--json").stdout)
    assert entry["source"].startswith("Hướng dẫn 05-HD/VPTW")
    assert "missing_emblem" in {each["rule"] for each in entry["deviations"]}


def test_a_file_that_cannot_be_read_ends_with_status_2_and_the_others_are_checked(tmp_path: Path) -> None:
    bad = tmp_path / "hong.pdf"
    bad.write_bytes(b"%PDF-1.7 cut")
    said = run(bad, write_docx(make_letter(), tmp_path / "thu.docx"))
    assert said.exit_code == 2
    assert said.stderr.startswith("hong.pdf: ") and len(said.stderr.splitlines()) == 1
    assert "Không có lỗi thể thức" in said.stdout


def test_a_word_file_that_unpacks_without_end_ends_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bom.docx"
    whole = write_docx(make_letter(), tmp_path / "thu.docx").read_bytes()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in source.namelist():
            if name != "word/document.xml":
                bomb.writestr(name, source.read(name))
        with bomb.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1100):
                part.write(b" " * 1024 * 1024)
    said = run(path)
    assert said.exit_code == 2 and len(said.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["state", "union", "party", "youth"])
def test_our_own_pdf_passes(tmp_path: Path, kind: str) -> None:
    said = run(write_pdf(make_document(kind), tmp_path / "bao-cao.pdf"))
    assert said.exit_code == 0, said.stdout


@pytest.mark.skipif(office_program() is None, reason="LibreOffice (soffice) is not installed")
def test_an_older_office_file_is_measured_too(tmp_path: Path) -> None:
    path = write_docx(make_letter(), tmp_path / "thu.docx")
    word = Document(str(path))
    word.sections[0].left_margin = Mm(20)
    word.save(str(path))
    odt = tmp_path / "thu.rtf"
    odt.write_bytes(rtf_of(path))
    said = run(odt, "--json")
    rules = {each["rule"] for each in json.loads(said.stdout)["deviations"]}
    assert "margins" in rules and "missing_number" not in rules


def rtf_of(path: Path) -> bytes:
    """A small letter in RTF with a left margin of 20 mm."""
    lines = [line.text for line in Document(str(path)).paragraphs if line.text]
    body = "".join(f"{''.join(coded(char) for char in line)}\\par\n" for line in ["Số: 12/LĐLĐ", *lines])
    return (
        "{\\rtf1\\ansi{\\fonttbl{\\f0 Times New Roman;}}\\paperw11906\\paperh16838\\margl1134\\margr850"
        f"\\margt1134\\margb1134\\f0\\fs28 {body}}}"
    ).encode("ascii")


def coded(char: str) -> str:
    return char if ord(char) < 128 else f"\\u{ord(char)}?"
