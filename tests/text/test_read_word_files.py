"""A Word file reads as its printed pages do: numbers, changes, boxes, notes, pages and fonts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.text.errors import UnreadableFile
from haichieu.text.file_docx import docx_text
from haichieu.text.files import read_bytes
from tests.text.samples import W, font, paragraph, word, zipped


def lines(data: bytes) -> list[str]:
    return docx_text(data).text.split("\n")


def numbered(text: str, level: int = 0, number: str = "1") -> str:
    return paragraph(
        text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def level(at: int, style: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0">{level(0, "upperRoman", "%1.")}{level(1, "decimal", "%1.%2.")}
{level(2, "lowerLetter", "%3)")}{level(3, "bullet", chr(0xF0B7))}</w:abstractNum>
<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "Điều %1.", 3)}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_automatic_numbers_are_written_as_they_are_printed() -> None:
    body = "".join(
        [
            numbered("Mục đích"), numbered("Yêu cầu"), numbered("Đúng hạn", 1), numbered("Đủ số", 1),
            numbered("chữ ký", 2), numbered("con dấu", 2), numbered("bản gốc", 3), numbered("Kinh phí"),
            numbered("Từ nguồn chi", 1), numbered("Phạm vi", 0, "2"),
            numbered("Hiệu lực", 0, "2"), numbered("Tên", 0, "3"),
        ]
    )  # fmt: skip
    assert lines(word(body, numbering=NUMBERING)) == [
        "I. Mục đích", "II. Yêu cầu", "II.1. Đúng hạn", "II.2. Đủ số", "a) chữ ký", "b) con dấu", "- bản gốc",
        "III. Kinh phí", "III.1. Từ nguồn chi", "Điều 3. Phạm vi", "Điều 4. Hiệu lực", "Điều 1. Tên",
    ]  # fmt: skip


def test_numbers_that_a_style_brings_are_written_and_a_paragraph_may_refuse_them() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style></w:styles>"
    )
    body = paragraph("Phạm vi", properties='<w:pStyle w:val="Dieu"/>') + paragraph(
        "Không số", properties='<w:pStyle w:val="Dieu"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )
    assert lines(word(body, numbering=NUMBERING, styles=styles)) == ["Điều 3. Phạm vi", "Không số"]


def test_a_typed_dash_is_not_doubled_by_a_bullet() -> None:
    assert lines(word(numbered("- Các phòng", 3), numbering=NUMBERING)) == ["- Các phòng"]


def test_tracked_insertions_stay_and_deletions_go() -> None:
    body = (
        "<w:p><w:r><w:t>Trước ngày </w:t></w:r><w:del><w:r><w:delText>15</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>20</w:t></w:r></w:ins><w:r><w:t>/6</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom></w:p>"
    )
    assert lines(word(body)) == ["Trước ngày 20/6"]


def test_wrapped_words_are_kept_and_hidden_ones_and_field_codes_dropped() -> None:
    body = (
        "<w:p><w:smartTag><w:r><w:t>VIỆT</w:t></w:r></w:smartTag><w:hyperlink><w:r><w:t> NAM</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:rPr><w:caps/></w:rPr><w:t> hà nội</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert lines(word(body)) == ["VIỆT NAM HÀ NỘI"]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('ĐẾN Số: 45')}</w:txbxContent>"
    markup = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><mc:AlternateContent {markup}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>Kính gửi</w:t></w:r></w:p>"
    )
    assert lines(word(body)) == ["Kính gửi", "ĐẾN Số: 45"]


def test_footnotes_come_last_in_the_order_of_their_marks() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="1">{paragraph("Công văn số 5.")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Nghị quyết số 7.")}</w:footnote></w:footnotes>'
    )
    marks = '<w:p><w:r><w:t>Thực hiện</w:t><w:footnoteReference w:id="2"/><w:footnoteReference w:id="1"/></w:r></w:p>'
    assert lines(word(marks, footnotes=notes)) == ["Thực hiện", "[1] Nghị quyết số 7.", "[2] Công văn số 5."]


def test_a_letterhead_in_the_header_of_the_first_page_comes_first() -> None:
    relations = '<Relationships><Relationship Id="r1" Target="header1.xml"/></Relationships>'
    reference = (
        '<w:sectPr xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:titlePg/>'
        '<w:headerReference w:type="first" r:id="r1"/></w:sectPr>'
    )
    for header, expected in (("UBND XÃ HÒA AN", ["UBND XÃ HÒA AN", "Kính gửi"]), ("2", ["Kính gửi"])):
        parts = {
            "word/document.xml": f"<w:document {W}><w:body>{paragraph('Kính gửi')}{reference}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations,
            "word/header1.xml": f"<w:hdr {W}>{paragraph(header)}</w:hdr>",
        }
        assert lines(zipped(parts)) == expected


def test_bullets_typed_in_a_font_of_shapes_become_hyphens() -> None:
    body = paragraph("§ ", look=font("Wingdings")).replace("</w:p>", "<w:r><w:t>Các phòng</w:t></w:r></w:p>")
    symbol = '<w:p><w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t> Các ban</w:t></w:r></w:p>'
    assert read_bytes(word(body + symbol), "a.docx").text.split("\n") == ["- Các phòng", "- Các ban"]


def test_strict_files_and_numbered_parts_are_read() -> None:
    strict = W.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006/main", "purl.oclc.org/ooxml/wordprocessingml/main"
    )
    document = f"<w:document {strict}><w:body>{paragraph('Kính gửi')}</w:body></w:document>"
    assert read_bytes(zipped({"word/document2.xml": document}), "a.docx").text == "Kính gửi"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, paragraphs))}</w:tc>"


def table(*rows: str, borders: bool = True) -> str:
    drawn = '<w:tblBorders><w:insideV w:val="single"/></w:tblBorders>' if borders else ""
    return f"<w:tbl><w:tblPr>{drawn}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_merged_cells_count_for_every_row_they_reach() -> None:
    first = cell("1") + cell("Viết bài") + cell("Quý I", properties='<w:vMerge w:val="restart"/>')
    second = cell("2") + cell("Chụp ảnh") + cell("", properties="<w:vMerge/>")
    whole = cell("Ghi chú chung", properties='<w:gridSpan w:val="3"/>')
    assert lines(word(table(first, second, whole))) == [
        "| 1 | Viết bài | Quý I |", "| 2 | Chụp ảnh | Quý I |", "| Ghi chú chung |",
    ]  # fmt: skip


def test_a_letterhead_with_an_empty_middle_column_is_read_block_after_block() -> None:
    row = cell("UBND XÃ", "Số: 5/UBND") + cell("") + cell("CỘNG HÒA", "Hà Nội")
    assert lines(word(table(row, borders=False))) == ["UBND XÃ", "Số: 5/UBND", "", "CỘNG HÒA", "Hà Nội"]


def test_a_table_inside_a_cell_is_read_in_its_place() -> None:
    inner = f"<w:tc>{table(cell('a') + cell('b') + cell('c'))}{paragraph('sau')}</w:tc>"
    assert lines(word(table(inner + cell("phải")))) == ["| a | b | c |", "sau", "phải"]


@pytest.mark.parametrize(
    "second",
    [
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>trang hai</w:t></w:r></w:p>",
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>trang hai</w:t></w:r></w:p>",
        '<w:p><w:r><w:br w:type="page"/><w:t>trang hai</w:t></w:r></w:p>',
        paragraph("trang hai", properties="<w:pageBreakBefore/>"),
    ],
)
def test_a_page_break_becomes_one_form_feed(second: str) -> None:
    read = read_bytes(word(paragraph("trang một") + second), "a.docx")
    assert (read.text, read.pages) == ("trang một\ftrang hai", 2)


def test_a_paragraph_over_a_page_end_counts_to_the_page_where_it_begins() -> None:
    body = "<w:p><w:r><w:t>nửa đầu </w:t><w:lastRenderedPageBreak/><w:t>nửa sau</w:t></w:r></w:p>"
    assert docx_text(word(body + paragraph("sau đó"))).text == "nửa đầu nửa sau\fsau đó"


def test_legacy_fonts_are_read_by_their_names_run_by_run() -> None:
    body = (
        paragraph("quyÕt ®Þnh", look=font(".VnTimeH"))
        + paragraph("LiÖn ®oµn", look=font(".VnTime"))
        + paragraph("Coäng hoøa", look=font("VNI-Times"))
        + paragraph("Công văn số 5", look=font(".VnTime"))
    )
    assert lines(word(body)) == ["QUYẾT ĐỊNH", "Liện đoàn", "Cộng hòa", "Công văn số 5"]


def test_a_legacy_font_of_the_style_counts_and_a_mark_may_stand_in_the_next_run() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr>{font("VNI-Times")}</w:rPr>'
        "</w:style></w:styles>"
    )
    body = "<w:p><w:r><w:t>Vie</w:t></w:r><w:r><w:t>ät Nam</w:t></w:r></w:p>"
    assert lines(word(body, styles=styles)) == ["Việt Nam"]


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE w [<!ENTITY a "bom">]><w:document {W}><w:body>{paragraph("&a;")}</w:body></w:document>',
        f'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}>'
        f"<w:body>{paragraph('&a;')}</w:body></w:document>",
        f"<w:document {W}><w:body>{'<w:sdt>' * 5000}{'</w:sdt>' * 5000}</w:body></w:document>",
        f"<w:document {W}></w:document>",
        "<w:document",
    ],
)
def test_a_hostile_document_ends_in_one_sentence(document: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        docx_text(zipped({"word/document.xml": document}))
    assert refused.value.reason == ("unsafe" if "<!DOCTYPE" in document else "corrupt")


PARTS = st.sampled_from(
    ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>a</w:t>", '<w:br w:type="page"/>', "<w:tbl>", "</w:tbl>", "<w:tr>",
     "</w:tr>", "<w:tc>", "</w:tc>", '<w:vMerge/>', "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(parts=st.lists(PARTS, max_size=25))
def test_any_order_of_elements_is_read_or_refused(parts: list[str]) -> None:
    try:
        docx_text(word("".join(parts), numbering=NUMBERING))
    except UnreadableFile as refused:
        assert refused.reason == "corrupt"
