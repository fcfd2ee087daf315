"""How honest the reader's confidence is.

`python -m tests.corpus.calibration [--first-sight FOLDER] [--extra FOLDER …] [--shipped]`.

The weights are learned anew without each group of letters in turn, and that group is weighed with them. Right is what
the scorer beside the data calls right, value by value. Printed for each group and for each field: values, share of
right ones, mean confidence, share that reaches 0.9 (the rest needs a person's look), share of right ones among these,
and the expected calibration error over tenths.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from haichieu.dispatches.rules.confidence import SURE
from haichieu.dispatches.rules.confidence.assessing import DOUBTED
from haichieu.dispatches.rules.confidence.model import Weights, load_weights, share_right
from training.reader.calibrate import letters_options, training_cases
from training.reader.fit import fit_weights, log_odds
from training.reader.letters import Case

Weighed = tuple[Case, float]
_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Honesty:
    """Figures of some weighed values."""

    values: int
    right: float
    mean: float
    #: Share of values that reach `SURE`.
    reach: float
    #: Share of right ones among these; 1 when there are none.
    right_when_sure: float
    error: float

    def __str__(self) -> str:
        return (
            f"{self.values:6d} {self.right:7.3f} {self.mean:7.3f} {self.reach:7.3f} {1 - self.reach:7.3f}"
            f" {self.right_when_sure:7.3f} {self.error:7.3f}"
        )


_HEADING = f"{'':18s} values   right    mean   >=0.9  a look  right*   error   (* of those >=0.9)"


def weigh(cases: Sequence[Case], weights: Mapping[str, Weights]) -> list[Weighed]:
    """Each value with its confidence."""
    found = []
    for case in cases:
        share = share_right(log_odds(weights, case))
        found.append((case, min(share, DOUBTED) if "doubted" in case.signs else share))
    return found


def held_out_in_turn(cases: Sequence[Case]) -> Iterator[Weighed]:
    """Each value weighed by weights that saw no letter of its group.

    Letters that were kept at first sight and later became familiar stand in two groups under the same names: both
    are left out together.
    """
    for group in dict.fromkeys(case.group for case in cases):
        own = [case for case in cases if case.group == group]
        names = {case.letter for case in own}
        others = [case for case in cases if case.group != group and case.letter not in names]
        yield from weigh(own, fit_weights(others))


def honesty(weighed: Sequence[Weighed]) -> Honesty:
    """The figures of some values."""
    count = len(weighed)
    sure = [case.right for case, share in weighed if share >= SURE]
    bins: dict[int, float] = {}
    for case, share in weighed:
        tenth = int(share / _STEP + 1e-9)
        bins[tenth] = bins.get(tenth, 0.0) + case.right - share
    return Honesty(
        count,
        sum(case.right for case, _ in weighed) / count,
        sum(share for _, share in weighed) / count,
        len(sure) / count,
        sum(sure) / len(sure) if sure else 1.0,
        sum(map(abs, bins.values())) / count,
    )


def _print_rows(title: str, weighed: Sequence[Weighed], part: str) -> None:
    print(f"\n{title}\n{_HEADING}")
    for name in dict.fromkeys(getattr(case, part) for case, _ in weighed):
        print(f"{name:18s} {honesty([each for each in weighed if getattr(each[0], part) == name])}")
    print(f"{'all':18s} {honesty(weighed)}")


@click.command()
@letters_options
@click.option("--shipped", is_flag=True, help="Weigh with the weights of the package instead.")
def main(first_sight: Path | None, extra: tuple[Path, ...], shipped: bool) -> None:
    """Print the tables."""
    cases = training_cases(first_sight, extra)
    weighed = weigh(cases, load_weights()) if shipped else list(held_out_in_turn(cases))
    now = [each for each in weighed if each[0].familiar or each[0].group not in _earlier(cases)]
    _print_rows("by group, each left out in turn" if not shipped else "shipped weights", weighed, "group")
    _print_rows("by field, readings of today", now, "field")
    unseen = [each for each in weighed if not each[0].familiar]
    if unseen:
        _print_rows("by field, letters at first sight only", unseen, "field")


def _earlier(cases: Sequence[Case]) -> set[str]:
    """Groups kept at first sight whose letters have been read again since, in a group of their own."""
    again = {case.letter for case in cases if case.familiar}
    return {case.group for case in cases if not case.familiar and case.letter in again}


if __name__ == "__main__":
    main()
