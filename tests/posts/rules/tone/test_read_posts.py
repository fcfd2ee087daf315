"""Readings of single posts, batches, and texts that are no news."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.posts.rules.tone import TONES, BadWeights, load_model, why
from haichieu.posts.rules.tone import model as tone_model
from tests.posts.rules.tone.sentences import CODEBOOK, PLAIN_TITLES

LEAD = "Theo thông tin ban đầu, sự việc xảy ra vào sáng nay tại khu nhà trọ của công nhân."


def test_codebook_examples_are_mostly_read_as_the_codebook_says() -> None:
    titles = [title for title, _ in CODEBOOK]
    tones = load_model().read(titles, [""] * len(titles)).tones()
    right = sum(tone == wanted for tone, (_, wanted) in zip(tones, CODEBOOK, strict=True))
    assert right >= len(CODEBOOK) - 3, list(zip(titles, tones, strict=True))


def test_a_warning_is_an_advisory_and_a_meeting_is_not() -> None:
    titles = [
        "Cảnh báo thủ đoạn lừa đảo qua điện thoại, người dân cần cảnh giác",
        "Hội nghị sơ kết công tác công đoàn quý I",
    ]
    assert load_model().read(titles, ["", ""]).advisory.tolist() == [True, False]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=8))
def test_any_text_gets_three_probabilities_that_sum_to_one(posts: list[tuple[str, str]]) -> None:
    scores = load_model().read([title for title, _ in posts], [lead for _, lead in posts])
    total = scores.positive + scores.neutral + scores.negative
    assert np.allclose(total, 1, atol=1e-6)
    assert (np.minimum(np.minimum(scores.positive, scores.neutral), scores.negative) >= 0).all()
    assert set(scores.tones()) <= set(TONES)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PLAIN_TITLES, "", "🎉", "a\nb", "VN-Index 1.250", "e\u0323\u0302"]), max_size=12
    )
)
def test_a_batch_reads_like_one_by_one(titles: list[str]) -> None:
    model = load_model()
    together = model.read(titles, [LEAD] * len(titles))
    apart = [model.read([title], [LEAD]) for title in titles]
    assert together.negative.tolist() == [float(one.negative[0]) for one in apart]
    assert together.tones() == [one.tones()[0] for one in apart]


def test_more_posts_than_one_internal_batch() -> None:
    model = load_model()
    titles = PLAIN_TITLES * 50
    many = model.read(titles, [LEAD] * len(titles))
    few = model.read(PLAIN_TITLES, [LEAD] * len(PLAIN_TITLES))
    assert many.negative.reshape(50, -1).tolist() == [few.negative.tolist()] * 50


@pytest.mark.parametrize("title", ["", "   ", "🎉🎉🎉", "?", "\x00", "漢字", "…"])
def test_texts_without_words_are_neutral(title: str) -> None:
    assert load_model().read([title], [""]).tones() == ["neutral"]


def test_no_posts_no_scores() -> None:
    assert load_model().read([], []).tones() == []


def test_titles_and_leads_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="2 titles, 1 leads"):
        load_model().read(["a", "b"], ["a"])


def test_a_title_of_ten_thousand_characters_is_read_by_its_beginning() -> None:
    start = "Cháy lớn tại kho hàng, hai công nhân tử vong. " * 8
    long = (start + "Chúc mừng năm mới, trao quà cho bà con. " * 300)[:10_000]
    assert len(long) == 10_000
    assert load_model().read([long], [""]).tones() == ["negative"]
    assert load_model().read(["x" * 10_000], ["y" * 10_000]).tones() == ["neutral"]


def test_memory_does_not_grow_with_the_number_of_posts() -> None:
    model = load_model()
    peaks = []
    for posts in (2_000, 20_000):
        titles = PLAIN_TITLES * (posts // len(PLAIN_TITLES))
        leads = [LEAD] * len(titles)
        tracemalloc.start()
        model.read(titles, leads)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 60 * 18_000  # the scores themselves are 20 bytes a post


def test_damaged_weights_are_refused_with_one_sentence() -> None:
    with pytest.raises(BadWeights, match="bị hỏng"):
        tone_model.open_model(b"PK\x03\x04 no archive")


def test_weights_are_small_and_name_their_version() -> None:
    data = tone_model.weights_bytes()
    assert len(data) <= 12_000_000
    assert tone_model.open_model(data).version == load_model().version


def test_why_names_the_syllables_that_moved_the_reading() -> None:
    title, lead = "Cháy kho hàng, hai công nhân tử vong", "Lịch trực trong tuần."
    words = why(load_model(), title, lead)
    assert " ".join(word for word, _ in words) == f"{title} {lead}".replace(",", "").replace(".", "")
    assert max(words, key=lambda word: word[1])[0] in {"Cháy", "tử", "vong"}
    assert why(load_model(), "", "") == []
