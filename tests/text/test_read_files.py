"""Files of every kind become text; every bad file is refused with one Vietnamese sentence."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_docx import docx_text
from haichieu.text.file_pdf import pdf_text
from haichieu.text.files import read_bytes, read_file

LINE = "Số: 12/KH-UBND, ngày 05 tháng 6 năm 2026"


def word_file(*lines: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    if table is not None:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for i, row in enumerate(table):
            for j, cell in enumerate(row):
                grid.cell(i, j).text = cell
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_file(text: str = "So 12 KH-UBND ngay 05 thang 6 nam 2026") -> bytes:
    """The smallest PDF with a text layer, written by hand."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + rows
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % end


def refusal(data: bytes, name: str, **limits: int) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, name, **limits)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence and "Traceback" not in sentence
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_file_is_read_in_every_unicode_encoding(encoding: str) -> None:
    assert read_bytes(LINE.encode(encoding), "a.txt").text == LINE


def test_a_text_file_in_windows_1258_is_read_with_a_warning() -> None:
    data = "Kính gửi: Các đơn vị".translate({ord("ử"): "ư\u0309", ord("ị"): "i\u0323"})
    read = read_bytes(data.encode("windows-1258"), "cu.txt")
    assert read.text == "Kính gửi: Các đơn vị"
    assert len(read.warnings) == 1


def test_a_word_file_gives_paragraphs_and_tables_in_order() -> None:
    data = word_file("Kính gửi: Các xã", table=[["UBND TỈNH", "CỘNG HÒA"], ["Số: 5/UBND", "Hà Nội"]])
    assert read_bytes(data, "a.docx").text.split("\n") == [
        "UBND TỈNH", "CỘNG HÒA", "Số: 5/UBND", "Hà Nội", "Kính gửi: Các xã",
    ]  # fmt: skip


def test_a_wide_word_table_keeps_its_rows() -> None:
    data = word_file(table=[["TT", "Việc", "Hạn"], ["1", "Viết bài", "03 ngày"]])
    assert read_bytes(data, "a.docx").text.split("\n")[:2] == [
        "| TT | Việc | Hạn |",
        "| 1 | Viết bài | 03 ngày |",
    ]


def test_a_pdf_with_a_text_layer_is_read() -> None:
    read = read_bytes(pdf_file(), "a.pdf")
    assert "12 KH-UBND" in read.text
    assert read.pages == 1


def test_a_pdf_is_read_without_poppler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haichieu.text.file_pdf.shutil.which", lambda name: None)
    assert "12 KH-UBND" in read_bytes(pdf_file(), "a.pdf").text


def test_a_scan_is_refused_because_it_has_no_text() -> None:
    assert refusal(pdf_file(" "), "scan.pdf").reason == "no_text"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b"  \n ", "a.docx", "empty"),
        (b"\x00" * 64, "a.pdf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a.txt", "corrupt"),
        (b"%PDF-1.4 rest", "a.docx", "corrupt"),
        (b"just words", "a.pdf", "corrupt"),
        (b"just words", "a.docx", "corrupt"),
        (b"hello", "a.xlsx", "unknown_kind"),
        (b"hello", "khong-duoi", "unknown_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.doc", "unknown_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (bytes(range(128, 256)) * 40, "a.txt", "encoding"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(data: bytes, name: str, reason: str) -> None:
    assert refusal(data, name).reason == reason


def test_a_large_file_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(UnreadableFile) as caught:
        read_file(path)
    assert caught.value.reason == "too_large"
    assert "200 MB" in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "khong-co.txt", "missing"), (tmp_path, "wrong_type")):
        with pytest.raises(UnreadableFile) as caught:
            read_file(path)
        assert caught.value.reason == reason


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 2_000_000)
    with pytest.raises(UnreadableFile) as caught:
        docx_text(buffer.getvalue(), max_unpacked=1_000_000)
    assert caught.value.reason == "too_large"


def test_a_zip_that_is_no_word_file_is_a_package() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("anh.txt", "xin chào")
    assert refusal(buffer.getvalue(), "a.docx").reason == "package"


@pytest.mark.parametrize("share", [0.1, 0.4, 0.8, 0.97])
def test_a_truncated_file_is_refused(share: float) -> None:
    for data, name in ((word_file(LINE), "a.docx"), (pdf_file(), "a.pdf")):
        assert refusal(data[: int(len(data) * share)], name).reason == "corrupt"


def test_a_slow_pdf_is_given_up() -> None:
    with pytest.raises(UnreadableFile) as caught:
        pdf_text(pdf_file(), seconds=0.0)
    assert caught.value.reason == "too_slow"


WORD = word_file(LINE, LINE, table=[["A", "B", "C"], ["1", "2", "3"]])


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WORD) - 1), bites=st.binary(min_size=1, max_size=12))
def test_a_mutated_word_file_is_read_or_refused_and_never_more(at: int, bites: bytes) -> None:
    data = WORD[:at] + bites + WORD[at + len(bites) :]
    try:
        read_bytes(data, "a.docx")
    except UnreadableFile as refused:
        assert refused.reason


@settings(max_examples=25, deadline=None)
@given(at=st.integers(0, len(pdf_file()) - 1), bites=st.binary(min_size=1, max_size=12))
def test_a_mutated_pdf_is_read_or_refused_and_never_more(at: int, bites: bytes) -> None:
    data = pdf_file()[:at] + bites + pdf_file()[at + len(bites) :]
    try:
        read_bytes(data, "a.pdf")
    except UnreadableFile as refused:
        assert refused.reason


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.md", "a.docx", "a.xyz"]))
def test_any_bytes_are_read_or_refused_and_never_more(data: bytes, name: str) -> None:
    try:
        read_bytes(data, name)
    except UnreadableFile as refused:
        assert refused.reason
