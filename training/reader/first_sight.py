"""Letters as the reader read them before anybody looked at its misses.

`python -m training.reader.first_sight LETTERS KEPT.json`.

Only such readings tell how sure to be of the next letter. Once the rules are bettered with a letter it is no longer
unseen, so the names of the signs and the truth of each value are kept, outside the repository, and nothing of the
letters.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import click

from training.reader.letters import Case, folder_cases


def kept_cases(folder: Path) -> list[Case]:
    """Every value of every reading that was kept in a folder, a group each file."""
    return [
        Case(path.stem, letter, field, tuple(signs), right, familiar=False)
        for path in sorted(folder.glob("*.json"))
        for letter, field, signs, right in json.loads(path.read_text("utf-8"))
    ]


def keep(cases: Iterable[Case], path: Path) -> None:
    """Write the values of one group."""
    rows = [[case.letter, case.field, list(case.signs), case.right] for case in cases]
    path.write_text("\n".join(["[", ",\n".join(json.dumps(row) for row in rows), "]"]) + "\n", "utf-8")


@click.command()
@click.argument("letters", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("kept", type=click.Path(dir_okay=False, path_type=Path))
def main(letters: Path, kept: Path) -> None:
    """Read a folder of annotated letters (`text`, `gold`) that nobody has looked at, and keep what was found."""
    cases = list(folder_cases(kept.stem, letters, familiar=False))
    keep(cases, kept)
    click.echo(f"{kept.stem}: {len(cases)} values, {sum(case.right for case in cases)} right")


if __name__ == "__main__":
    main()
