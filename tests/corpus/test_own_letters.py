"""Letters written for this project are read rightly, in every way that extraction flattens them."""

import json
from pathlib import Path
from typing import Any

import pytest

from haichieu.dispatches.rules import read_dispatch
from haichieu.text.files import read_file

LETTERS = sorted((Path(__file__).parent / "letters").glob("*.txt"))
SINGLE = (
    "kind",
    "issuer",
    "number",
    "symbol",
    "place",
    "date",
    "subject",
    "addressees",
    "recipients",
    "signer",
)


def reading_and_truth(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return read_dispatch(read_file(path).text).to_dict(), truth


def deadline_of(obligation: dict[str, Any]) -> tuple[str, str] | None:
    """Type and first amount: the English words for the event of a relative deadline are free."""
    deadline = obligation["deadline"]
    if deadline is None:
        return None
    value = deadline["value"] if deadline["type"] in ("date", "month", "period") else deadline["value"][:6]
    return deadline["type"], value


def names_one_of(found: list[str], wanted: list[str]) -> bool:
    """The letter may name the same body at more or less length."""
    pairs = [(a.lower(), b.lower()) for a in found for b in wanted]
    return not wanted or any(a in b or b in a for a, b in pairs)


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_single_field_of_a_letter_is_read(path: Path) -> None:
    reading, truth = reading_and_truth(path)
    assert {key: reading[key] for key in SINGLE} == {key: truth[key] for key in SINGLE}


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_cited_document_of_a_letter_is_found_once(path: Path) -> None:
    reading, truth = reading_and_truth(path)

    def keys(citations: list[dict[str, Any]]) -> list[str]:
        return sorted(f"{c['number']} {c['symbol']} {c['date']}" for c in citations)

    assert keys(reading["citations"]) == keys(truth["citations"])


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_obligation_of_a_letter_is_found_with_its_deadline(path: Path) -> None:
    reading, truth = reading_and_truth(path)
    found = [(o["start"][:40].strip(), deadline_of(o)) for o in reading["obligations"]]
    assert found == [(o["start"][:40].strip(), deadline_of(o)) for o in truth["obligations"]]


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_every_obligation_knows_who_and_to_whom_to_report(path: Path) -> None:
    reading, truth = reading_and_truth(path)
    for found, wanted in zip(reading["obligations"], truth["obligations"], strict=True):
        assert names_one_of(found["actors"], wanted["actors"]), found["start"]
        assert found["report_to"] == wanted["report_to"], found["start"]
