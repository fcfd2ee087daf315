"""What the checker says of the words of a letter, whatever kind of file they come from."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from haichieu.layout.checker import RULES, Severity, check_facts, choose_style, text_facts
from haichieu.layout.styles import all_styles, style_for

STATE = """ỦY BAN NHÂN DÂN
XÃ SƠN HÀ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/UBND-VHXH
V/v phòng, chống bão
Sơn Hà, ngày 09 tháng 5 năm 2026
Kính gửi:
- Các thôn;
- Trạm Y tế xã.
Đề nghị các thôn, Trạm Y tế xã thực hiện tốt các nội dung trên./.
Nơi nhận:
- Như trên;
- Lưu: VT, VHXH.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hà Thị Lựu
"""
DECISION = STATE.replace("Số: 12/UBND-VHXH\nV/v phòng, chống bão", "Số: 12/QĐ-UBND").replace(
    "Kính gửi:\n- Các thôn;\n- Trạm Y tế xã.\n", "QUYẾT ĐỊNH\nĐiều 1. Giao việc.\nĐiều 2. Hiệu lực.\n"
).replace("- Như trên;", "- Như Điều 2;")  # fmt: skip
PARTY = """ĐẢNG BỘ XÃ SƠN HÀ
CHI BỘ THÔN BA
*
Số 03-CV/CB
về việc chuẩn bị đại hội
ĐẢNG CỘNG SẢN VIỆT NAM
Sơn Hà, ngày 09 tháng 6 năm 2026
Kính gửi: Các đảng viên.
Đề nghị các đồng chí thực hiện.
Nơi nhận:
- Như trên;
- Lưu Chi bộ.
T/M CHI BỘ
BÍ THƯ
Hà Thị Lựu
"""


def rules(text: str) -> set[str]:
    facts = text_facts(text)
    return {each.rule for each in check_facts(facts, choose_style(facts).style)}


@pytest.mark.parametrize("text", [STATE, DECISION, PARTY])
def test_a_letter_as_it_should_be_has_no_deviation(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("number", "Số: 12/", "Số 12/"),
        ("number", "Số: 12/", "Số: 7/"),
        ("number", "12/UBND-VHXH", "12/UBND - VHXH"),
        ("number_blank", "Số: 12/", "Số:     /"),
        ("number_kind", "12/UBND-VHXH", "12/CV-UBND"),
        ("subject_mark", "V/v phòng", "Về việc phòng"),
        ("subject_mark", "V/v phòng", "v/v phòng"),
        ("subject_quotes", "V/v phòng, chống bão", "“V/v phòng, chống bão”"),
        ("emblem_wording", "Độc lập - Tự do - Hạnh phúc", "Độc lập- Tự do - Hạnh Phúc"),
        ("emblem_wording", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"),
        ("date_zero", "ngày 09 tháng 5", "ngày 9 tháng 5"),
        ("date_zero", "ngày 09 tháng 5", "ngày 19 tháng 2"),
        ("date_blank", "ngày 09 tháng 5", "ngày     tháng 5"),
        ("place_name", "Sơn Hà, ngày", "UBND xã Sơn Hà, ngày"),
        ("greeting_form", "Kính gửi:", "Kính gửi"),
        ("greeting_form", "- Các thôn;", "- Các thôn,"),
        ("end_mark", "nội dung trên./.", "nội dung trên./"),
        ("end_mark", "nội dung trên./.", "nội dung trên."),
        ("recipients_label", "Nơi nhận:", "Nơi nhận"),
        ("first_recipient", "- Như trên;", "- Đảng ủy xã;"),
        ("recipient_marks", "- Như trên;", "- Như trên"),
        ("recipient_marks", "- Lưu: VT, VHXH.", "- Lưu: VT, VHXH"),
        ("filing", "- Lưu: VT, VHXH.", "- Lưu VT, VHXH."),
        ("filing", "- Lưu: VT, VHXH.", "- Đảng ủy xã."),
        ("authority_mark", "KT. CHỦ TỊCH", "KT CHỦ TỊCH"),
        ("deputy_form", "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ("deputy_form", "KT. CHỦ TỊCH\n", ""),
        ("sole_body", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"),
        ("signer_degree", "Hà Thị Lựu", "TS. Hà Thị Lựu"),
        ("missing_name", "Hà Thị Lựu", ""),
        ("missing_greeting", "Kính gửi:\n- Các thôn;\n- Trạm Y tế xã.\n", ""),
        ("missing_motto", "Độc lập - Tự do - Hạnh phúc\n", ""),
        ("two_levels", "Đề nghị", "1.1. Rà soát.\nĐề nghị"),
        ("roman_order", "Đề nghị", "I. VIỆC\nIII. HẠN\nĐề nghị"),
        ("point_order", "Đề nghị", "c) Một.\nd) Hai.\ne) Ba.\nĐề nghị"),
        ("abbreviations", "Đề nghị các thôn", "Đề nghị PCTT và các thôn"),
    ],
)
def test_each_fault_is_found_and_nothing_else(rule: str, before: str, after: str) -> None:
    assert before in STATE
    assert rules(STATE.replace(before, after, 1)) == {rule}


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("number_kind", "12/QĐ-UBND", "12/KH-UBND"),
        ("article_order", "Điều 2. Hiệu lực", "Điều 3. Hiệu lực"),
        ("first_recipient", "- Như Điều 2;", "- Đảng ủy xã;"),
        ("title_and_subject", "Số: 12/QĐ-UBND", "Số: 12/QĐ-UBND\nV/v giao việc"),
    ],
)
def test_a_decision_has_rules_of_its_own(rule: str, before: str, after: str) -> None:
    assert before in DECISION
    assert rules(DECISION.replace(before, after, 1)) == {rule}


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("number", "Số 03-CV/CB", "Số: 03-CV/CB"),
        ("number", "Số 03-CV/CB", "Số 03/CV-CB"),
        ("body_stars", "*\n", ""),
        ("authority_mark", "T/M CHI BỘ", "TM. CHI BỘ"),
        ("end_mark", "thực hiện.", "thực hiện./."),
    ],
)
def test_the_party_has_rules_of_its_own(rule: str, before: str, after: str) -> None:
    assert before in PARTY
    assert rules(PARTY.replace(before, after, 1)) == {rule}


def test_old_and_new_places_of_the_tone_are_one() -> None:
    assert rules(STATE.replace("CỘNG HÒA", "CỘNG HOÀ")) == set()


def test_columns_laid_side_by_side_are_taken_apart() -> None:
    head, _, rest = STATE.partition("Kính gửi")
    lines = head.splitlines()
    beside = [
        f"{lines[0]}          {lines[2]}", f"{lines[1]}          {lines[3]}",
        f"{lines[4]}          {lines[6]}", lines[5],
    ]  # fmt: skip
    assert rules("\n".join([*beside, f"Kính gửi{rest}"])) == set()


def test_words_recognised_on_a_picture_are_only_noted() -> None:
    facts = text_facts(STATE.replace("Số: 12", "Số 7"))
    found = check_facts(facts, choose_style(facts).style, is_sure=False)
    assert found and {each.severity for each in found} == {Severity.NOTE}


def test_a_letter_older_than_the_rules_on_file_is_told_so() -> None:
    choice = choose_style(text_facts(STATE.replace("2026", "2012")))
    assert choice.style.key == "state" and "chưa có trong danh mục" in choice.reason


def test_every_rule_names_an_article_that_every_style_has() -> None:
    for style in all_styles():
        assert {rule.article for rule in RULES} <= set(style.articles)
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


@given(
    st.text(
        alphabet=st.sampled_from("Số: 12/UBND-VT\n|*;.-“ngày tháng năm Kính gửiNơi nhậnTM.KTĐiều"),
        max_size=300,
    )
)
@example("V.B")
@example("Điều 1.\nb) B\na) A")
def test_whatever_the_text_the_check_ends_in_deviations(text: str) -> None:
    facts = text_facts(text)
    for each in check_facts(facts, style_for("state", date(2026, 1, 1))):
        assert each.message.endswith(".") and each.fix.endswith(".")
        assert each.span is None or text[slice(*each.span)].strip()
