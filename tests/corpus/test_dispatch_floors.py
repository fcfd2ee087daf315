"""The reader does not fall below its pinned floors on the annotated letters; the floors may only rise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.agreement import overall_agreement
from tests.corpus.score_readings import GROUPS, HELD_OUT, SCORER, held_out_pairs, overall, scores
from tests.shared_data import needs_data

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["dispatches"]


@needs_data
@pytest.mark.needs_data
def test_the_reader_stays_above_its_floors() -> None:
    measured = scores()
    below = {
        f"{group}, {field}": (measured[group][field], floor)
        for group in GROUPS
        for field, floor in FLOORS[group].items()
        if measured[group][field] < floor
    }
    assert not below, f"measured and floor: {below}"


def test_the_reader_stays_above_its_floor_on_letters_no_rule_was_written_from() -> None:
    pairs = held_out_pairs()
    assert len(pairs) == 20
    assert overall_agreement(pairs) >= FLOORS["held_out"]["overall"]


@needs_data
@pytest.mark.needs_data
def test_our_measure_agrees_with_the_one_beside_the_data(tmp_path: Path) -> None:
    pairs = held_out_pairs()
    for path, (_, read) in zip(sorted((HELD_OUT / "gold").glob("*.json")), pairs, strict=True):
        (tmp_path / path.name).write_text(json.dumps(read, ensure_ascii=False), "utf-8")
    command = [sys.executable, str(SCORER), str(HELD_OUT / "gold"), str(tmp_path)]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    assert round(overall_agreement(pairs), 4) == overall(printed)
