"""The confidence that ships stays honest on the annotated letters: sure values are right, and most values are sure."""

import json
from pathlib import Path

import pytest

from haichieu.dispatches.rules.confidence.model import load_weights
from tests.corpus.calibration import honesty, weigh
from tests.shared_data import needs_data
from training.reader.letters import our_cases

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))["calibration"]


@needs_data
@pytest.mark.needs_data
def test_sure_values_are_right_and_most_values_are_sure() -> None:
    figures = honesty(weigh(our_cases(), load_weights()))
    assert figures.right_when_sure >= FLOORS["right_when_sure"]
    assert figures.reach >= FLOORS["reach"]
