"""A document written as Word has the layout of Nghị định 30/2020 when it is opened again."""

import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haichieu.layout.document import FigureLink, OpenDate, PageBreak, Paragraph, Run, Table
from haichieu.layout.docx import write_docx
from tests.layout.factories import TABLE, make_document, make_letter


def words(path: Path) -> list[str]:
    """All lines of a Word file, tables included."""
    paragraphs = Document(str(path)).element.body.iter(qn("w:p"))
    lines = ("".join(node.text or "" for node in paragraph.iter(qn("w:t"))) for paragraph in paragraphs)
    return [line for line in lines if line]


def test_the_paper_is_a4_with_the_margins_of_the_rule(tmp_path: Path) -> None:
    section = Document(str(write_docx(make_document(), tmp_path / "a.docx"))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)
    assert (round(section.top_margin.mm), round(section.bottom_margin.mm)) == (20, 20)


def test_pages_are_numbered_at_the_top_but_not_the_first(tmp_path: Path) -> None:
    section = Document(str(write_docx(make_document(), tmp_path / "a.docx"))).sections[0]
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_letterhead_names_bodies_emblem_number_place_and_day(tmp_path: Path) -> None:
    lines = words(write_docx(make_document(), tmp_path / "a.docx"))
    assert lines[:4] == [
        "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert lines[4:6] == ["Số: 07/BC-LĐLĐ", "Đông Triều, ngày 05 tháng 3 năm 2026"]
    assert lines[6:8] == ["BÁO CÁO", "Kết quả truyền thông quý I năm 2026"]


def test_a_draft_leaves_room_for_number_and_day(tmp_path: Path) -> None:
    lines = words(write_docx(make_document(number="", date=OpenDate(2026)), tmp_path / "a.docx"))
    gap = "\u00a0" * 6
    assert f"Số: {gap}/BC-LĐLĐ" in lines
    assert f"Đông Triều, ngày {gap} tháng {gap} năm 2026" in lines


def test_a_cong_van_has_its_subject_under_the_number_and_no_title(tmp_path: Path) -> None:
    word = Document(str(write_docx(make_letter(), tmp_path / "a.docx")))
    cell = word.tables[0].rows[1].cells[0]
    assert [p.text for p in cell.paragraphs] == ["Số: 07/LĐLĐ", "V/v tăng cường truyền thông hai chiều"]
    assert "BÁO CÁO" not in [p.text for p in word.paragraphs]


def test_the_party_and_the_youth_union_have_their_own_head(tmp_path: Path) -> None:
    party = words(write_docx(make_document("party"), tmp_path / "p.docx"))
    youth = words(write_docx(make_document("youth"), tmp_path / "y.docx"))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party and "*" in party and "Số 07-BC/TU" in party
    assert "ĐOÀN TNCS HỒ CHÍ MINH" in youth and "***" in youth and "Số: 07-BC/TĐTN-BTG" in youth
    assert not any("CỘNG HÒA" in line for line in party + youth)


def test_rules_are_drawn_lines_not_characters(tmp_path: Path) -> None:
    path = write_docx(make_document(), tmp_path / "a.docx")
    xml = Document(str(path)).element.body.xml
    assert xml.count("<w:pBdr>") == 4  # under the body, under the motto, under two titles
    assert not any(set(line) <= set("-_—–") for line in words(path))


def test_letterhead_and_closing_tables_show_no_borders(tmp_path: Path) -> None:
    word = Document(str(write_docx(make_document(), tmp_path / "a.docx")))
    lines = [
        table._tbl.tblPr.find(qn("w:tblBorders")).find(qn("w:top")).get(qn("w:val")) for table in word.tables
    ]
    assert lines == ["nil", "single", "nil"]


def test_the_text_is_justified_indented_and_closed(tmp_path: Path) -> None:
    word = Document(str(write_docx(make_document(), tmp_path / "a.docx")))
    last = next(p for p in word.paragraphs if p.text.startswith("Trên đây"))
    assert last.text.endswith("cho ý kiến chỉ đạo./.")
    assert last.alignment is WD_ALIGN_PARAGRAPH.JUSTIFY
    assert last.paragraph_format.first_line_indent == Mm(12.7)
    assert last.paragraph_format.space_after >= Pt(6)
    assert last.paragraph_format.keep_with_next


def test_a_text_that_ends_with_a_table_is_closed_below_it(tmp_path: Path) -> None:
    assert "./." in words(write_docx(make_document(body=(TABLE,)), tmp_path / "a.docx"))


def test_recipients_stand_level_with_the_signature(tmp_path: Path) -> None:
    left, right = Document(str(write_docx(make_document(), tmp_path / "a.docx"))).tables[-1].rows[0].cells
    assert [p.text for p in left.paragraphs] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, TG."]
    assert [p.text for p in right.paragraphs] == ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", "Trần Thị Ngọc Lan"]
    assert [p.runs[0].font.size.pt for p in left.paragraphs] == [12, 11, 11]


def test_one_addressee_stands_on_the_line_several_below_it(tmp_path: Path) -> None:
    one = words(write_docx(make_document(), tmp_path / "1.docx"))
    two = words(write_docx(make_document(addressees=("Công đoàn A", "Công đoàn B;")), tmp_path / "2.docx"))
    assert "Kính gửi: Tổng Liên đoàn Lao động Việt Nam" in one
    assert two[two.index("Kính gửi:") + 1 :][:2] == ["- Công đoàn A;", "- Công đoàn B."]


def test_figures_open_their_records_and_stay_black(tmp_path: Path) -> None:
    word = Document(str(write_docx(make_document(), tmp_path / "a.docx")))
    targets = {rel.target_ref for rel in word.part.rels.values() if rel.is_external}
    assert targets == {"https://vi.example/tat-ca", "https://vi.example/tin-bai", "https://vi.example/zalo"}
    assert 'w:color w:val="0000FF"' not in word.element.body.xml
    assert len(list(word.element.body.iter(qn("w:hyperlink")))) == 3


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/tin-bai", "data:text/html,x", "file:///etc/passwd", "http://["]
)
def test_a_link_that_may_not_travel_becomes_plain_text(tmp_path: Path, url: str) -> None:
    body = (Paragraph((FigureLink("12", "tin, bài", url), Run(" tin, bài"))),)
    path = write_docx(make_document(body=body), tmp_path / "a.docx")
    assert not list(Document(str(path)).element.body.iter(qn("w:hyperlink")))
    assert "12 tin, bài./." in words(path)


