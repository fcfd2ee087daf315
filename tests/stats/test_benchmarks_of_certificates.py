"""The benchmarks themselves: the published table, the held-out scores, the verdicts on a bar."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.certificate import ablation, boundary, labels, published, real
from benchmarks.certificate.references import WITHOUT_SCORES, draw_counts, simulate_uniform


def write(path: Path, **arrays: object) -> Path:
    np.savez(path, **{name: np.asarray(values) for name, values in arrays.items()})
    return path


@pytest.fixture
def heldout(tmp_path: Path) -> Path:
    rng = np.random.default_rng(1)
    truth = rng.random(3000) < 0.3
    counted = np.clip(np.where(truth, 0.6, 0.2) + rng.normal(size=3000) * 0.15, 0, 1)
    return write(tmp_path / "heldout.npz", ids=np.arange(3000), counted=counted, truth=truth)


def test_the_published_table_has_96_cells_and_scores_save_labels_in_each_but_noise() -> None:
    assert set(published.WITH_SCORES) == {(n, auc) for n in published.SIZES for auc in published.AUCS}
    assert sum(map(len, published.WITH_SCORES.values())) == 96
    for (total, _), means in published.WITH_SCORES.items():
        assert all(a <= b for a, b in zip(means, published.WITHOUT_SCORES[total], strict=True))


def test_the_bar_of_labels_allows_chance_and_nothing_else() -> None:
    sample = np.random.default_rng(1).normal(100, 20, 4000)
    assert abs(labels.excess(sample, 100)) < 2
    assert labels.excess(sample, 90) > 5
    assert labels.judge([0.1, -0.4, 1.2])
    assert not labels.judge([0.0] * 95 + [3.5])
    assert not labels.judge([0.6] * 24)


def test_scores_of_a_file_are_read_and_lists_resampled_from_them(heldout: Path) -> None:
    posts = real.read_heldout(heldout)
    assert 0.9 < posts.auc() < 1
    scores, truth = posts.resample(500, 75, np.random.default_rng(1))
    assert len(scores) == 500
    assert truth.sum() == 75
    with pytest.raises(real.BadScores):
        posts.resample(3000, 1500, np.random.default_rng(1))


@pytest.mark.parametrize(
    "arrays",
    [
        {"ids": [1, 2], "counted": [0.1, 0.2]},
        {"ids": [1, 1], "counted": [0.1, 0.2], "truth": [True, False]},
        {"ids": [1, 2], "counted": [0.1, 1.2], "truth": [True, False]},
        {"ids": [1, 2], "counted": [0.1], "truth": [True, False]},
    ],
)
def test_a_file_of_scores_that_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path, arrays: dict[str, list[float]]
) -> None:
    with pytest.raises(real.BadScores) as caught:
        real.read_heldout(write(tmp_path / "bad.npz", **arrays))
    assert str(caught.value).endswith(".")


def test_scores_that_know_something_cost_a_part_of_the_labels(heldout: Path) -> None:
    cell = real.run_cell(real.read_heldout(heldout), 500, 0.30, lists=30, plain_lists=60, seed=1)
    assert cell.part < 0.8
    assert cell.wrong == 0
    assert 0 < cell.part_error < 0.2


def test_uniform_draws_of_a_list_find_its_positives() -> None:
    verdicts = draw_counts(40, 7, 50, 40, np.random.default_rng(1))
    assert (verdicts.sum(axis=1) == 7).all()
    outcome = simulate_uniform(WITHOUT_SCORES["hypergeometric"], verdicts, 6, 40)
    assert (outcome.side >= 0).all()


def test_references_keep_the_level_at_the_limit() -> None:
    for name, excess in (("ALPHA", 0), ("control variate", 1)):
        errors = boundary.count_reference_errors(200, name, "hidden", excess, 60, seed=1)
        assert boundary.binomial_tail(errors, 60, boundary.ALPHA) >= boundary.LEVEL


def test_draws_that_follow_the_scores_save_labels() -> None:
    setting = ablation.Setting(1000, 40, 1)
    whole = setting.audit(0.20, "auc .95", ablation.AUDIT)
    bare = setting.audit(0.20, "auc .95", ablation.VARIANTS["uniform draws"])
    ratio, noise = ablation.log_ratio(whole, bare)
    assert ratio < -2 * noise**0.5
