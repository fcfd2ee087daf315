"""Weights of the signs, learned from annotated letters: a small logistic regression for each field.

The share of right values among those with signs s is 1 / (1 + exp(−z)), z = bias + Σ weight(s). Trained by
`python -m training.reader.calibrate`; how, on what and how well is told in docs/models/reader.md.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat

#: A value less sure than this is shown for a person to look at.
SURE = 0.9
#: Nothing is surer or less sure than this: so few letters cannot tell 0.99 from 1.
_HIGHEST, _LOWEST = 0.99, 0.02
_MOST, _LEAST = math.log(_HIGHEST / (1 - _HIGHEST)), math.log(_LOWEST / (1 - _LOWEST))
#: What a sign weighs that the field has no weight for.
_NOTHING = repeat(0.0)


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one field."""

    bias: float
    signs: Mapping[str, float]

    def sum_of(self, signs: Iterable[str]) -> float:
        """What the signs say together, in log odds, without the bias.

        >>> Weights(2.0, {"doubted": -1.5}).sum_of(["doubted", "unknown sign"])
        -1.5
        """
        return sum(map(self.signs.get, signs, _NOTHING))


def share_right(log_odds: float) -> float:
    """Log odds as a share, kept within what so few letters can tell.

    >>> share_right(0.0), share_right(50.0)
    (0.5, 0.99)
    """
    if log_odds > _MOST:
        return _HIGHEST
    return round(1 / (1 + math.exp(-log_odds)), 2) if log_odds > _LEAST else _LOWEST


@cache
def load_weights() -> Mapping[str, Weights]:
    """The weights of every field, as the package carries them."""
    data = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
    return read_weights(data["fields"])


def read_weights(fields: Mapping[str, Mapping[str, float]]) -> Mapping[str, Weights]:
    """Weights from plain data, in which the bias stands under the empty name.

    >>> read_weights({"number": {"": 3.0, "no symbol": -1.0}})["number"].bias
    3.0
    """
    return {
        field: Weights(float(signs.get("", 0.0)), {sign: weight for sign, weight in signs.items() if sign})
        for field, signs in fields.items()
    }
