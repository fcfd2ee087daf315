"""Rebuild the weights of the reader's confidence.

`python -m training.reader.calibrate [--first-sight FOLDER] [--extra FOLDER …]`.

Reads the development letters, our own held-out ones, readings that were kept at first sight, and further folders of
annotated letters (`text`, `gold`) that the rules have been bettered with. Ten seconds.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from haichieu.dispatches.rules.confidence import model
from haichieu.dispatches.rules.confidence.model import Weights
from training.reader.first_sight import kept_cases
from training.reader.fit import fit_weights
from training.reader.letters import Case, folder_cases, our_cases

#: Signs and verdicts of letters read before anybody had bettered the rules with them; no words of the letters.
KEPT = Path(__file__).parent / "kept"
WEIGHTS = Path(model.__file__).with_name("weights.json")
#: A weight below this changes no confidence that is shown.
_FAINT = 0.02


def training_cases(first_sight: Path | None = None, extra: Sequence[Path] = ()) -> list[Case]:
    """Every value that the weights are learned from."""
    cases = [*our_cases(), *(kept_cases(first_sight) if first_sight else ())]
    return cases + [case for folder in extra for case in folder_cases(folder.name, folder, familiar=True)]


def write_weights(weights: Mapping[str, Weights], cases: Sequence[Case], path: Path = WEIGHTS) -> None:
    """Write the weights file, with the number of values and letters behind each field."""
    fields = {
        field: {
            "": own.bias,
            **{sign: weight for sign, weight in own.signs.items() if abs(weight) >= _FAINT},
        }
        for field, own in weights.items()
    }
    values = {field: sum(case.field == field for case in cases) for field in weights}
    letters = len({(case.group, case.letter) for case in cases})
    data = {"letters": letters, "values": values, "fields": fields}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")


def letters_options(command: Callable[..., None]) -> Callable[..., None]:
    """The two options that name further letters."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    command = click.option("--extra", multiple=True, type=folder, help="Letters with their readings.")(
        command
    )
    return click.option("--first-sight", type=folder, default=KEPT, help="Readings kept at first sight.")(
        command
    )


@click.command()
@letters_options
def main(first_sight: Path | None, extra: tuple[Path, ...]) -> None:
    """Learn the weights from every letter there is."""
    cases = training_cases(first_sight, extra)
    if all(case.familiar for case in cases):
        raise click.UsageError(
            "Without letters at first sight the weights would be too sure: name --first-sight."
        )
    write_weights(fit_weights(cases), cases)
    click.echo(f"{WEIGHTS.name}: {len(cases)} values, {WEIGHTS.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
