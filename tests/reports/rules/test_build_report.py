"""The six-month report says what the figures say, links every one, and is plain about gaps."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.layout.checker import Severity, check_docx
from haichieu.layout.components import closed_body
from haichieu.layout.document import FigureLink, Heading, Item, OfficialDocument, Paragraph, Table, plain
from haichieu.layout.docx import write_docx
from haichieu.layout.styles import style_for
from haichieu.reports.rules import Period, ReportedLimit, ReportInput, build_report
from haichieu.reports.rules.sections.annexes import unique_figures
from tests.reports.rules.factories import (
    TODAY,
    full_report,
    make_certificate,
    make_channel,
    make_obligations,
    make_posts,
    make_report,
    make_row,
)

LIMIT = ReportedLimit("tin, bài tiêu cực dưới 15 %", "Công văn số 215/LĐLĐ ngày 03/9/2026")


def lines(doc: OfficialDocument) -> list[str]:
    """The text in lines, tables left out."""
    shown = []
    for block in closed_body(doc):
        if isinstance(block, Heading):
            shown.append(block.text)
        elif isinstance(block, Paragraph | Item):
            shown.append(plain(block.inlines).replace("\u00a0", " "))
    return shown


def said(report: ReportInput) -> str:
    """The whole text of a report."""
    return "\n".join(lines(build_report(report)))


def test_it_has_the_four_parts_and_closes_properly() -> None:
    shown = lines(build_report(full_report()))
    assert [line for line in shown if line[:3] in ("I. ", "II.", "III", "IV.")] == [
        "I. TÌNH HÌNH CHUNG",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. TỒN TẠI, PHẦN CÒN THIẾU",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG ĐẦU NĂM 2027",
    ]
    assert shown[-1] == (
        "Trên đây là báo cáo kết quả thực hiện nhiệm vụ và công tác truyền thông 6 tháng cuối năm 2026 "
        "của Liên đoàn Lao động tỉnh Đông Triều./."
    )


@pytest.mark.parametrize("kind", ["state", "union", "party", "youth"])
def test_as_word_file_it_passes_the_checker(tmp_path: Path, kind: str) -> None:
    symbol = {"state": "BC-UBND", "union": "BC-LĐLĐ", "party": "BC/TU", "youth": "BC/TĐTN"}[kind]
    for report in (make_report(style=style_for(kind, TODAY), symbol=symbol), full_report()):
        found = check_docx(write_docx(build_report(report), tmp_path / "a.docx"))
        assert [each for each in found if each.severity is Severity.ERROR] == []


def test_every_figure_is_a_link_and_stands_in_the_annex() -> None:
    doc = build_report(full_report())
    figures = unique_figures(doc.body)
    annex = next(block for block in doc.annexes[-1].body if isinstance(block, Table))
    assert len(figures) > 30
    assert [plain(row[1]) for row in annex.rows] == [figure.label for figure in figures]
    assert [plain(row[4]) for row in annex.rows] == [figure.url for figure in figures]
    assert all(plain(row[3]).endswith(".") for row in annex.rows)
    assert all(figure.url.startswith("https://") for figure in figures)


def test_the_table_has_a_line_for_each_channel_and_a_total() -> None:
    table = next(block for block in build_report(full_report()).body if isinstance(block, Table))
    assert [plain(row[0]) for row in table.rows][-1] == "Cộng"
    assert [plain(cell) for cell in table.rows[0][1:]] == ["1.240", "512", "560", "168", "90", "112"]
    assert [plain(cell) for cell in table.rows[-1][1:]] == ["1.760", "722", "795", "241", "141", "161"]


def test_one_channel_needs_no_total_line() -> None:
    report = make_report(posts=make_posts(make_channel(published=3, neutral=3)))
    table = next(block for block in build_report(report).body if isinstance(block, Table))
    assert len(table.rows) == 1


def test_nothing_at_all_reads_naturally() -> None:
    text = said(make_report())
    assert "không có nhiệm vụ nào được giao theo văn bản" in text
    assert "Đơn vị chưa khai báo kênh thông tin nào" in text
    assert "không ghi nhận phần nào còn thiếu" in text
    assert "chưa có nhiệm vụ nào đến hạn trong 6 tháng đầu năm 2027" in text
    assert " 0 " not in text and "00" not in text


def test_no_overdue_obligation_is_said_in_words() -> None:
    text = said(make_report(obligations=make_obligations(on_time=2)))
    assert "Không có nhiệm vụ nào quá hạn" in text
    assert "Hoàn thành đúng hạn: 02 nhiệm vụ." in text and "100 %" in text


def test_overdue_obligations_are_named_with_letter_unit_and_deadline() -> None:
    text = said(make_report(obligations=make_obligations(overdue=1, rows=(make_row(),))))
    assert "Còn 01 nhiệm vụ quá hạn, chưa hoàn thành:" in text
    assert "(Công văn số 215/LĐLĐ ngày 03/9/2026; Công đoàn ngành Y tế; thời hạn 20/10/2026)." in text
    assert "Hoàn thành dứt điểm 01 nhiệm vụ đang quá hạn." in text


def test_many_overdue_obligations_are_left_to_the_annex() -> None:
    doc = build_report(make_report(obligations=make_obligations(overdue=30, rows=(make_row(),) * 30)))
    assert "Còn 30 nhiệm vụ quá hạn, chưa hoàn thành (xem Phụ lục I)." in "\n".join(lines(doc))
    assert [annex.label for annex in doc.annexes] == ["Phụ lục I", "Phụ lục II"]


def test_a_certificate_is_quoted_and_a_missing_one_is_admitted() -> None:
    posts = make_posts(make_channel(published=100, negative=10, counted=8, neutral=90))
    line = make_certificate("Nhiều nhất 13,9 % tin, bài tiêu cực với độ tin cậy 95 %")
    with_one = said(make_report(posts=posts, limits=(LIMIT,), certificates=(line,)))
    without = said(make_report(posts=posts, limits=(LIMIT,)))
    assert (
        "Nhiều nhất 13,9 % tin, bài tiêu cực với độ tin cậy 95 % (lượt 1, từ 15/06/2026 đến 14/12/2026, "
        "kênh Trang thông tin điện tử; hồ sơ chứng nhận)."
    ) in with_one
    assert "chưa có chứng nhận" not in with_one.lower()
    assert "Trong kỳ chưa có chứng nhận tỷ lệ" in without and "chưa đủ căn cứ để kết luận" in without
    assert "- " not in without and "Chưa có chứng nhận tỷ lệ tin, bài tiêu cực cho kỳ này." in without


def test_a_certificate_names_its_run_its_days_and_its_channels() -> None:
    posts = make_posts(make_channel(published=9, neutral=9))
    days = {"first": date(2026, 7, 1), "last": date(2026, 9, 30), "run": 2}
    two, many = (
        said(make_report(posts=posts, certificates=(make_certificate("Đạt", channels=names, **days),)))
        for names in (("Trang A", "Kênh B"), tuple("ABCDE"))
    )
    assert "Đạt (lượt 2, từ 01/07/2026 đến 30/09/2026, kênh Trang A; Kênh B; hồ sơ chứng nhận)." in two
    assert "Đạt (lượt 2, từ 01/07/2026 đến 30/09/2026, 05 kênh; hồ sơ chứng nhận)." in many


def test_an_undecided_certificate_counts_as_a_gap() -> None:
    line = make_certificate("Chưa kết luận được", decision="undecided")
    report = make_report(
        posts=make_posts(make_channel(published=9, neutral=9)), limits=(LIMIT,), certificates=(line,)
    )
    assert "Có 01 chứng nhận chưa đủ căn cứ kết luận." in said(report)


def test_the_tones_of_the_table_are_always_called_a_machines_estimate() -> None:
    channel = make_channel(published=10, neutral=10)
    machine = "Sắc thái trong bảng do máy ước lượng (mô hình 1-thunghiem); "
    for labelled, people in (
        (0, "chưa có tin, bài nào được người đọc để lập chứng nhận."),
        (4, "04 tin, bài trong đó đã có người đọc để lập chứng nhận."),
        (10, "10 tin, bài trong đó đã có người đọc để lập chứng nhận."),
    ):
        assert machine + people in said(make_report(posts=make_posts(channel, labelled=labelled)))


def test_a_table_without_any_reading_names_no_model() -> None:
    text = said(make_report(posts=make_posts(make_channel(published=10), model="")))
    assert "Máy chưa đọc sắc thái của tin, bài nào trong bảng" in text and "ước lượng" not in text


def test_idle_channels_unread_posts_and_given_gaps_are_listed() -> None:
    posts = make_posts(make_channel(published=5, neutral=3), make_channel("Kênh YouTube"))
    text = said(make_report(posts=posts, missing=("Chưa nhận dữ liệu tháng 9;",)))
    for sentence in (
        "Kênh YouTube: không đăng tin, bài nào trong kỳ.",
        "Có 02 tin, bài chưa được đọc sắc thái.",
        "Chưa nhận dữ liệu tháng 9.",
    ):
        assert sentence in text


def test_a_report_before_the_last_counted_day_says_so() -> None:
    assert "số liệu mới tính đến hết ngày 10/12/2026" in said(make_report(as_of=date(2026, 12, 10)))
    assert "chưa kết thúc" not in said(make_report(as_of=date(2026, 12, 14)))


def test_the_work_ahead_is_only_what_the_records_hold() -> None:
    rows = (
        make_row("in_progress", task="Việc sau", deadline=date(2027, 5, 1)),
        make_row("not_started", task="Việc trước"),
    )
    text = said(make_report(upcoming=rows, limits=(LIMIT,), obligations=make_obligations(standing=2)))
    ahead = text[text.index("IV.") :]
    assert ahead.index("Việc trước") < ahead.index("Việc sau")
    assert "Duy trì thực hiện 02 nhiệm vụ thường xuyên." in ahead
    assert "Tiếp tục thực hiện mức giới hạn tin, bài tiêu cực dưới 15 %" in ahead


def test_the_head_of_the_log_stands_in_the_annex() -> None:
    sealed = build_report(make_report(log_head="17:ab12")).annexes[-1].body
    unsealed = build_report(make_report()).annexes[-1].body
    assert any("17:ab12" in plain(block.inlines) for block in sealed if isinstance(block, Paragraph))
    assert any(
        "chưa được niêm phong" in plain(block.inlines) for block in unsealed if isinstance(block, Paragraph)
    )


@given(
    st.lists(st.integers(0, 2000), min_size=6, max_size=6),
    st.lists(st.integers(0, 3000), min_size=5, max_size=5),
    st.sampled_from(["2026-H2", "2026", "2026-Q4", "2026-12"]),
)
def test_any_figures_make_a_report_without_loose_ends(
    counts: list[int], tones: list[int], period: str
) -> None:
    names = ("on_time", "late", "in_progress", "not_started", "overdue", "standing")
    positive, neutral, negative, advisory, unread = tones
    published = positive + neutral + negative + unread
    channel = make_channel(
        published=published,
        positive=positive,
        neutral=neutral,
        negative=negative,
        advisory=advisory,
        counted=negative // 2,
    )
    obligations = make_obligations(**dict(zip(names, counts, strict=True)))
    doc = build_report(
        make_report(period=Period.parse(period), obligations=obligations, posts=make_posts(channel))
    )
    for line in lines(doc):
        assert "  " not in line and ".." not in line and " ." not in line and ";." not in line
    for block in doc.body:
        for inline in getattr(block, "inlines", ()):
            assert not (
                isinstance(inline, FigureLink) and inline.text == "0" and not isinstance(block, Table)
            )
