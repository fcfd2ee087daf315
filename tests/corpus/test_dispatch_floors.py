"""The reader does not fall below its pinned floors on the annotated letters; the floors may only rise."""

import json
from pathlib import Path

import pytest

from tests.corpus.score_readings import scores
from tests.shared_data import needs_data

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["dispatches"]


@needs_data
@pytest.mark.needs_data
def test_the_reader_stays_above_its_floors() -> None:
    measured = scores()
    below = {group: figure for group, figure in measured.items() if figure < FLOORS[group]}
    assert not below, f"below the floor: {below}; floors: {FLOORS}"
