"""Cleaning and folding: one form for display, one for matching."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.clean import clean_text, squeeze
from haichieu.text.folding import even_tones, fold, fold_chars, sort_key

NFC = st.text().map(lambda text: unicodedata.normalize("NFC", text))


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text())
def test_clean_text_is_composed_and_shows_what_it_holds(text: str) -> None:
    clean = clean_text(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set("\r\ufeff\u200b\u00a0\x00")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(NFC)
def test_the_folded_twin_has_the_length_of_the_text(text: str) -> None:
    assert len(fold_chars(text)) == len(text)
    assert len(even_tones(text)) == len(text)


@given(st.lists(st.one_of(st.text(), st.sampled_from(["Uỷ ban", "đến ngày 5/6", "‡ Đ\n"]))).map("".join))
def test_a_letter_folds_alike_whatever_stands_beside_it(text: str) -> None:
    assert fold_chars(text) == "".join(map(fold_chars, text))


def test_spellings_that_differ_in_marks_case_and_space_fold_to_one() -> None:
    assert fold("Uỷ  ban NHÂN DÂN") == fold("ủy ban\nnhân dân") == "uy ban nhan dan"


def test_old_and_new_tone_placement_even_out_but_quy_stays() -> None:
    assert even_tones("HOÀ BÌNH, thuỷ, Quý, quỹ, khoá") == "hòa bình, thủy, quý, quỹ, khóa"


def test_cleaning_leaves_the_tone_placement_of_the_author() -> None:
    assert clean_text("Hoà Bình, Hòa Bình") == "Hoà Bình, Hòa Bình"


def test_names_sort_in_vietnamese_order() -> None:
    names = ["Đông Triều", "An Hòa", "Ân Thi", "Dĩ An", "Ăn", "An Hoà"]
    assert sorted(names, key=sort_key) == ["An Hoà", "An Hòa", "Ăn", "Ân Thi", "Dĩ An", "Đông Triều"]


@given(st.text())
def test_squeezed_text_has_single_spaces(text: str) -> None:
    assert "  " not in squeeze(text) and squeeze(text) == squeeze(text).strip()
