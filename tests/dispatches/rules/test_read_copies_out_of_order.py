"""Copies from web pages and sharing sites: parts out of order, without label, glued together or damaged."""

import pytest

from haichieu.dispatches.rules import Reading, read_dispatch
from tests.dispatches.rules.heads_and_ends import BODY, HEAD, end_of, head_of

TEASER = "Thực hiện Công văn số 77/BNV-CCVC ngày 3 tháng 2 năm 2026 của Bộ Nội vụ về việc thống kê hồ s\n"
BARE_HEAD = "UBND XÃ A\nSố: 1/UBND\nA, ngày 5 tháng 6 năm 2026\n\nKính gửi: Các thôn.\n"
SIGNED = "GIÁM ĐỐC\n(đã ký)\nTrần Văn Bình\n"


def read_end(end: str) -> Reading:
    return read_dispatch(HEAD + BODY + end)


def cited(sentence: str) -> list[tuple[str | None, ...]]:
    found = read_dispatch(f"{HEAD}\n{sentence}\n").citations
    return [(each["kind"], each["number"], each["symbol"], each["date"], each["issuer"]) for each in found]


def test_a_subject_read_last_is_still_the_subject_and_no_recipient() -> None:
    end = "- Như trên;\n- Lưu: VT, TH.\nV/v thống kê vườn cây\nvà ao cá của thôn\n" + SIGNED
    reading = read_dispatch(BARE_HEAD + BODY + end)
    assert reading.subject == "thống kê vườn cây và ao cá của thôn"
    assert end_of(reading) == (("Như trên", "Lưu: VT, TH"), None, "GIÁM ĐỐC", "Trần Văn Bình")


def test_a_subject_in_its_place_is_not_exchanged_for_one_of_a_form() -> None:
    form = "\nNơi nhận:\n- Như trên.\n" + SIGNED + "\nPHIẾU\n\nKính gửi: UBND xã\nV/v góp ý dự thảo\n"
    assert read_dispatch(HEAD + BODY + form).subject == "báo cáo"
    assert read_dispatch(BARE_HEAD + BODY + "Trao đổi V/v góp ý dự thảo thì gặp cán bộ.\n").subject is None


@pytest.mark.parametrize(
    ("end", "listed"),
    [
        ("- Như trên;\n- UBND huyện;\n- Lưu VT.\n" + SIGNED, ("Như trên", "UBND huyện", "Lưu VT")),
        ("- Như kính gửi;\n- Lưu VT.\n", ("Như kính gửi", "Lưu VT")),
        ("\nNơi nhận:\n- -Sở A;\n- -Lưu.\nGIÁM ĐỐC\nTrần Văn Bình\nGhi có Thư\n", ("Sở A", "Lưu")),
        (
            "\nNơi nhận:\nNhư trên\nThường trực Hội đồng nhân dân\ntỉnh Hà Sơn\nLưu VT, TH\nGIÁM ĐỐC\nTrần Văn Bình\n",
            ("Như trên", "Thường trực Hội đồng nhân dân tỉnh Hà Sơn", "Lưu VT, TH"),
        ),
        ("\nNơi nhận:\n- Như trên;\n- UBND xã;     (Đã kí)\n- Lưu VT.\n", ("Như trên", "UBND xã", "Lưu VT")),
        ("- Như trên đã nói, các thôn phải giữ gìn vệ sinh chung.\n", ()),
    ],
)
def test_a_list_without_its_label_is_known_by_its_first_entry(end: str, listed: tuple[str, ...]) -> None:
    assert read_end(end).recipients == listed


