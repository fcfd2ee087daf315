"""How well the expected number of further labels foretells the true one."""

import numpy as np
import pytest

from haichieu.stats import Decision, Forecast, Limit, ShareAudit

LIMIT = Limit(15, 100)


def audits(share: float, total: int, runs: int) -> list[tuple[ShareAudit, list[bool]]]:
    found = []
    for seed in range(runs):
        rng = np.random.default_rng([seed, total])
        truth = rng.permutation(np.arange(total) < round(share * total))
        odds = -1.5 + 2.3 * (rng.normal(size=total) + 2.3 * truth - 1.15)
        found.append((ShareAudit(1 / (1 + np.exp(-odds)), LIMIT, seed=seed), truth.tolist()))
    return found


def further(audit: ShareAudit, truth: list[bool], labels: int) -> tuple[Forecast, int] | None:
    """The forecast after some labels and how many more it really took; None if it was decided before."""
    forecast = None
    while audit.decision is Decision.UNDECIDED:
        if len(audit.labels) == labels:
            forecast = audit.forecast()
        item = audit.next_item()
        audit.record(item, truth[item])
    return None if forecast is None else (forecast, len(audit.labels) - labels)


def test_the_range_holds_the_true_number_in_most_audits() -> None:
    cells = [(0.06, 400, 14), (0.10, 800, 14), (0.20, 800, 12), (0.28, 400, 10)]
    told = [further(audit, truth, 15) for cell in cells for audit, truth in audits(*cell)]
    seen = [pair for pair in told if pair is not None]
    held = [forecast.low <= true <= forecast.high for forecast, true in seen]
    assert len(seen) > 25
    assert np.mean(held) > 0.75
    middles, trues = (
        np.array(values, dtype=float) for values in zip(*((f.middle, t) for f, t in seen), strict=True)
    )
    assert 0.4 < middles.mean() / trues.mean() < 2.0


def test_with_more_evidence_less_is_left_to_do() -> None:
    audit = ShareAudit([0.1] * 600, LIMIT, seed=1)
    ranges = []
    while (now := audit.forecast()) is not None:
        ranges.append(now)
        audit.record(audit.next_item(), False)
    assert ranges[-1].middle <= 5 < ranges[0].high
    assert ranges[-1].high < ranges[3].high


def test_once_decided_or_all_read_there_is_nothing_to_foretell() -> None:
    audit = ShareAudit([0.3] * 20, LIMIT, seed=1)
    while not audit.finished:
        audit.record(audit.next_item(), None)
    assert audit.decision is Decision.UNDECIDED
    assert audit.forecast() is None
    decided = ShareAudit([0.3] * 20, LIMIT, seed=1)
    while decided.decision is Decision.UNDECIDED:
        decided.record(decided.next_item(), True)
    assert decided.forecast() is None


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_short_list_is_never_foretold_to_take_more_than_it_has(size: int) -> None:
    audit = ShareAudit([0.5] * size, Limit(1, 2), seed=1, alpha=1e-6)
    forecast = audit.forecast()
    assert forecast is not None
    assert 1 <= forecast.low <= forecast.high <= size
