"""Two duties of one sentence: each is shown with the words that are its own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import proposed_duties, read_dispatch
from haichieu.dispatches.rules.own_clauses import own_clauses
from tests.dispatches.rules.heads_and_ends import END, HEAD


def duties_of(sentence: str) -> list[str]:
    values = read_dispatch(f"{HEAD}\n{sentence}\n{END}").to_dict()
    return [duty.text for duty in proposed_duties(values, known_on=date(2026, 6, 8))]


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "Đề nghị các thôn gửi kế hoạch trước ngày 30/6/2026 và báo cáo kết quả trước ngày 30/9/2026.",
            ["Đề nghị các thôn gửi kế hoạch trước ngày 30/6/2026", "báo cáo kết quả trước ngày 30/9/2026"],
        ),
        (
            "Đề nghị các thôn lập danh sách trước ngày 30/6/2026; tổng hợp, báo cáo trước ngày 30/9/2026.",
            ["Đề nghị các thôn lập danh sách trước ngày 30/6/2026", "tổng hợp, báo cáo trước ngày 30/9/2026"],
        ),
    ],
)
def test_each_duty_of_a_sentence_has_its_own_words(sentence: str, shown: list[str]) -> None:
    assert duties_of(sentence) == shown


def test_the_reading_keeps_the_whole_sentence_for_both() -> None:
    sentence = "Đề nghị các thôn gửi kế hoạch trước ngày 30/6/2026 và báo cáo kết quả trước ngày 30/9/2026."
    found = read_dispatch(f"{HEAD}\n{sentence}\n{END}").to_dict()["obligations"]
    assert [(item["text"], item["quote"]) for item in found] == [(sentence, sentence)] * 2


def test_words_that_belong_to_both_days_are_not_cut() -> None:
    text = "Gửi báo cáo tháng trước ngày 25, quý trước ngày 20."
    assert own_clauses(text, ["trước ngày 25", "trước ngày 20"]) == [text, text]


def test_a_day_that_does_not_stand_in_the_sentence_cuts_nothing() -> None:
    text = "Gửi danh sách trước ngày 5/3 và báo cáo hằng quý."
    assert own_clauses(text, ["trước ngày 5/3", "ngày 9/9"]) == [text, text]


_WORDS = st.lists(
    st.sampled_from(
        ["gửi kế hoạch", "các xã", "báo cáo", ",", ";", "và", "trước ngày 5/3", "trước ngày 9/6"]
    ),
    max_size=14,
)


@given(_WORDS)
def test_no_word_of_the_sentence_is_lost(words: list[str]) -> None:
    text = " ".join(words).replace(" ,", ",").replace(" ;", ";")
    days = [each for each in words if each.startswith("trước")]
    clauses = own_clauses(text, days)
    assert len(clauses) == len(days)
    if days:
        kept = " ".join(dict.fromkeys(clauses))
        assert all(kept.count(day) >= 1 for day in days)
        assert all(clause in text for clause in clauses)