@pytest.mark.parametrize(
    ("end", "title"),
    [
        ("\nKT. GIÁM ĐỐC PHÓ GIÁM ĐỐC (Đã ký) Trần Văn Bình\n", "PHÓ GIÁM ĐỐC"),
        ("\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC (ký)\nTrần Văn Bình\n", "PHÓ GIÁM ĐỐC"),
        ("\nGIÁM ĐỐC (Đã ký và đóng dấu)\nTrần Văn Bình\n", "GIÁM ĐỐC"),
        ("\nGIÁM ĐỐC\nTrần Văn Bình (đã ký)\n", "GIÁM ĐỐC"),
        ("\nTHƯ KÝ\nTrần Văn Bình\n", "THƯ KÝ"),
        (
            "\nCHỦ TỊCH\nNƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nTrần Văn Bình\n",
            "CHỦ TỊCH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ),
    ],
)
def test_a_note_of_signing_is_no_part_of_the_title(end: str, title: str) -> None:
    signer = read_end(end).signer
    assert (signer["title"], signer["name"]) == (title, "Trần Văn Bình")


def test_a_teaser_above_the_letterhead_gives_neither_place_nor_date() -> None:
    assert head_of(read_dispatch(TEASER + HEAD + BODY)) == head_of(read_dispatch(HEAD + BODY))


def test_place_and_date_may_stand_above_the_signature() -> None:
    bare = "UBND XÃ A\nSố: 1/UBND\nV/v báo cáo\n\nKính gửi: Các thôn.\n"
    late = read_dispatch(bare + BODY + "          Phú Lộc, ngày 5 tháng 6 năm 2026\n" + SIGNED)
    assert (late.place, late.date) == ("Phú Lộc", "2026-06-05")
    told = read_dispatch(bare + BODY + "Thôn họp ở Phú Lộc, ngày 5 tháng 6 năm 2026 lúc 8 giờ.\n" + SIGNED)
    assert (told.place, told.date) == (None, None)


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        ("QUYẾT ĐỊNH CỦA GIÁM ĐỐC SỞ Y TẾ\nVề việc cử cán bộ đi học\n", "cử cán bộ đi học"),
        ("QUYẾT ĐỊNH CỦA CHỦ TỊCH TỈNH VỀ KHEN THƯỞNG THÔN XANH\n", "KHEN THƯỞNG THÔN XANH"),
        ("QUYẾT ĐỊNH\nCỦA BỘ TRƯỞNG BỘ Y TẾ\nBan hành quy chế họp\n", "Ban hành quy chế họp"),
        ("QUYẾT ĐỊNH CỦA\nGIÁM ĐỐC SỞ Y TẾ\nVề việc cử cán bộ đi học\n", "cử cán bộ đi học"),
        ("QUYẾT ĐỊNH\nGIÁM ĐỐC SỞ Y TẾ\nV/v cử cán bộ đi học\n", "cử cán bộ đi học"),
        ("KẾ HOẠCH\nTổ chức Ngày hội của thanh niên\n", "Tổ chức Ngày hội của thanh niên"),
    ],
)
def test_whose_decision_it_is_is_no_subject(lines: str, subject: str) -> None:
    head = "SỞ Y TẾ\nSố: 1/QĐ-SYT\nA, ngày 5 tháng 6 năm 2026\n"
    assert read_dispatch(f"{head}{lines}\nCăn cứ Luật Cán bộ ngày 1/1/2020;\n").subject == subject


def test_a_subject_may_begin_with_a_bare_about() -> None:
    head = "SỞ Y TẾ\nSố: 1/SYT\nVề tăng cường phòng bệnh mùa hè\nA, ngày 5 tháng 6 năm 2026\n\nKính gửi: Các trạm.\n"
    assert read_dispatch(head + BODY).subject == "tăng cường phòng bệnh mùa hè"


