"""An organisation's labels move the probabilities, by as much as they have to say and no further."""

import json
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.posts.rules import TONES, load_model
from haichieu.posts.rules import recalibration as ours
from haichieu.posts.rules.labels import Label
from haichieu.posts.rules.recalibration import (
    NO_CORRECTION,
    Correction,
    fit_correction,
    try_correction,
    update,
)
from tests.shared_data import DATA, needs_data

SHIFT = Correction(positive=(1.0, 0.8), negative=(-1.2, 1.3), advisory=0.9)


def read(rng: np.random.Generator, posts: int) -> tuple[np.ndarray, np.ndarray]:
    """Readings as a model gives them: mostly sure, sometimes not."""
    return rng.dirichlet([0.5, 0.9, 0.5], size=posts), rng.beta(0.3, 4.0, size=posts)


def answer(
    rng: np.random.Generator, chances: np.ndarray, advisory: np.ndarray, truth: Correction
) -> list[Label]:
    """Labels of posts whose true probabilities are the corrected ones."""
    tones, flags = truth.apply(chances, advisory)
    drawn = (rng.random((len(tones), 1)) > tones.cumsum(axis=1)).sum(axis=1).clip(0, 2)
    flagged = rng.random(len(flags)) < flags
    return [
        Label(str(post), negative=bool(tone == 2), advisory=bool(flag), tone=TONES[tone])
        for post, (tone, flag) in enumerate(zip(drawn, flagged, strict=True))
    ]


def numbers(correction: Correction) -> list[float]:
    return [*correction.positive, *correction.negative, correction.advisory]


def belief_and_loss(found: list[float], chances, advisory, labels, strength: float) -> float:
    trial = try_correction(
        Correction(tuple(found[:2]), tuple(found[2:4]), found[4]), chances, advisory, labels
    )
    away = np.array(found) - np.array(numbers(NO_CORRECTION))
    return trial.after * trial.labels + strength / 8 * float((away**2).sum())


def test_the_columns_are_those_of_the_tone_model() -> None:
    assert ours.TONES == TONES


def test_no_labels_change_nothing() -> None:
    chances, advisory = read(np.random.default_rng(0), 5)
    assert fit_correction(chances[:0], advisory[:0], []) == NO_CORRECTION
    same = NO_CORRECTION.apply(chances, advisory)
    assert same[0] == pytest.approx(chances, abs=1e-5)
    assert same[1] == pytest.approx(advisory, abs=1e-5)


def test_many_labels_find_what_is_wrong() -> None:
    rng = np.random.default_rng(1)
    chances, advisory = read(rng, 6000)
    found = fit_correction(chances, advisory, answer(rng, chances, advisory, SHIFT))
    assert numbers(found) == pytest.approx(numbers(SHIFT), abs=0.15)
    assert found.labels == 6000


def test_labels_that_agree_with_the_model_leave_it_alone() -> None:
    rng = np.random.default_rng(2)
    chances, advisory = read(rng, 4000)
    found = fit_correction(chances, advisory, answer(rng, chances, advisory, NO_CORRECTION))
    assert numbers(found) == pytest.approx(numbers(NO_CORRECTION), abs=0.12)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.sampled_from([1.0, 40.0, 200.0]))
def test_no_other_correction_is_more_likely(seed: int, posts: int, strength: float) -> None:
    rng = np.random.default_rng(seed)
    chances, advisory = read(rng, posts)
    labels = answer(rng, chances, advisory, SHIFT)
    best = numbers(fit_correction(chances, advisory, labels, strength=strength))
    height = belief_and_loss(best, chances, advisory, labels, strength)
    for _ in range(20):
        other = (np.array(best) + rng.normal(scale=0.05, size=5)).tolist()
        assert belief_and_loss(other, chances, advisory, labels, strength) >= height - 1e-9


def test_one_label_moves_little_and_a_stronger_belief_moves_less() -> None:
    chances, advisory = np.array([[0.01, 0.01, 0.98]]), np.array([0.01])
    label = [Label("1", negative=False, tone="neutral")]
    weak, strong = (fit_correction(chances, advisory, label, strength=s) for s in (40, 400))
    assert -0.5 < weak.negative[0] < strong.negative[0] < 0


def test_further_labels_give_what_all_labels_at_once_give() -> None:
    rng = np.random.default_rng(3)
    chances, advisory = read(rng, 400)
    labels = answer(rng, chances, advisory, SHIFT)
    earlier = fit_correction(chances[:150], advisory[:150], labels[:150])
    later = update(earlier, chances, advisory, labels)
    assert numbers(later) == pytest.approx(numbers(fit_correction(chances, advisory, labels)), abs=1e-7)


