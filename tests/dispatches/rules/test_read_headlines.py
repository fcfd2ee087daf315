"""Letters as web pages print them: a headline in small letters above the body, and no letterhead."""

import pytest

from haichieu.dispatches.rules import read_dispatch

BODY = "\n\nĐề nghị các lớp vệ sinh phòng học trước ngày 09/02/2026.\n"


def head_of(text: str) -> tuple[str, str | None]:
    reading = read_dispatch(text)
    return reading.kind, reading.subject


@pytest.mark.parametrize(
    ("headline", "kind", "subject"),
    [
        ("Thông báo nghỉ Tết Nguyên đán năm 2026", "thông báo", "nghỉ Tết Nguyên đán năm 2026"),
        ("Thông báo về việc nghỉ học tránh bão", "thông báo", "nghỉ học tránh bão"),
        ("# Kế hoạch tổ chức Tết trồng cây", "kế hoạch", "tổ chức Tết trồng cây"),
        ("Giấy mời họp phụ huynh học kỳ I", "giấy mời", "họp phụ huynh học kỳ I"),
        ("Hướng dẫn đăng ký\ndự thi sáng tạo trẻ", "hướng dẫn", "đăng ký dự thi sáng tạo trẻ"),
    ],
)
def test_a_headline_tells_kind_and_subject(headline: str, kind: str, subject: str) -> None:
    assert head_of(headline + BODY) == (kind, subject)


@pytest.mark.parametrize(
    "line",
    [
        "Thông báo các đơn vị nộp hồ sơ",
        "Kế hoạch này thay cho kế hoạch năm 2025",
        "Hướng dẫn học sinh thực hiện như sau:",
        "Báo cáo tình hình về Phòng Nội vụ trước ngày 05/02/2026",
        "Báo cáo tình hình về Phòng Nội vụ.",
    ],
)
def test_a_sentence_is_no_headline(line: str) -> None:
    assert head_of(line + BODY) == ("công văn", None)


def test_a_letterhead_comes_before_any_headline() -> None:
    head = "UBND XÃ PHÚ AN\nSố: 5/KH-UBND\nPhú An, ngày 01/02/2026\n\nKẾ HOẠCH\nTrồng cây"
    assert head_of(f"Thông báo nghỉ Tết Nguyên đán\n\n{head}{BODY}")[0] == "kế hoạch"
