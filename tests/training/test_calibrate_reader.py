"""The reader's confidence is learned from values with their signs and their truth; unseen letters decide how sure."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from haichieu.dispatches.rules.confidence.model import share_right
from haichieu.dispatches.rules.read import draft_reading
from tests.corpus.calibration import held_out_in_turn, honesty, write_card
from tests.shared_data import needs_data
from training.reader.first_sight import keep, kept_cases
from training.reader.fit import fit_weights, log_odds
from training.reader.letters import Case, draft_cases


def cases(group: str, letters: int, *, wrong_of_ten: int, familiar: bool) -> list[Case]:
    """Ten values a letter; the wrong ones have a sign that half of them share with right ones."""
    return [
        Case(
            group,
            f"{group}{letter}",
            "recipients",
            ("odd",) if at < 2 * wrong_of_ten else (),
            at >= wrong_of_ten,
            familiar,
        )
        for letter in range(letters)
        for at in range(10)
    ]


def share(weights, *signs: str) -> float:
    return share_right(log_odds(weights, Case("", "", "recipients", signs, True, False)))


def test_a_sign_of_errors_lowers_the_share() -> None:
    weights = fit_weights(cases("a", 20, wrong_of_ten=2, familiar=False))
    assert share(weights, "odd") < 0.75 < 0.9 < share(weights)


def test_letters_that_rules_were_made_from_do_not_make_it_too_sure() -> None:
    known = cases("known", 40, wrong_of_ten=0, familiar=True)
    fresh = cases("fresh", 10, wrong_of_ten=2, familiar=False)
    weights = fit_weights([*known, *fresh])
    told = honesty([(case, share(weights, *case.signs)) for case in fresh])
    assert abs(told.mean - told.right) < 0.06


def test_no_letter_is_weighed_by_what_itself_taught() -> None:
    both = [*cases("a", 8, wrong_of_ten=1, familiar=False), *cases("b", 8, wrong_of_ten=5, familiar=False)]
    bare = [replace(case, signs=()) for case in both]
    told = {group: [p for case, p in held_out_in_turn(bare) if case.group == group] for group in "ab"}
    assert max(told["a"]) < 0.7  # what the errors of b taught
    assert min(told["b"]) > 0.8


def test_what_is_kept_comes_back_as_unseen(tmp_path: Path) -> None:
    first = cases("blind", 2, wrong_of_ten=1, familiar=True)
    keep(first, tmp_path / "blind.json")
    back = kept_cases(tmp_path)
    assert [(case.letter, case.signs, case.right) for case in back] == [
        (case.letter, case.signs, case.right) for case in first
    ]
    assert not any(case.familiar for case in back)


def test_nothing_of_a_letter_is_kept_but_signs_and_truth(tmp_path: Path) -> None:
    keep(cases("blind", 1, wrong_of_ten=1, familiar=False), tmp_path / "blind.json")
    rows = json.loads((tmp_path / "blind.json").read_text("utf-8"))
    assert all(
        isinstance(right, bool) and all(len(sign) < 40 for sign in signs) for _, _, signs, right in rows
    )


@needs_data
@pytest.mark.needs_data
def test_right_is_what_the_scorer_calls_right() -> None:
    draft = draft_reading("Số: 12/UBND-VP\nPhú Lộc, ngày 3/6/2025\nV/v báo cáo\nKính gửi: Các thôn.")
    gold = {
        "number": "12",
        "symbol": "UBND",
        "date": "2025-06-03",
        "addressees": ["các thôn"],
        "kind": "công văn",
    }
    right = {case.field: case.right for case in draft_cases("", "", draft, gold, familiar=False)}
    assert right["number"] and right["date"] and right["addressees"] and right["kind"]
    assert not right["symbol"] and not right["place"]


def test_the_card_gets_the_tables_between_its_marks(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("before\n<!-- figures: begin -->\nold\n<!-- figures: end -->\nafter\n", "utf-8")
    write_card("new", card)
    assert card.read_text("utf-8") == "before\n<!-- figures: begin -->\nnew\n<!-- figures: end -->\nafter\n"