def test_labels_chosen_by_their_scores_need_no_weights() -> None:
    """As in an audit, which reads the posts that the model finds negative far more often."""
    rng = np.random.default_rng(4)
    chances, advisory = read(rng, 30_000)
    labels = answer(rng, chances, advisory, SHIFT)
    chosen = np.flatnonzero(rng.random(30_000) < 0.02 + 0.5 * chances[:, 2])
    found = fit_correction(chances[chosen], advisory[chosen], [labels[post] for post in chosen])
    assert numbers(found) == pytest.approx(numbers(SHIFT), abs=0.15)


def test_an_unreadable_post_teaches_nothing() -> None:
    chances, advisory = read(np.random.default_rng(5), 2)
    both = fit_correction(chances, advisory, [Label("1", negative=True), Label("2", negative=None)])
    assert both == fit_correction(chances[:1], advisory[:1], [Label("1", negative=True)])
    assert both.labels == 1


def test_a_label_that_says_only_negative_or_not_is_enough() -> None:
    rng = np.random.default_rng(6)
    chances, advisory = read(rng, 8000)
    truth = Correction(negative=(-1.0, 1.0))
    vague = [
        Label(label.id, negative=label.negative, advisory=label.advisory)
        for label in answer(rng, chances, advisory, truth)
    ]
    found = fit_correction(chances, advisory, vague)
    assert found.negative[0] == pytest.approx(-1.0, abs=0.15)
    trial = try_correction(found, chances, advisory, vague)
    assert trial.helps


def test_labels_put_aside_show_whether_it_helps() -> None:
    rng = np.random.default_rng(7)
    chances, advisory = read(rng, 900)
    labels = answer(rng, chances, advisory, SHIFT)
    found = fit_correction(chances[:600], advisory[:600], labels[:600])
    trial = try_correction(found, chances[600:], advisory[600:], labels[600:])
    assert trial.helps
    assert trial.labels == 300
    assert trial.sentence.startswith("Trên 300 nhãn để dành, sai số giảm từ ")


def test_a_correction_that_makes_it_worse_is_refused_in_a_sentence() -> None:
    rng = np.random.default_rng(8)
    chances, advisory = read(rng, 300)
    trial = try_correction(SHIFT, chances, advisory, answer(rng, chances, advisory, NO_CORRECTION))
    assert not trial.helps
    assert trial.sentence.startswith("Không dùng hiệu chỉnh này")


def test_without_labels_put_aside_nothing_is_shown_to_help() -> None:
    chances, advisory = read(np.random.default_rng(9), 1)
    trial = try_correction(SHIFT, chances, advisory, [Label("1", negative=None)])
    assert not trial.helps
    assert "chưa có nhãn" in trial.sentence


def test_a_correction_survives_being_stored() -> None:
    found = Correction((0.25, 1.5), (-1.0, 0.75), 0.5, 123)
    assert Correction.from_dict(found.to_dict()) == found


def test_certain_readings_stay_finite() -> None:
    chances, advisory = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]), np.array([0.0, 1.0])
    labels = [Label("1", negative=False, tone="positive"), Label("2", negative=True, tone="negative")]
    found = fit_correction(chances, advisory, labels)
    tones, flags = found.apply(chances, advisory)
    assert np.isfinite(numbers(found)).all()
    assert tones.sum(axis=1) == pytest.approx([1.0, 1.0])
    assert ((flags >= 0) & (flags <= 1)).all()


def test_readings_and_labels_must_pair() -> None:
    chances, advisory = read(np.random.default_rng(10), 2)
    with pytest.raises(ValueError, match="2 readings"):
        fit_correction(chances, advisory, [Label("1", negative=True)])


def test_ten_thousand_labels_take_well_under_a_second() -> None:
    rng = np.random.default_rng(11)
    chances, advisory = read(rng, 10_000)
    labels = answer(rng, chances, advisory, SHIFT)
    begun = time.process_time()
    fit_correction(chances, advisory, labels)
    assert time.process_time() - begun < 1.0


@needs_data
@pytest.mark.needs_data
def test_the_labels_of_institutions_help_the_model_of_the_news() -> None:
    """245 real posts, of which the model learned none: 120 labels make it better on the rest, whichever they are."""
    lines = (DATA / "data" / "tone" / "institutions_dev.jsonl").read_text("utf-8").splitlines()
    posts = [json.loads(line) for line in lines]
    scores = load_model().read([post["title"] for post in posts], [post["lead"] for post in posts])
    chances = np.column_stack([scores.positive, scores.neutral, scores.negative]).astype(np.float64)
    flags = np.full(len(posts), 0.02)  # none of them carries a flag to learn from
    labels = [Label(post["id"], negative=post["tone"] == "negative", tone=post["tone"]) for post in posts]
    helped = 0
    for seed in range(20):
        order = np.random.default_rng(seed).permutation(len(posts))
        fit, rest = order[:120], order[120:]
        found = fit_correction(chances[fit], flags[fit], [labels[post] for post in fit])
        helped += try_correction(found, chances[rest], flags[rest], [labels[post] for post in rest]).helps
    assert helped >= 18
