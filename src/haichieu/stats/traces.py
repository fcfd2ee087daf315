"""The trace of an audit: every number that a second program needs to check its draws and its bets.

With the list, the seed and the verdicts, the trace lets anybody follow the audit without knowing how beliefs or
stakes were chosen: whole-number weights give the draws (`draws.py`), α and c, scaled by
(1 − 10⁻¹²) / (Σ α·unread + c·max(T, 0)), give the factor of each label (`bets.py`), and the wealth follows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from haichieu.stats.arrays import Floats
from haichieu.stats.bins import CLOSEST, WIDTH, ScoreBins
from haichieu.stats.errors import BadAudit
from haichieu.stats.plans import Plan, Step
from haichieu.stats.recipes import Recipe

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TracePlan:
    """Weights and stakes in force from one label to the next plan.

    Attributes:
        since: labels read when the plan was made.
        weights: weight of an unread item by bin, whole numbers, K of them.
        alpha: unscaled α by side (above, below), bettor and bin, [2][4][K].
        c: unscaled c by side and bettor, [2][4].
    """

    since: int
    weights: tuple[int, ...]
    alpha: tuple[tuple[Row, ...], ...]
    c: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The numbers of one audit, in the order of its draws.

    Attributes:
        width: width of a bin in log odds; closest: scores are read no closer to 0 or 1 than this.
        bettors: share of the wealth behind each bettor.
        nulls: tested counts, “at most” and “at least”.
        bins: ⌊log odds / width⌋ of each non-empty bin, ascending.
        plans: the plans that labels were read under.
        wealth: log wealth after each label, (above, below).
    """

    width: float
    closest: float
    bettors: Row
    nulls: tuple[float, float]
    bins: tuple[int, ...]
    plans: tuple[TracePlan, ...]
    wealth: tuple[tuple[float, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """The trace as JSON values."""
        plain: dict[str, Any] = _listed(asdict(self))
        return plain

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> "Trace":
        """Read a trace from JSON values, without checking what it claims.

        Raises:
            BadAudit: parts are missing or of another kind.
        """
        try:
            above, below = record["nulls"]
            return cls(
                width=float(record["width"]),
                closest=float(record["closest"]),
                bettors=_row(record["bettors"]),
                nulls=(float(above), float(below)),
                bins=tuple(int(cell) for cell in record["bins"]),
                plans=tuple(_read_plan(plan) for plan in record["plans"]),
                wealth=tuple((float(a), float(b)) for a, b in record["wealth"]),
            )
        except (KeyError, TypeError, ValueError):
            raise BadAudit("Phần ghi các lượt cược bị thiếu hoặc sai: hãy dùng tệp gốc.") from None


def make_trace(
    bins: ScoreBins,
    plans: Sequence[Plan],
    steps: Sequence[Step],
    nulls: Floats,
    wealth: Sequence[tuple[float, float]],
    recipe: Recipe,
) -> Trace:
    """Collect the trace of the labels read so far; a plan that no label was read under yet is left out.

    Args:
        bins, plans, steps: the audit's history.
        nulls: the tested counts, shape (2,).
        wealth: log wealth after each label.
        recipe: the constants of the method.
    """
    used = plans[: steps[-1].plan + 1] if steps else ()
    return Trace(
        width=WIDTH,
        closest=CLOSEST,
        bettors=recipe.bettors,
        nulls=(float(nulls[0]), float(nulls[1])),
        bins=tuple(bins.cells.tolist()),
        plans=tuple(_trace_plan(plan) for plan in used),
        wealth=tuple(wealth),
    )


def _trace_plan(plan: Plan) -> TracePlan:
    alpha = tuple(tuple(map(tuple, side)) for side in plan.stakes.alpha.tolist())
    c = tuple(map(tuple, plan.stakes.c.tolist()))
    return TracePlan(plan.since, tuple(plan.weights.tolist()), alpha, c)


def _read_plan(record: Mapping[str, Any]) -> TracePlan:
    return TracePlan(
        since=int(record["since"]),
        weights=tuple(int(weight) for weight in record["weights"]),
        alpha=tuple(tuple(_row(bettor) for bettor in side) for side in record["alpha"]),
        c=tuple(_row(side) for side in record["c"]),
    )


def _row(values: Sequence[Any]) -> Row:
    return tuple(float(value) for value in values)


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _listed(part) for name, part in value.items()}
    return [_listed(part) for part in value] if isinstance(value, tuple | list) else value
