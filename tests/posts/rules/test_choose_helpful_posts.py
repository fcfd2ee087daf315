"""Which unread posts would teach the model most, and which never are chosen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.posts.rules.helpful import most_helpful

SURE, TORN = [0.98, 0.01, 0.01], [0.45, 0.1, 0.45]
WORDS = ["công", "đoàn", "trao", "quà", "mưa", "lũ", "ngừng", "việc", "lương", "thưởng"]


def test_a_doubtful_post_comes_before_a_sure_one() -> None:
    titles = ["Công nhân nhận thưởng Tết", "Công nhân nhận lương Tết", "Công nhân chờ lương"]
    assert most_helpful(np.array([SURE, TORN, SURE]), [], titles, count=1) == [1]


def test_an_odd_one_out_waits_for_posts_that_stand_for_many() -> None:
    titles = ["Lương thưởng Tết chậm", "Lương thưởng Tết muộn", "Lương thưởng Tết thiếu", "Xyz qwerty"]
    assert most_helpful(np.array([TORN] * 4), [], titles, count=3)[-1] != 3
    assert most_helpful(np.array([TORN] * 4), [], titles, count=1) != [3]


def test_twins_are_not_read_twice() -> None:
    titles = ["Nhà máy chậm lương"] * 3 + ["Xã vận động hiến máu", "Xã vận động hiến đất"]
    assert len({titles[index] for index in most_helpful(np.array([TORN] * 5), [], titles, count=3)}) == 3


def test_a_post_like_one_already_read_waits() -> None:
    titles = ["Nhà máy chậm lương", "Nhà máy chậm lương", "Nhà máy nợ bảo hiểm"]
    assert most_helpful(np.array([TORN] * 3), [0], titles, count=1) == [2]


def test_what_is_read_is_never_chosen_again() -> None:
    titles = [f"Bài {n}" for n in range(300)]
    chosen = most_helpful(np.array([TORN] * 300), set(range(299)), titles, count=5)
    assert chosen == [299]


def test_no_posts_no_choice() -> None:
    assert most_helpful(np.zeros((0, 3)), [], []) == []


def test_readings_and_titles_must_pair() -> None:
    with pytest.raises(ValueError, match="1 readings"):
        most_helpful(np.array([SURE]), [], [])


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=25), st.data())
def test_the_order_holds_every_unread_post_once(titles: list[list[str]], data: st.DataObject) -> None:
    read = data.draw(st.sets(st.integers(0, len(titles) - 1)))
    chances = np.random.default_rng(len(titles)).dirichlet([1, 1, 1], size=len(titles))
    spoken = [" ".join(words) for words in titles]
    chosen = most_helpful(chances, read, spoken, count=len(titles))
    assert sorted(chosen) == sorted(set(range(len(titles))) - read)
    assert chosen == most_helpful(chances, sorted(read), spoken, count=len(titles))
    assert chosen[:3] == most_helpful(chances, read, spoken, count=3)