@pytest.mark.parametrize(
    ("end", "issuer"),
    [
        ("\nTM/BCH CÔNG ĐOÀN TRƯỜNG\nPHÓ CHỦ TỊCH\n", None),
        ("\nT/M BAN CHẤP HÀNH ĐOÀN TRƯỜNG\nBÍ THƯ\n", None),
        ("\nTM. BCH CÔNG ĐOÀN TRƯỜNG TIỂU HỌC LÊ LAI\nCHỦ TỊCH\n", "BCH CÔNG ĐOÀN TRƯỜNG TIỂU HỌC LÊ LAI"),
        ("\nTM. BAN THƯỜNG VỤ TỈNH ĐOÀN BÍ THƯ\n", "BAN THƯỜNG VỤ TỈNH ĐOÀN"),
    ],
)
def test_a_signature_names_the_issuer_only_where_the_name_is_whole(end: str, issuer: str | None) -> None:
    assert read_dispatch("Kính gửi: Các tổ." + BODY + end).issuer == issuer


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Căn cứ công văn số 63/CV SNV ngày 2/4/2025 của Sở Nội vụ về hồ sơ.",
            ("công văn", "63", "CV SNV", "2025-04-02", "Sở Nội vụ"),
        ),
        (
            "Theo Kê hoạch số 21/KH-UBND ngày 1/9/2025 của UBND tỉnh trước ngày 5/9.",
            ("kế hoạch", "21", "KH-UBND", "2025-09-01", "UBND tỉnh"),
        ),
        (
            "Xét đề nghị của Sở Nội vụ tại Tờ trình số 3/TTr-SNV ngày 2/4/2025 về hồ sơ.",
            ("tờ trình", "3", "TTr-SNV", "2025-04-02", "Sở Nội vụ"),
        ),
        (
            "Quy chế ban hành kèm theo Quyết định số 40/2025/QĐ-UBND.",
            ("quyết định", "40", "2025/QĐ-UBND", None, None),
        ),
        (
            "Căn cứ Hiến pháp sửa đổi theo Nghị quyết số 51/2001/QH10 ngày 25/12/2001 của Quốc hội;",
            ("nghị quyết", "51", "2001/QH10", "2001-12-25", "Quốc hội"),
        ),
        (
            "Tên văn bản\nLý do\n\n1\n34/2004/QĐ-UBND\n25/12/2004\nQuy định chế độ",
            ("quyết định", "34", "2004/QĐ-UBND", "2004-12-25", None),
        ),
        (
            "| 1 | 34/2004/NQ-HĐND | 25/12/2004 | Quy định phí |",
            ("nghị quyết", "34", "2004/NQ-HĐND", "2004-12-25", None),
        ),
    ],
)
def test_cited_documents_of_damaged_copies(sentence: str, expected: tuple[str | None, ...]) -> None:
    assert cited(sentence) == [expected]


def test_a_fraction_alone_in_a_cell_is_no_document() -> None:
    assert cited("| 1 | 12/KG | 25/12/2004 | Gạo tẻ |") == []


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Trân trọng cảm ơn!\nTổng Giám đốc\nTrần Văn Bình\n", (None, "Tổng Giám đốc", "Trần Văn Bình")),
        ("\nT/M Chi ủy\nBí thư\n(đã ký)\nTrần Văn Bình\n", ("TM.", "Bí thư", "Trần Văn Bình")),
        ("Chủ tịch các hội phối hợp tốt với thôn.\nTrần Văn Bình làm tổ trưởng.\n", (None, None, None)),
    ],
)
def test_a_signature_in_small_letters_ends_a_letter(end: str, expected: tuple[str | None, ...]) -> None:
    assert end_of(read_end(end))[1:] == expected


def test_a_letterhead_on_one_line_is_taken_apart_behind_the_motto() -> None:
    head = "UBND TỈNH A CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM SỞ Y TẾ Độc lập - Tự do - Hạnh phúc\nSố: 1/SYT\n"
    assert read_dispatch(head + "V/v báo cáo\n\nKính gửi: Các trạm.\n" + BODY).issuer == "SỞ Y TẾ"


def test_a_date_written_without_blanks() -> None:
    head = "SỞ Y TẾ\nSố: 1/SYT\nTP. Phú Lộc,ngày20tháng5năm2026\nV/v báo cáo\n\nKính gửi: Các trạm.\n"
    reading = read_dispatch(head + BODY)
    assert (reading.place, reading.date) == ("TP. Phú Lộc", "2026-05-20")


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: _44_/UBND", "44", "UBND"),
        ("Số: ….44…./UBND", "44", "UBND"),
        ("Số (44)/TB-UBND", "44", "TB-UBND"),
        ("Nghị quyết số: 45/2024/UBTVQH15", "45", "2024/UBTVQH15"),
        ("Số hiệu: 4/UBND", "4", "UBND"),
        ("số: 44/UBND", "44", "UBND"),
        ("Số: ……/UBND", None, "UBND"),
        ("Số: _x4_/UBND", None, "UBND"),
    ],
)
def test_marks_around_a_number_are_no_part_of_it(line: str, number: str | None, symbol: str) -> None:
    reading = read_dispatch(HEAD.replace("Số: 1/UBND", line) + BODY)
    assert (reading.number, reading.symbol, reading.subject) == (number, symbol, "báo cáo")
