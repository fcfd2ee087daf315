"""Older office files are read through LibreOffice, OpenDocument texts without it."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.text import file_rtf, office
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_odt import odt_text
from haichieu.text.files import read_bytes
from tests.text.samples import LETTER, font, paragraph, word, zipped
from tests.text.test_read_word_files import NUMBERING, cell, numbered, table

needs_office = pytest.mark.skipif(office.office_program() is None, reason="LibreOffice is not installed")
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip


def odt(body: str, styles: str = "") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def lines(body: str, styles: str = "") -> list[str]:
    return odt_text(odt(body, styles)).text.split("\n")


def test_paragraphs_spaces_notes_and_changes_are_read() -> None:
    body = (
        "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes>"
        '<text:p>Số:<text:s text:c="3"/>/KH<text:tab/>ngày<text:line-break/>tháng</text:p>'
        "<text:p>Theo<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Công văn 5</text:p>"
        "</text:note-body></text:note> kế hoạch<office:annotation><text:p>ghi chú</text:p></office:annotation></text:p>"
    )
    assert lines(body) == ["Số:   /KH\tngày", "tháng", "Theo kế hoạch", "[1] Công văn 5"]


def test_lists_carry_their_numbers() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="I" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
        '<text:list-level-style-bullet text:level="3"/></text:list-style>'
    )
    inner = (
        "<text:list><text:list-item><text:p>Một</text:p></text:list-item><text:list-item><text:p>Hai</text:p>"
    )
    inner += "<text:list><text:list-item><text:p>Nhỏ</text:p></text:list-item></text:list></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>Đầu</text:p></text:list-item>'
        f"<text:list-item><text:p>Sau</text:p>{inner}</text:list-item></text:list>"
    )
    assert lines(body, styles) == ["I. Đầu", "II. Sau", "a) Một", "b) Hai", "- Nhỏ"]


def test_legacy_fonts_and_page_breaks_are_known_by_their_styles() -> None:
    styles = (
        '<style:style style:name="P"><style:paragraph-properties fo:break-before="page"/>'
        '<style:text-properties style:font-name=".VnTimeH"/></style:style>'
    )
    read = odt_text(odt('<text:p>một</text:p><text:p text:style-name="P">quyÕt ®Þnh</text:p>', styles))
    assert (read.text, read.pages) == ("một\fQUYẾT ĐỊNH", 2)


@pytest.mark.parametrize(
    "content",
    ["<a", '<!DOCTYPE a [<!ENTITY x "x">]><a>&x;</a>', f"<a>{'<b>' * 9000}{'</b>' * 9000}</a>", "<a/>"],
)
def test_a_hostile_open_document_is_refused(content: str) -> None:
    with pytest.raises(UnreadableFile):
        odt_text(zipped({"mimetype": "x", "content.xml": content}))


TAGS = st.sampled_from(
    ["<text:p>", "</text:p>", "<text:list>", "</text:list>", "<text:list-item>", "</text:list-item>", "chữ",
     "<table:table>", "</table:table>", "<table:table-row>", "</table:table-row>", "<text:soft-page-break/>"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(tags=st.lists(TAGS, max_size=20))
def test_any_order_of_elements_is_read_or_refused(tags: list[str]) -> None:
    try:
        odt_text(odt("".join(tags)))
    except UnreadableFile as refused:
        assert refused.reason == "corrupt"


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One letter saved by an office program as .doc and .rtf."""
    folder = tmp_path_factory.mktemp("office")
    body = (
        table(cell("UBND XÃ", "Số: 5/KH-UBND") + cell("CỘNG HÒA"), borders=False)
        + paragraph("kÕ ho¹ch", look=font(".VnTimeH"))
        + numbered("Mục đích") + numbered("Yêu cầu") + numbered("Đúng hạn", 1)
        + table(cell("TT") + cell("Việc") + cell("Hạn"), cell("1") + cell("Viết bài") + cell("03 ngày"))
        + paragraph(LETTER, properties="<w:pageBreakBefore/>")
    )  # fmt: skip
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        '<Override PartName="/word/numbering.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = '<Relationships xmlns="{0}"><Relationship Id="r1" Type="{1}" Target="{2}"/></Relationships>'
    data = zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": link.format(package, f"{kind}/officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": link.format(package, f"{kind}/numbering", "numbering.xml"),
            "word/document.xml": word_part(body),
            "word/numbering.xml": NUMBERING,
        }
    )
    (folder / "letter.docx").write_bytes(data)
    for target in ("doc", "rtf"):
        command = [
            office.office_program() or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", target, "--outdir", str(folder), str(folder / "letter.docx"),
        ]  # fmt: skip
        for _ in range(2):
            subprocess.run(command, check=False, capture_output=True, timeout=120)
    return {path.suffix[1:]: path.read_bytes() for path in folder.glob("letter.*")}


def word_part(body: str) -> str:
    return f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'


@needs_office
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_an_older_file_keeps_tables_numbers_fonts_and_pages(converted: dict[str, bytes], kind: str) -> None:
    read = read_bytes(converted[kind], f"letter.{kind}")
    assert (read.kind, read.method, read.pages) == (kind, "office", 2)
    assert read.text.replace("\f", "\n").split("\n") == [
        "UBND XÃ", "Số: 5/KH-UBND", "CỘNG HÒA", "KẾ HOẠCH", "I. Mục đích", "II. Yêu cầu", "II.1. Đúng hạn",
        "| TT | Việc | Hạn |", "| 1 | Viết bài | 03 ngày |", LETTER,
    ]  # fmt: skip


@needs_office
def test_a_broken_older_file_is_refused_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UnreadableFile) as refused:
        office.office_text(b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "doc")
    assert refused.value.reason == "corrupt"
    assert list(tmp_path.iterdir()) == []


def test_without_the_program_a_doc_is_refused_and_an_rtf_read_plainly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    with pytest.raises(UnreadableFile) as refused:
        office.office_text(b"", "doc")
    assert refused.value.reason == "no_office"
    read = file_rtf.rtf_text(b"{\\rtf1\\ansi\\ansicpg1258 C\\u244?ng v\\u259?n\\par s\\u7889? 5}")
    assert read.text == "Công văn\nsố 5"
    assert read.warnings


def test_a_slow_conversion_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeper = tmp_path / "soffice"
    sleeper.write_text("#!/bin/sh\nexec sleep 5\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr(office.shutil, "which", lambda name: str(sleeper))
    with pytest.raises(UnreadableFile) as refused:
        office.office_text(b"x", "doc", seconds=0.2)
    assert refused.value.reason == "too_slow"


def test_a_word_file_needs_no_office_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    assert read_bytes(word(paragraph(LETTER)), "a.docx").text == LETTER


@needs_office
def test_libreoffice_starts_once_for_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    starts: list[str] = []
    run = subprocess.run

    def counted(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        starts.append(command[0])
        return run(command, **options)

    monkeypatch.setattr(office.subprocess, "run", counted)
    assert (
        office.office_text(rb"{\rtf1 Kinh gui: Cac don vi.}", "rtf").text.strip() == "Kinh gui: Cac don vi."
    )
    if Path(starts[0]).with_name("versionrc").is_file():
        assert len(starts) == 1
