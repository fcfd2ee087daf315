"""A file is what its bytes say; a wrong ending is read with a warning, a program under a letter's name refused."""

import pytest

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_type import kind_of
from haichieu.text.files import read_bytes
from tests.text.samples import LETTER, paragraph, word, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
DOC = OLE + "WordDocument".encode("utf-16-le")
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
WORD_XML = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'


LETTER_ARCHIVE = zipped({"kh.txt": LETTER})
MAIL = b"From: a@b.gov.vn\r\nSubject: KH\r\n so 5\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nKH"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (DOC, "a.doc", "doc"),
        (b"{\\rtf1 }", "a.rtf", "rtf"),
        (ODT, "a.odt", "odt"),
        (word(""), "A.DOCX", "docx"),
        (b"<html>", "a.htm", "html"),
        (b"\xff\xd8\xff\xe0", "a.jpeg", "jpg"),
        (b"II*\x00", "a.tif", "tiff"),
        (zipped({"a.txt": "a"}), "a.zip", "zip"),
        (b"Subject: a\n\nb", "a.eml", "eml"),
        (b"BM la ten mot huyen", "a.txt", "txt"),
        (b"From: a\nTo: b\nSubject: c\n\nKinh gui", "a.txt", "txt"),
        (b"Cach mo tep %PDF-1.4 trong thu", "a.txt", "txt"),
    ],
)
def test_a_rightly_named_file_is_known_without_a_word(data: bytes, name: str, kind: str) -> None:
    found = kind_of(data, name)
    assert (found.kind, found.warnings) == (kind, ())


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"{\\rtf1 }", "a.doc", "rtf"),
        (word(""), "a.doc", "docx"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "a.doc", "html"),
        (WORD_XML, "a.doc", "xml"),
        (DOC, "a.docx", "doc"),
        (DOC, "a.rtf", "doc"),
        (LETTER.encode(), "a.doc", "txt"),
        (b"\x89PNG\r\n", "a.jpg", "png"),
        (b"%PDF-1.4", "cong van 12", "pdf"),
        (word(""), "CV so 12.2026", "docx"),
        (b"%PDF-1.4", "a.txt", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4", "a.docx", "pdf"),
        (word(""), "a.pdf", "docx"),
        (ODT, "a.pdf", "odt"),
        (DOC, "a.pdf", "doc"),
        (b"\x89PNG", "a.docx", "png"),
        (b"\xff\xd8\xff\xe0", "a.pdf", "jpg"),
        (LETTER_ARCHIVE, "goi", "zip"),
        (LETTER_ARCHIVE, "goi thang 5.2026", "zip"),
        (LETTER_ARCHIVE, "a.docx", "zip"),
        (MAIL, "a.txt", "eml"),
        (MAIL, "thu", "eml"),
    ],
)
def test_a_harmless_wrong_ending_is_read_with_a_warning(data: bytes, name: str, kind: str) -> None:
    found = kind_of(data, name)
    assert (found.kind, len(found.warnings)) == (kind, 1)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"MZ\x90\x00", "a.txt", "wrong_type"),
        (b"\x7fELF\x02\x00", "a.pdf", "wrong_type"),
        (b"MZ\x90\x00", "a.doc", "wrong_type"),
        (OLE, "a.doc", "unknown_kind"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "unknown_kind"),
        (zipped({"xl/workbook.xml": "<a/>"}), "a.zip", "unknown_kind"),
        (zipped({"a.txt": "a"}), "a.jar", "unknown_kind"),
        (b"words", "a.odt", "corrupt"),
        (b"words", "a.png", "corrupt"),
        (zipped({"a.txt": "a"}), "a.zip", "package"),
    ],
)
def test_other_files_end_in_one_sentence(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(data, name)
    assert refused.value.reason == reason
    assert str(refused.value).endswith(".")


def test_the_warning_reaches_the_reader_of_the_file() -> None:
    read = read_bytes(word(paragraph(LETTER)), "cong van.doc")
    assert (read.kind, read.text, read.method) == ("docx", LETTER, "text")
    assert "tệp Word" in read.warnings[0]


def test_a_letter_under_the_name_of_another_kind_is_read() -> None:
    read = read_bytes(word(paragraph(LETTER)), "cong van.pdf")
    assert (read.kind, read.text) == ("docx", LETTER)
    assert read.warnings == ("Tệp mang đuôi .pdf nhưng bên trong là tệp Word, đã đọc theo nội dung thật.",)
