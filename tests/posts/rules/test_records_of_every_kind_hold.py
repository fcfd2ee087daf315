"""Lists, limits, levels, scores and readers of many kinds: the replay and the second program find nothing wrong."""

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from haichieu.posts.rules import Frame, Label, PostAudit, differ, issue, join_readings, replay
from haichieu.stats import Limit
from tests.posts.rules.certificate_cast import make_rows
from tests.shared_data import ROOT

LIMITS = (
    Limit(15, 100),
    Limit(1, 3),
    Limit(1, 1000),
    Limit(99, 100),
    Limit(1, 2, False),
    Limit(25, 200, False),
)


def second_program() -> Any:
    """The verifier as a module."""
    spec = importlib.util.spec_from_file_location(
        "verifier", ROOT / "docs" / "verify" / "verify_certificate.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def slip(label: Label, rng: random.Random) -> Label:
    """A reading that is wrong now and then, or not possible."""
    chance = rng.random()
    if chance < 0.05:
        return Label(label.id, negative=None)
    return Label(label.id, negative=not label.negative) if chance < 0.15 else label


def read(run: PostAudit, labels: dict[str, Label], most: int, rng: random.Random) -> None:
    while run.audit.decision == "undecided" and not run.audit.finished and len(run.labels) < most:
        label = labels[run.next_item().id]
        given = [slip(label, rng), slip(label, rng)]
        if run.settling == "third" and differ(*given):
            given.append(label)
        run.record(given[0] if run.readers == 1 else join_readings(given))


@pytest.mark.parametrize("seed", range(16))
def test_nothing_is_wrong_with_an_honest_record(
    tmp_path: Path, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(seed)
    total = rng.choice([1, 2, 5, 30, 120, 300])
    rows, scores, labels = make_rows(total, rng.randint(0, total), seed)
    if seed % 3 == 0:
        scores = [rng.choice([0, 1, 0.5, rng.random()]) for _ in scores]
    alpha = rng.choice([0.05, 0.01, 0.5, 0.001])
    frame = Frame.freeze(rows, scores, limit=rng.choice(LIMITS), alpha=alpha, model="m")
    readers, settling = rng.choice([(1, "mean"), (2, "mean"), (2, "third")])
    public: str | int = rng.choice(["7", "xổ số", "a" * 64])
    run = PostAudit(frame, public, readers=readers, settling=settling)
    read(run, labels, rng.choice([0, 1, 10, 1000]), rng)
    record = json.loads(json.dumps(issue(run, number=1, version="0", readers=seed % 3).to_dict()))
    assert replay(record).differences == ()
    path = tmp_path / "cn.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert second_program().main([str(path)]) == 0, capsys.readouterr().out
