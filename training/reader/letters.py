"""The annotated letters, in groups of one origin, and every value read from them with its signs and its truth."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haichieu.dispatches.rules.confidence import Draft
from haichieu.dispatches.rules.confidence.letter_signs import letter_signs
from haichieu.dispatches.rules.confidence.signs import signs_of
from haichieu.dispatches.rules.read import draft_reading
from haichieu.text.files import read_file
from tests.shared_data import DATA, ROOT
from training.reader.truth import right_values

DEV = DATA / "data" / "dispatches"
#: Real letters (D, S) and written ones (U, V) that rules were made from, by the beginning of their names.
DEV_GROUPS = ("D", "S", "U", "V")
OWN = ROOT / "tests" / "corpus" / "letters" / "held_out"
HELD_OUT = "held out"


@dataclass(frozen=True, slots=True)
class Case:
    """One value read from a letter."""

    #: Letters of one origin.
    group: str
    letter: str
    field: str
    #: Names of the signs that speak for or against it, those of the whole letter among them.
    signs: tuple[str, ...]
    #: Whether it is right.
    right: bool
    #: Whether the rules were bettered while looking at the letter or at its figures.
    familiar: bool


def our_cases() -> list[Case]:
    """Values of the development letters and of our own letters, of which rules saw figures only."""
    cases = [case for group in DEV_GROUPS for case in folder_cases(group, DEV, prefix=group, familiar=True)]
    return [*cases, *folder_cases(HELD_OUT, OWN, familiar=True)]


def folder_cases(group: str, folder: Path, *, prefix: str = "", familiar: bool) -> Iterator[Case]:
    """Read the letters of a folder (`text` and `gold` in it) whose names begin with a prefix."""
    for path in sorted((folder / "gold").glob(f"{prefix}*.json")):
        text = next((folder / "text").glob(f"{path.stem}.*"))
        draft = draft_reading(read_file(text).text)
        yield from draft_cases(
            group, path.stem, draft, json.loads(path.read_text("utf-8")), familiar=familiar
        )


def draft_cases(
    group: str, letter: str, draft: Draft, gold: dict[str, Any], *, familiar: bool
) -> Iterator[Case]:
    """Every value of one letter that the scorer looks at."""
    right = right_values(gold, draft.reading.to_dict())
    shared = letter_signs(draft)
    for field, values in signs_of(draft):
        for signs, is_right in zip(values, right[field], strict=True):
            if signs is not None and is_right is not None:
                yield Case(group, letter, field, (*shared, *signs), is_right, familiar)
