"""A field offers what else the letter says, the likeliest first, and never what it holds already."""

from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import field_candidates
from tests.dispatches.letters import LETTER

WITH_BASIS = LETTER.replace("Kính gửi", "Theo Công văn số 77/UBND-VX ngày 02/10/2026.\n\nKính gửi")


def values(field, reading=(), text=WITH_BASIS, **learned):
    return [each.value for each in field_candidates(dict(reading), text, learned)[field]]


def test_numbers_symbols_and_dates_of_the_letter_are_offered():
    assert values("number")[:2] == ["512", "77"]
    assert values("symbol")[:2] == ["LĐLĐ", "UBND-VX"]
    assert set(values("date")) >= {"2026-11-05", "2026-10-02", "2026-11"}


def test_what_the_field_holds_is_not_offered_again():
    assert "512" not in values("number", {"number": "512"})
    assert "Như kính gửi" not in values("recipients", {"recipients": ["Như kính gửi"]})


def test_head_and_signature_are_offered_line_by_line_and_joined():
    assert "LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐÔNG TRIỀU" in values("issuer")
    assert values("subject")[0] == "giữ cân đối nội dung trên các kênh của công đoàn"
    assert values("signer.name") == ["Trịnh Ngọc Lan"]
    assert values("signer.title") == ["CHỦ TỊCH"]
    assert values("signer.authority") == ["TM."]


def test_a_subject_over_two_lines_is_offered_short_and_long():
    text = "Số: 5/SNV\nV/v báo cáo kết quả\nthực hiện quý IV\nKính gửi: Các xã"
    assert values("subject", text=text)[:2] == ["báo cáo kết quả", "báo cáo kết quả thực hiện quý IV"]


def test_names_that_people_wrote_before_are_offered_even_where_the_letter_offers_many():
    text = WITH_BASIS + "\nSở Nội vụ, Sở Tài chính, Sở Y tế, Sở Tư pháp, Sở Công thương, Văn phòng Tỉnh ủy"
    assert "Sở Mới" in values("issuer", text=text, issuer=["Sở Mới"])


@given(st.text(max_size=400))
def test_any_text_has_few_candidates_and_none_is_empty(text):
    for candidates in field_candidates({}, text, {}).values():
        assert len(candidates) <= 7 and all(each.value for each in candidates)
