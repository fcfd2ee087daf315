"""A composed letter has the official layout of its body, and our own reader reads from it what was written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.dispatches.rules import read_dispatch
from haichieu.dispatches.rules.reading import Reading
from haichieu.dispatches.rules.relay import (
    LETTER_KINDS,
    Addressed,
    Chosen,
    Content,
    Head,
    UpperLetter,
    Writer,
    compose,
    letter_document,
    subject_of,
    symbol_of,
)
from haichieu.layout.checker import check_docx, check_facts
from haichieu.layout.checker.pdf_facts import pdf_facts
from haichieu.layout.document import OfficialDocument
from haichieu.layout.docx import write_docx
from haichieu.layout.pdf import pdf_bytes
from haichieu.layout.styles import style_for
from haichieu.text.files import read_bytes

DAY = date(2026, 11, 20)
ORGANISATIONS = {"state": "UBND-VHXH", "union": "LĐLĐ", "party": "TU", "youth": "TĐTN-BTG"}
UPPER = UpperLetter(
    "công văn", "301", "LĐLĐ", date(2026, 11, 7), "Liên đoàn Lao động tỉnh Đông Triều",
    "V/v giữ cân đối nội dung trên các kênh",
)  # fmt: skip
DUTIES = (
    ("1. Rà soát các trang, nhóm do đơn vị lập ra; gửi danh sách về Văn phòng trước ngày 30/12/2026",
     "trước ngày 30/12/2026"),
    ("2. Thường xuyên cân đối nội dung, bảo đảm thông tin tiêu cực dưới 15% trong số tin, bài được đăng tải", ""),
    ("- Tổ chức tuyên truyền về chính sách mới cho đoàn viên bằng hình thức phù hợp, xong trước 30/12/2026",
     "trước 30/12/2026"),
    ("Duy trì chuyên mục hỏi đáp pháp luật trên trang thông tin của đơn vị.", ""),
)  # fmt: skip
ADDRESSED = (
    Addressed(("Các công đoàn cơ sở trực thuộc",), unit_kinds=("union",)),
    Addressed(("Công đoàn cơ sở May Phù Sa", "Công đoàn cơ sở Thủy sản Thanh Lộc"), units=(1, 2)),
)
WRITER = Writer(
    "Liên đoàn Lao động thị xã Phù Sa", "Liên đoàn Lao động tỉnh Đông Triều", "TM. BAN THƯỜNG VỤ",
    "PHÓ CHỦ TỊCH", "Trịnh Ngọc Lan", "Lưu: VT",
)  # fmt: skip


def chosen(place: int, own: date | None) -> Chosen:
    text, words = DUTIES[place]
    return Chosen(place + 1, text, words, date(2026, 12, 29) if words else None, "", False, own)


def letter(
    body: str, kind: str, duties: list[Chosen], to: Addressed, number: str = "7"
) -> tuple[OfficialDocument, Content]:
    # A single head's deputy signs for the head; members of a collective sign on its behalf.
    writer = replace(WRITER, authority="KT. CHỦ TỊCH") if body == "state" else WRITER
    content = compose(UPPER, duties, to, writer, kind=kind)
    head = Head(style_for(body, DAY), WRITER.unit, WRITER.parent, ORGANISATIONS[body], "Phù Sa", DAY, number)
    return letter_document(head, content, kind=kind, subject=subject_of(UPPER, kind=kind)), content


def bare(text: str) -> str:
    return "".join(text.split()).rstrip("./;")


def check_read_back(reading: Reading, document: OfficialDocument, content: Content, kind: str) -> None:
    """Head, addressees, recipients, signer, the letter cited, and every point with its day."""
    assert (reading.kind, reading.number, reading.symbol) == (
        LETTER_KINDS[kind].name, document.number.zfill(2), document.symbol,
    )  # fmt: skip
    assert (reading.place, reading.date, reading.subject) == ("Phù Sa", "2026-11-20", document.subject)
    assert (reading.issuer or "").lower() == WRITER.unit.lower()
    assert (reading.addressees, reading.recipients) == (document.addressees, document.recipients)
    assert (reading.signer["title"], reading.signer["name"]) == ("PHÓ CHỦ TỊCH", "Trịnh Ngọc Lan")
    assert ("301", "LĐLĐ") in {(each["number"], each["symbol"]) for each in reading.citations}
    owed = [each for each in reading.obligations if each["kind"] != "acknowledgement"]
    assert len(owed) == len(content.points), [each["text"] for each in owed]
    for point, read in zip(content.points, owed, strict=True):
        assert bare(point.text) in bare(read["text"])
        assert (read["kind"] == "task") is (point.due_on is not None)
        if point.due_on:
            said = date.fromisoformat(read["deadline"]["value"])
            assert said - timedelta(read["deadline"]["text"].startswith("trước")) == point.due_on
    assert not reading.boundaries


own_days = st.none() | st.dates(date(2026, 11, 21), date(2026, 12, 29))
picked = st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True)


@settings(max_examples=40)
@given(
    body=st.sampled_from(sorted(ORGANISATIONS)),
    kind=st.sampled_from(sorted(LETTER_KINDS)),
    places=picked,
    days=st.lists(own_days, min_size=4, max_size=4),
    to=st.sampled_from(ADDRESSED),
    number=st.integers(1, 2400).map(str),
)
def test_our_reader_reads_from_the_word_file_what_was_written(
    body: str, kind: str, places: list[int], days: list[date | None], to: Addressed, number: str
) -> None:
    duties = [chosen(place, days[place] if DUTIES[place][1] else None) for place in places]
    document, content = letter(body, kind, duties, to, number)
    with TemporaryDirectory() as folder:
        path = write_docx(document, Path(folder) / "a.docx")
        assert [each.message for each in check_docx(path, document.style)] == []
        text = read_bytes(path.read_bytes(), "a.docx").text
    check_read_back(read_dispatch(text), document, content, kind)


@pytest.mark.parametrize("body", sorted(ORGANISATIONS))
@pytest.mark.parametrize("kind", ["", "KH"])
def test_the_pdf_has_the_layout_and_reads_back(body: str, kind: str, tmp_path: Path) -> None:
    duties = [chosen(0, date(2026, 12, 1)), chosen(1, None)]
    document, content = letter(body, kind, duties, ADDRESSED[0])
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(document))
    assert [each.message for each in check_facts(pdf_facts(path), document.style)] == []
    check_read_back(read_dispatch(read_bytes(path.read_bytes(), "a.pdf").text), document, content, kind)


def test_a_letter_to_many_units_names_them_in_its_list_only() -> None:
    many = Addressed(
        tuple(f"Công đoàn cơ sở {name}" for name in ("An", "Bình", "Chi", "Dung")), units=(1, 2, 3, 4)
    )
    _, content = letter("union", "", [chosen(0, None)], many)
    assert "yêu cầu các đơn vị triển khai" in content.opening
    assert content.addressees == many.phrases


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda: symbol_of("KH", "LĐLĐ", style_for("union", DAY)), "KH-LĐLĐ"),
        (lambda: symbol_of("", "UBND-VHXH", style_for("state", DAY)), "UBND-VHXH"),
        (lambda: symbol_of("TB", "TĐTN-BTG", style_for("youth", DAY)), "TB/TĐTN-BTG"),
    ],
)
def test_symbols_follow_the_body(change: Callable[[], str], expected: str) -> None:
    assert change() == expected
