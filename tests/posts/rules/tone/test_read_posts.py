"""Readings of single posts, batches, and texts that are no news."""

import tracemalloc
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

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
    assert load_model().read(["xq" * 5_000], ["qy" * 5_000]).tones() == ["neutral"]


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
    assert peaks[1] < peaks[0] + 64 * 18_000  # the scores themselves are 25 bytes a post


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
    assert " ".join(word.text for word in words) == f"{title} {lead}".replace(",", "").replace(".", "")
    assert max(words, key=lambda word: word.weight).text in {"Cháy", "tử", "vong"}
    assert [word.field for word in words] == [0] * 8 + [1] * 4
    assert why(load_model(), "", "") == []


def test_why_an_advisory_names_the_warning() -> None:
    words = why(load_model(), "Cảnh báo thủ đoạn lừa đảo qua điện thoại", "", of="advisory")
    assert max(words, key=lambda word: word.weight).text in {"Cảnh", "báo", "thủ", "đoạn", "lừa", "đảo"}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["NFC", "NFD"]), st.sampled_from(PLAIN_TITLES), st.text(max_size=12))
def test_spans_of_why_stand_in_the_text_as_it_was_given(form: str, title: str, odd: str) -> None:
    fields = (unicodedata.normalize(form, f"{title} {odd}"), unicodedata.normalize(form, odd + title))
    for word in why(load_model(), *fields):
        assert fields[word.field][word.start : word.end] == word.text
        assert word.text.strip()


def test_the_flag_is_a_probability_and_lowers_what_counts() -> None:
    scores = load_model().read(
        ["Cảnh báo thủ đoạn lừa đảo qua điện thoại", "Cháy chợ, ba người chết"], ["", ""]
    )
    assert ((scores.p_advisory >= 0) & (scores.p_advisory <= 1)).all()
    assert scores.p_advisory[0] > 0.5 > scores.p_advisory[1]
    assert scores.counted()[0] < scores.negative[0]
    assert scores.counted()[1] == pytest.approx(scores.negative[1], abs=0.1)


class _Gloomy:
    """A correction that finds everything negative."""

    def apply(
        self, chances: NDArray[np.float64], advisory: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return np.tile([0.0, 0.1, 0.9], (len(chances), 1)), advisory


def test_a_correction_moves_probabilities_and_tone() -> None:
    model = load_model()
    assert model.read(["Lịch họp"], [""]).tones() == ["neutral"]
    corrected = model.read(["Lịch họp"], [""], correction=_Gloomy())
    assert corrected.tones() == ["negative"]
    assert corrected.negative.tolist() == pytest.approx([0.9])


def test_the_model_knows_how_its_scores_were_spread() -> None:
    reference = load_model().reference
    assert reference.edges.shape == (21,)
    assert reference.shares.shape == (2, 20)
    assert reference.shares.sum(axis=1) == pytest.approx([1, 1])
    assert 0.05 < reference.prior < 0.5
    middles = (reference.edges[1:] + reference.edges[:-1]) / 2
    assert (reference.shares[1] * middles).sum() > (reference.shares[0] * middles).sum() + 0.4
