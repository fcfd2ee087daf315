"""The checker passes what we write and catches each fault, with article, place and remedy."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haichieu.layout.checker import Severity, check_docx
from haichieu.layout.document import OpenDate, Signature
from haichieu.layout.docx import write_docx
from haichieu.layout.errors import UnreadableDocument
from haichieu.layout.styles import style_for
from tests.layout.factories import DAY, TEXT, make_document, make_letter

KINDS = ("state", "union", "party", "youth")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make", [make_document, make_letter])
def test_what_we_write_has_no_deviation(tmp_path: Path, kind: str, make: Callable) -> None:
    for number in ("7", "134"):
        assert check_docx(write_docx(make(kind, number=number), tmp_path / "a.docx")) == []


CODES = {"BÁO CÁO": "BC", "KẾ HOẠCH": "KH", "THÔNG BÁO": "TB", "TỜ TRÌNH": "TTr"}
SIGNATURES = (
    Signature(("TM. BAN THƯỜNG VỤ",), ("CHỦ TỊCH",), "Trần Thị Ngọc Lan"),
    Signature(("KT. CHỦ TỊCH",), ("PHÓ CHỦ TỊCH",), "Lê Văn An"),
    Signature(("TL. CHỦ TỊCH",), ("CHÁNH VĂN PHÒNG",), "Đỗ Minh"),
    Signature((), ("GIÁM ĐỐC",), "Ừng Thị Ửng Hồng"),
)
NAMES = st.sampled_from(["Các phòng", "UBND xã Sơn Hà", "Trạm Y tế xã; (để b/c)", "Văn phòng Đảng ủy."])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    body=st.sampled_from(KINDS),
    kind=st.sampled_from(sorted(CODES)),
    signature=st.sampled_from(SIGNATURES),
    day=st.dates(date(2026, 5, 27), date(2030, 12, 31)),
    number=st.integers(1, 9999),
    addressees=st.lists(NAMES, min_size=1, max_size=4),
    others=st.lists(NAMES, max_size=3),
)
def test_whatever_we_write_passes(
    tmp_path: Path, body: str, kind: str, signature: Signature, day: date, number: int,
    addressees: list[str], others: list[str],
) -> None:  # fmt: skip
    joint = "-" if body in ("state", "union") else "/"
    document = make_document(
        body, style=style_for(body, day), kind=kind, symbol=f"{CODES[kind]}{joint}VP", signature=signature,
        date=day, number=str(number), addressees=tuple(addressees), recipients=("Như trên", *others, "Lưu: VT"),
    )  # fmt: skip
    assert check_docx(write_docx(document, tmp_path / "a.docx")) == []


def test_the_blanks_of_a_draft_are_only_noted(tmp_path: Path) -> None:
    found = check_docx(write_docx(make_letter(number="", date=OpenDate(2026)), tmp_path / "a.docx"))
    assert {(each.rule, each.severity) for each in found} == {
        ("number_blank", Severity.NOTE),
        ("date_blank", Severity.NOTE),
    }


def line(word: WordDocument, start: str) -> WordParagraph:
    """The first paragraph, in tables too, that begins so."""
    for element in word.element.body.iter(qn("w:p")):
        if (paragraph := WordParagraph(element, word._body)).text.startswith(start):
            return paragraph
    raise AssertionError(start)


def remove(start: str) -> Callable[[WordDocument], None]:
    """Takes a whole paragraph out."""

    def spoil(word: WordDocument) -> None:
        element = line(word, start)._p
        for run in list(element.iter(qn("w:r"))):
            run.getparent().remove(run)

    return spoil


def reword(start: str, text: str) -> Callable[[WordDocument], None]:
    """Writes other words into a paragraph of one run."""

    def spoil(word: WordDocument) -> None:
        line(word, start).runs[0].text = text

    return spoil


def letter_paper(word: WordDocument) -> None:
    word.sections[0].page_width, word.sections[0].page_height = Mm(216), Mm(279)


def narrow_left(word: WordDocument) -> None:
    word.sections[0].left_margin = Mm(20)


def wide_top(word: WordDocument) -> None:
    word.sections[0].top_margin = Mm(40)


def arial(word: WordDocument) -> None:
    line(word, "Trên đây").runs[0].font.name = "Arial"


def small_text(word: WordDocument) -> None:
    line(word, "Trên đây").runs[0].font.size = Pt(11)


def ragged_text(word: WordDocument) -> None:
    line(word, "Trên đây").alignment = WD_ALIGN_PARAGRAPH.LEFT


def thin_emblem(word: WordDocument) -> None:
    line(word, "CỘNG HÒA").runs[0].font.bold = False


def upright_date(word: WordDocument) -> None:
    line(word, "Đông Triều, ngày").runs[0].font.italic = False


def split_letters(word: WordDocument) -> None:
    run = line(word, "Trên đây").runs[0]
    run.text = unicodedata.normalize("NFD", run.text)


def number_on_first_page(word: WordDocument) -> None:
    word.sections[0].different_first_page_header_footer = False


def no_page_number(word: WordDocument) -> None:
    for run in list(word.sections[0].header._element.iter(qn("w:r"))):
        run.getparent().remove(run)


def recipients_before_title(word: WordDocument) -> None:
    line(word, "BÁO CÁO")._p.addprevious(word.tables[-1]._tbl)


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("page", letter_paper),
        ("margins", narrow_left),
        ("margins", wide_top),
        ("font", arial),
        ("body_size", small_text),
        ("body_align", ragged_text),
        ("emblem_type", thin_emblem),
        ("date_italic", upright_date),
        ("composed_letters", split_letters),
        ("page_number", number_on_first_page),
        ("page_number", no_page_number),
        ("order", recipients_before_title),
        ("missing_emblem", remove("CỘNG HÒA")),
        ("missing_number", remove("Số:")),
        ("missing_place_date", remove("Đông Triều, ngày")),
        ("missing_kind", remove("BÁO CÁO")),
        ("missing_recipients", remove("Nơi nhận")),
        ("number", reword("Số:", "Số: 7/BC-LĐLĐ")),
        ("number", reword("Số:", "Số: 07 - BC/LĐLĐ")),
        ("number", reword("Số:", "Số 07/BC LĐLĐ")),
        ("date_zero", reword("Đông Triều, ngày", "Đông Triều, ngày 5 tháng 3 năm 2026")),
        ("date_zero", reword("Đông Triều, ngày", "Đông Triều, ngày 15 tháng 2 năm 2026")),
        ("end_mark", reword("Trên đây", "Trên đây là báo cáo của đơn vị.")),
    ],
)
def test_each_fault_is_found_and_nothing_else(tmp_path: Path, rule: str, spoil: Callable) -> None:
    path = write_docx(make_document(body=(*TEXT[:-1], *TEXT[:1] * 20, TEXT[-1])), tmp_path / "a.docx")
    word = Document(str(path))
    spoil(word)
    word.save(str(path))
    found = check_docx(path)
    assert {deviation.rule for deviation in found} == {rule}
    for deviation in found:
        assert deviation.article and deviation.place
        assert deviation.message.endswith(".") and deviation.fix.endswith(".")


def test_a_missing_signature_and_body_name_are_found(tmp_path: Path) -> None:
    path = write_docx(make_document(), tmp_path / "a.docx")
    word = Document(str(path))
    for start in ("TM. BAN", "CHỦ TỊCH", "TỔNG LIÊN ĐOÀN", "LIÊN ĐOÀN LAO ĐỘNG"):
        remove(start)(word)
    word.save(str(path))
    rules = {deviation.rule for deviation in check_docx(path, style_for("union", DAY))}
    assert rules == {"missing_signature", "missing_issuing_body"}


def test_a_party_document_in_state_form_is_caught(tmp_path: Path) -> None:
    path = write_docx(make_document("state"), tmp_path / "a.docx")
    rules = {deviation.rule for deviation in check_docx(path, style_for("party", DAY))}
    assert {"missing_emblem", "number"} <= rules


def test_a_letter_typed_without_tables_is_read_too(tmp_path: Path) -> None:
    word = Document()
    for text in (
        "ỦY BAN NHÂN DÂN",
        "XÃ SƠN HÀ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/UBND-VHXH",
        "Sơn Hà, ngày 09 tháng 5 năm 2026",
        "V/v phòng, chống bão",
        "Kính gửi: Các thôn.",
        "Đề nghị các thôn thực hiện./.",
        "Nơi nhận:",
        "- Như trên;",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Hà Thị Lựu",
    ):
        word.add_paragraph(text)
    word.save(str(tmp_path / "a.docx"))
    rules = {deviation.rule for deviation in check_docx(tmp_path / "a.docx")}
    assert not {rule for rule in rules if rule.startswith("missing")}
    assert {"page", "font", "margins"} <= rules and "page_number" not in rules


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"%PDF-1.7", "Số: 12".encode()])
def test_a_file_that_is_no_word_document_gets_one_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "hỏng.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument, match=r"Không mở được “hỏng\.docx”"):
        check_docx(path)
