"""The constants of every method that certificates name, so that a record of an earlier method replays as it ran.

A recipe steers: what is believed before the first label, how draws explore, how the wealth is divided among bettors.
No recipe can make a certificate wrong more often than its level (`bets.py`), only dearer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from haichieu.stats.errors import BadAudit


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the scores: logit p = a + b·logit(score), a ~ N(0, sd_a²), b ~ N(1, sd_b²).

    Attributes:
        weight: its probability before the first label.
        sd_a, sd_b: how far the curve may lie from the scores.
        shrinkage: how many labels the curve is worth against the labels of one bin.
        calibrated_at: share of positives at which the scores are taken to be probabilities; they are then moved to
            the share that they themselves make likely in the list, and sd_a grows by the doubt about that share.
            None takes them as they stand.
    """

    weight: float
    sd_a: float
    sd_b: float
    shrinkage: float
    calibrated_at: float | None = None


@dataclass(frozen=True, slots=True)
class Recipe:
    """All constants of one method.

    Attributes:
        name: what certificates call it; the same list, seed and verdicts under one name give the same record.
        readings: what the scores may mean, the most doubtful last; beliefs are their average, weighted by how well each
            foretold the labels.
        bettors: share of the wealth behind each bettor, adding up to 1: the mean of the belief, then one for each
            alternative.
        alternatives: totals that those bet on, as multiples of the tested count, against either null.
        exploration: share of the draws that explores; uniform_part: share of those that is uniform.
    """

    name: str
    readings: tuple[Reading, ...]
    bettors: tuple[float, ...]
    alternatives: tuple[tuple[float, ...], tuple[float, ...]]
    exploration: float
    uniform_part: float


_AS_THEY_STAND = Reading(weight=1.0, sd_a=1.5, sd_b=0.5, shrinkage=30.0)

#: Scores as they stand, widely doubted.
KELLY_1 = Recipe(
    name="kelly-audit/1",
    readings=(_AS_THEY_STAND,),
    bettors=(0.4, 0.2, 0.2, 0.2),
    alternatives=((1.1, 1.4, 2.2), (0.9, 0.6, 0.25)),
    exploration=0.25,
    uniform_part=0.2,
)

#: Scores moved to the list's own share and trusted until the labels speak against them.
KELLY_2 = Recipe(
    name="kelly-audit/2",
    readings=(
        Reading(weight=0.9, sd_a=0.1, sd_b=0.1, shrinkage=100.0, calibrated_at=0.27),
        Reading(weight=0.1, sd_a=1.5, sd_b=0.5, shrinkage=30.0),
    ),
    bettors=(0.7, 0.1, 0.1, 0.1),
    alternatives=((1.1, 1.5, 2.5), (0.9, 0.55, 0.2)),
    exploration=0.15,
    uniform_part=0.2,
)

RECIPES: Mapping[str, Recipe] = MappingProxyType({recipe.name: recipe for recipe in (KELLY_1, KELLY_2)})
#: The method of new audits.
PRESENT = KELLY_2
METHOD = PRESENT.name


def find_recipe(name: str) -> Recipe:
    """The recipe of a method.

    Raises:
        BadAudit: no method of that name.

    >>> find_recipe("kelly-audit/1").bettors
    (0.4, 0.2, 0.2, 0.2)
    """
    if name not in RECIPES:
        raise BadAudit(f"Chương trình này không biết phương pháp {name[:40]}.")
    return RECIPES[name]
