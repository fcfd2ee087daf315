"""The promise itself: small versions of the benchmarks under `benchmarks/certificate/`."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from benchmarks.certificate.boundary import (
    ALPHA,
    LEVEL,
    Ledger,
    binomial_tail,
    count_errors,
    count_second_errors,
)
from benchmarks.certificate.engine import Design, bet, plan, start
from benchmarks.certificate.enumeration import LEVELS, TOLERANCE, enumerate_list, worst
from benchmarks.certificate.frames import KINDS, make_frame
from benchmarks.certificate.labels import run_cell
from benchmarks.certificate.seconds import CELLS
from haichieu.stats import Limit, ShareAudit
from haichieu.stats.audit import REPLAN_LEAST, REPLAN_SHARE
from haichieu.stats.recipes import RECIPES, Recipe

#: Many audits of a short list: of a method that errs in 10 % fewer than 1 of 200 sets pass.
SMALL, REPS = 40, 1000


@pytest.mark.parametrize("sizes", [(2,), (2, 2), (1, 3, 1), (3, 2)])
@pytest.mark.parametrize("limit", [Limit(15, 100), Limit(1, 2, strict=False)])
def test_no_bet_on_a_small_list_is_favourable_under_the_null(sizes: tuple[int, ...], limit: Limit) -> None:
    _, found = worst(sizes, limit)
    assert found.factor <= 1 + TOLERANCE
    assert found.wealth <= 1 + TOLERANCE
    assert all(wrong <= level for wrong, level in zip(found.wrong, LEVELS, strict=True))


def test_every_assignment_of_eight_items_in_two_bins_keeps_the_level() -> None:
    found = enumerate_list((6, 2), (1, 1), Limit(30, 100))
    assert found.factor <= 1 + TOLERANCE


@pytest.mark.parametrize(("kind", "excess"), list(itertools.product(KINDS, (0, 1))))
def test_at_the_limit_wrong_decisions_stay_within_the_level(kind: str, excess: int) -> None:
    errors = count_errors(SMALL, kind, excess, REPS, seed=1)
    assert binomial_tail(errors, REPS, ALPHA) >= LEVEL


def test_a_method_that_errs_twice_as_often_as_promised_does_not_pass() -> None:
    bar = next(errors for errors in range(REPS) if binomial_tail(errors, REPS, ALPHA) < LEVEL)
    assert 1 - binomial_tail(bar, REPS, 2 * ALPHA) < 0.005
    lax = count_errors(SMALL, "hidden", 1, REPS, seed=1, alpha=0.2)
    assert binomial_tail(lax, REPS, ALPHA) < LEVEL


@pytest.mark.parametrize(("name", "excess"), list(itertools.product(CELLS, (0, 1))))
def test_the_second_share_and_halves_are_judged_within_the_level(name: str, excess: int) -> None:
    reps = 25
    errors = count_second_errors(SMALL, name, "hidden", excess, reps, seed=1)
    assert binomial_tail(errors, reps, ALPHA) >= LEVEL


@pytest.mark.parametrize(("share", "most"), [(0.05, 45 * 1.4), (0.30, 14 * 1.7)])
def test_good_scores_save_labels(share: float, most: float) -> None:
    outcome = run_cell(1000, 0.95, share, 40, seed=3)
    assert outcome.labels.mean() < most
    assert (outcome.side == (1 if share < 0.15 else 0)).all()


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=list(RECIPES))
def test_the_lockstep_engine_bets_exactly_as_the_audit_does(recipe: Recipe) -> None:
    scores, truth = make_frame(500, 60, "auc .95", np.random.default_rng(1))
    audit = ShareAudit(scores, Limit(15, 100), seed=1, method=recipe.name)
    fleet, design = start([(scores, truth)], recipe), Design(recipe=recipe)
    now = plan(fleet, audit.nulls, 500, 0, design)
    for step in range(1, 80):
        item = audit.next_item()
        audit.record(item, int(truth[item]))
        place = np.array([audit.bins.of_item[item]])
        bet(fleet, now, audit.nulls, 500, place, np.array([truth[item]]))
        if step - now.since >= max(REPLAN_LEAST, REPLAN_SHARE * now.since):
            now = plan(fleet, audit.nulls, 500, step, design)
        engine = np.log(np.exp(fleet.wealth[0]) @ np.array(recipe.bettors))
        assert np.allclose(engine, audit.log_wealth(), rtol=1e-9, atol=1e-9)


def test_a_killed_run_goes_on_where_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "parts.jsonl"
    whole = count_errors(200, "hidden", 0, 300, 5)
    first = Ledger.open(path)
    assert count_errors(200, "hidden", 0, 250, 5, first) <= whole
    done = path.read_text(encoding="utf-8")
    path.write_text(done + '{"part": "cut sh', encoding="utf-8")
    again = Ledger.open(path)
    assert again.done == first.done
    assert count_errors(200, "hidden", 0, 300, 5, again) == whole
    assert len(Ledger.open(path).done) == 2
