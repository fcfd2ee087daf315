"""A certificate says who gave its seed, what it follows from, and what nobody has checked."""

import json
from dataclasses import replace
from typing import Any

import pytest

from haichieu.posts.rules import (
    BadCertificate,
    Certificate,
    issue,
    record_digest,
    replay,
    seed_basis,
    seed_giver,
    spoken_seed,
)
from tests.posts.rules.certificate_cast import make_certificate, make_run
from tests.posts.rules.test_seeds_come_from_outside import LATER, VALUE, record_with

UNCHECKED = "chữ ký chưa được kiểm; hãy tra vòng này ở drand"


def told(record: dict[str, Any]) -> tuple[str, str]:
    certificate = Certificate.from_dict(record)
    return seed_giver(certificate), seed_basis(certificate)


def test_a_round_says_whether_it_was_named_and_that_nobody_checked_its_signature() -> None:
    text = f"{LATER.round} {VALUE}"
    giver, named = told(record_with("beacon", text, LATER))
    assert giver == "do người chạy đưa ra"
    assert f"vòng {LATER.round} của drand quicknet" in named
    assert "đã hẹn trước khi chốt danh sách" in named and named.endswith(UNCHECKED)
    _, chosen = told(record_with("beacon", text))
    assert "chọn sau khi chốt danh sách – căn cứ yếu" in chosen and chosen.endswith(UNCHECKED)


def test_a_lottery_says_which_one_which_day_and_which_figures() -> None:
    _, basis = told(record_with("lottery", "Xổ số Bến Tre; 24/11/2026; 123456 98"))
    assert "“Xổ số Bến Tre”, ngày 24/11/2026, các số 12345698" in basis


def test_a_seed_of_dice_is_told_in_vietnamese_and_a_typed_text_as_it_was_typed() -> None:
    certificate = Certificate.from_dict(record_with("dice", "3162254163"))
    assert spoken_seed(certificate.seed, certificate.seed_kind) == "tung xúc xắc 3162254163"
    assert spoken_seed("dice 42", "text") == "dice 42"


@pytest.mark.parametrize("kind", ["drawn", "text"])
def test_a_seed_of_the_program_is_not_told_as_somebodys_text(kind: str) -> None:
    run = make_run(3)
    evidence = {"text": str(run.seed)}
    certificate = issue(
        run, number=1, version="0", seed_source="drawn", seed_kind=kind, seed_evidence=evidence
    )
    record = json.loads(json.dumps(certificate.to_dict()))
    assert told(record) == ("máy rút sau khi chốt danh sách", "")
    assert replay(record).agrees


def test_a_text_is_told_as_weak_and_as_typed_before_where_no_freeze_is_known() -> None:
    certificate = make_certificate(3)
    assert seed_giver(certificate) == "do người chạy đưa ra, trước khi chốt danh sách"
    frozen = replace(certificate, frozen_at="2026-06-30T08:00:00+07:00")
    assert seed_giver(frozen) == "do người chạy đưa ra"
    assert "không có gì cho thấy" in seed_basis(frozen)


@pytest.mark.parametrize("change", [{"seed_kind": "drawn"}, {"undone": -1}, {"undone": True}])
def test_what_no_certificate_says_is_refused(change: dict[str, Any]) -> None:
    record = make_certificate(3).to_dict() | change
    with pytest.raises(BadCertificate, match="thiếu hoặc sai"):
        replay(record | {"digest": record_digest(record)})
