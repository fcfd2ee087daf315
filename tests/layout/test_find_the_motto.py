"""The motto is found where it stands, and missed only where it is missing."""

import pytest

from haichieu.layout.checker import check_facts, choose_style, text_facts

WRAPPED = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nNAM\n"
BODY = "Số: 12/UBND-VX\nĐông Triều, ngày 05 tháng 6 năm 2026\n\nKính gửi: Các thôn.\n\nĐề nghị các thôn báo cáo./.\n"


def rules(head: str) -> set[str]:
    facts = text_facts(head + BODY)
    return {each.rule for each in check_facts(facts, choose_style(facts).style)}


@pytest.mark.parametrize(
    "motto", ["Độc lập - Tự do - Hạnh phúc\n", "ỦY BAN NHÂN DÂN XÃ ĐÔNG TRIỀU Độc lập - Tự do - Hạnh phúc\n"]
)
def test_a_motto_below_a_wrapped_emblem_is_not_missing(motto: str) -> None:
    assert "missing_motto" not in rules(WRAPPED + motto)


def test_a_motto_that_nobody_wrote_is_missing() -> None:
    assert "missing_motto" in rules(f"{WRAPPED}ỦY BAN NHÂN DÂN XÃ ĐÔNG TRIỀU\n")