def test_annexes_begin_on_a_new_page_and_name_their_document(tmp_path: Path) -> None:
    path = write_docx(make_document(), tmp_path / "a.docx")
    lines = words(path)
    place = lines.index("Phụ lục")
    assert lines[place + 1] == "NGUỒN SỐ LIỆU"
    assert lines[place + 2].startswith(
        "(Kèm theo Báo cáo số 07/BC-LĐLĐ ngày 05 tháng 3 năm 2026 của Liên đoàn"
    )
    assert 'w:br w:type="page"' in Document(str(path)).element.body.xml


def test_the_file_says_its_language_title_and_author(tmp_path: Path) -> None:
    path = write_docx(make_document(), tmp_path / "a.docx")
    properties = Document(str(path)).core_properties
    assert properties.title == "Báo cáo Kết quả truyền thông quý I năm 2026"
    assert properties.author == "Liên đoàn Lao động tỉnh Đông Triều"
    assert properties.created.replace(tzinfo=None) == datetime(2026, 3, 5)  # noqa: DTZ001
    assert 'w:lang w:val="vi-VN"' in zipfile.ZipFile(path).read("word/styles.xml").decode()


def test_split_letters_and_control_characters_are_cleaned(tmp_path: Path) -> None:
    subject = unicodedata.normalize("NFD", "Kết quả hoạt động") + "\x00\x0b"
    lines = words(write_docx(make_document(subject=subject), tmp_path / "a.docx"))
    assert "Kết quả hoạt động" in lines


def test_a_long_name_and_a_page_break_do_no_harm(tmp_path: Path) -> None:
    name = "Công đoàn cơ sở Trung tâm Kiểm soát bệnh tật và An toàn vệ sinh thực phẩm " * 8
    doc = make_document(
        issuing_body=name, body=(Paragraph((Run("Một."),)), PageBreak(), Paragraph((Run("Hai."),)))
    )
    lines = words(write_docx(doc, tmp_path / "a.docx"))
    assert lines[1] == name.strip().upper()
    assert "Hai./." in lines


def test_a_table_of_5000_rows_is_written_in_seconds(tmp_path: Path) -> None:
    rows = tuple(
        ((Run(str(i)),), (FigureLink(str(i), "tin", f"https://vi.example/{i % 9}"),)) for i in range(5000)
    )
    table = replace(TABLE, rows=rows)
    start = perf_counter()
    path = write_docx(make_document(body=(table,)), tmp_path / "a.docx")
    assert perf_counter() - start < 30
    assert len(Document(str(path)).tables[1]._tbl.tr_lst) == 5001
    assert (
        Document(str(path)).tables[1]._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    )


def test_ragged_tables_are_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table(("A", "B"), (((Run("1"),),),))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(text=st.text(max_size=60), day=st.dates(date(2024, 5, 14), date(2040, 1, 1)))
def test_any_text_can_be_written_and_opened_again(tmp_path: Path, text: str, day: date) -> None:
    doc = make_document(subject=text, number=text, place=text, date=day, body=(Paragraph((Run(text),)),))
    assert Document(str(write_docx(doc, tmp_path / "a.docx"))).tables
