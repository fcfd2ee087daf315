"""How honest the reader's confidence is.

`python -m tests.corpus.calibration [--first-sight FOLDER] [--extra FOLDER …] [--shipped] [--card]`.

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
from tests.shared_data import ROOT
from training.reader.calibrate import letters_options, training_cases
from training.reader.fit import fit_weights, log_odds
from training.reader.letters import Case

Weighed = tuple[Case, float]
_STEP = 0.1
CARD = ROOT / "docs" / "models" / "reader.md"
_BEGIN, _END = "<!-- figures: begin -->", "<!-- figures: end -->"


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

    def cells(self) -> list[str]:
        """The figures as a table shows them."""
        sure = f"{self.right_when_sure:.3f}" if self.reach else "–"
        shares = (self.right, self.mean, self.reach, 1 - self.reach)
        return [f"{self.values:,}", *(f"{share:.3f}" for share in shares), sure, f"{self.error:.3f}"]


_COLUMNS = ("values", "right", "mean said", "≥ 0.9", "a look", "right of sure", "error")


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


def table(title: str, weighed: Sequence[Weighed], part: str) -> str:
    """A table of the figures by group or by field."""
    rows = [["", *_COLUMNS], ["---"] * (len(_COLUMNS) + 1)]
    for name in dict.fromkeys(getattr(case, part) for case, _ in weighed):
        chosen = [each for each in weighed if getattr(each[0], part) == name]
        rows.append([name, *honesty(chosen).cells()])
    rows.append(["all", *honesty(weighed).cells()])
    return "\n".join([f"**{title}**", "", *(f"| {' | '.join(row)} |" for row in rows)])


def write_card(tables: str, path: Path = CARD) -> None:
    """Put the tables between the marks of the model card."""
    before, _, rest = path.read_text("utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    path.write_text(f"{before}{_BEGIN}\n{tables}\n{_END}{after}", "utf-8")


@click.command()
@letters_options
@click.option("--shipped", is_flag=True, help="Weigh with the weights of the package instead.")
@click.option("--card", is_flag=True, help="Put the tables into the model card.")
def main(first_sight: Path | None, extra: tuple[Path, ...], shipped: bool, card: bool) -> None:
    """Print the tables."""
    cases = training_cases(first_sight, extra)
    weighed = weigh(cases, load_weights()) if shipped else list(held_out_in_turn(cases))
    earlier = _earlier(cases)
    newest = [each for each in weighed if each[0].group not in earlier]
    unseen = [each for each in weighed if not each[0].familiar]
    tables = [
        table("By group", weighed, "group"),
        table("By field, the newest reading of each letter", newest, "field"),
        *([table("By field, letters at first sight only", unseen, "field")] if unseen else []),
    ]
    print("\n\n".join(tables))
    if card:
        write_card("\n\n".join(tables))


def _earlier(cases: Sequence[Case]) -> set[str]:
    """Groups kept at first sight whose letters have been read again since, in a group of their own."""
    again = {case.letter for case in cases if case.familiar}
    return {case.group for case in cases if not case.familiar and case.letter in again}


if __name__ == "__main__":
    main()
