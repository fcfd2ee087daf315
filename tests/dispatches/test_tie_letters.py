"""A letter is tied to what it cites when it comes in, and the letters that cite it are tied to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haichieu.dispatches.actions import tie_untied
from haichieu.dispatches.actions.lineage import tie_letter
from haichieu.dispatches.models import LineageEdge
from haichieu.dispatches.queries import letters_called, lineage, missing_documents, show_missing
from tests.conftest import Cast
from tests.dispatches.tied_letters import PROVINCE, tied_letter
from tests.factories import make_dispatch, make_unit

pytestmark = pytest.mark.django_db


def citation(text: str = "Công văn số 301/LĐLĐ", **values: str | None) -> dict[str, str | None]:
    facts = {
        "kind": "công văn",
        "number": "301",
        "symbol": "LDLD",
        "date": "2026-05-07",
        "issuer": "LĐLĐ tỉnh",
    }
    return {"text": text, "role": "carries_out", **facts, **values}


def names(found: dict[int, tuple]) -> dict[int, list[int | None]]:
    return {pk: [line.letter.pk if line.letter else None for line in lines] for pk, lines in found.items()}


def test_a_letter_finds_what_it_cites_whatever_the_spelling(cast: Cast) -> None:
    upper = tied_letter(cast.federation, **PROVINCE)
    lower = tied_letter(cast.federation, citation(number="0301"), date="2026-05-09")
    chain = lineage(lower, units=[cast.federation.pk])
    line = chain.up[lower.pk][0]
    assert line.letter == upper and "cùng ngày" in line.reasons


def test_a_letter_that_comes_later_is_tied_to_those_that_cite_it(cast: Cast) -> None:
    lower = tied_letter(cast.federation, citation(), date="2026-05-09")
    assert lineage(lower, units=[cast.federation.pk]).up[lower.pk][0].letter is None
    upper = tied_letter(cast.federation, **PROVINCE)
    assert names(lineage(upper, units=[cast.federation.pk]).down) == {upper.pk: [upper.pk]}


def test_the_chain_is_followed_upwards_and_downwards(cast: Cast) -> None:
    party = tied_letter(
        cast.federation, number="45", symbol="KH/TU", date="2026-03-01", issuer="TỈNH ỦY HÀ SƠN"
    )
    plan = citation("Kế hoạch số 45-KH/TU", number="45", symbol="KH/TU", date="2026-03-01", issuer="Tỉnh ủy")
    province = tied_letter(cast.federation, plan, **PROVINCE)
    town = tied_letter(cast.federation, citation(), number="134", date="2026-05-09")
    chain = lineage(province, units=[cast.federation.pk])
    assert set(chain.letters) == {party.pk, province.pk, town.pk}
    assert names(lineage(town, units=[cast.federation.pk]).up) == {
        town.pk: [province.pk],
        province.pk: [party.pk],
    }


def test_letters_that_cite_each_other_end_the_walk(cast: Cast) -> None:
    one = tied_letter(cast.federation, citation(number="302", issuer=None), **PROVINCE)
    other = tied_letter(cast.federation, citation(), **{**PROVINCE, "number": "302"})
    assert set(lineage(one, units=[cast.federation.pk]).letters) == {one.pk, other.pk}


def test_nothing_is_guessed_when_two_letters_fit(cast: Cast) -> None:
    letters = [
        tied_letter(cast.federation, **{**PROVINCE, "issuer": f"LIÊN ĐOÀN LAO ĐỘNG TỈNH {place}"})
        for place in ("HÀ SƠN", "LÀO SƠN")
    ]
    lower = tied_letter(cast.federation, citation(), date="2026-05-09")
    line = lineage(lower, units=[cast.federation.pk]).up[lower.pk][0]
    assert line.letter is None and list(line.maybe) == letters


def test_a_letter_is_not_tied_to_one_that_was_written_later(cast: Cast) -> None:
    tied_letter(cast.federation, **PROVINCE)
    early = tied_letter(cast.federation, citation(date=None), date="2026-01-09")
    assert lineage(early, units=[cast.federation.pk]).up[early.pk][0].letter is None


def test_a_letter_of_a_closed_unit_shows_only_what_the_citing_letter_says(cast: Cast) -> None:
    hidden = tied_letter(cast.federation, **PROVINCE)
    lower = tied_letter(cast.hoa_union, citation(), date="2026-05-09")
    chain = lineage(lower, units=[cast.hoa_union.pk])
    assert chain.up[lower.pk][0].letter is None and not chain.up[lower.pk][0].maybe
    assert hidden.pk not in chain.letters
    assert lineage(lower, units=None).up[lower.pk][0].letter == hidden
    assert not lineage(hidden, units=[cast.federation.pk]).down


def test_a_hidden_second_fit_makes_the_seen_one_only_possible(cast: Cast) -> None:
    seen = tied_letter(cast.hoa_union, **PROVINCE)
    tied_letter(cast.federation, **{**PROVINCE, "issuer": "LIÊN ĐOÀN LAO ĐỘNG TỈNH LÀO SƠN"})
    lower = tied_letter(cast.hoa_union, citation(), date="2026-05-09")
    line = lineage(lower, units=[cast.hoa_union.pk]).up[lower.pk][0]
    assert line.letter is None and line.maybe == (seen,)


def test_of_two_records_of_one_letter_the_units_own_is_shown(cast: Cast) -> None:
    tied_letter(cast.federation, **PROVINCE)
    own = tied_letter(cast.hoa_union, **PROVINCE)
    lower = tied_letter(cast.hoa_union, citation(), date="2026-05-09")
    units = [cast.federation.pk, cast.hoa_union.pk]
    assert lineage(lower, units=units).up[lower.pk][0].letter == own


def test_a_letter_that_repeats_the_subject_passes_the_work_on(cast: Cast) -> None:
    about = "đẩy mạnh tuyên truyền Tháng Công nhân năm 2026"
    tied_letter(cast.federation, **PROVINCE, subject=about)
    lower = tied_letter(cast.federation, citation(), date="2026-05-09", subject=f"Về việc {about}")
    assert lineage(lower, units=[cast.federation.pk]).up[lower.pk][0].relays


def test_documents_not_held_are_listed_with_how_many_cite_them(cast: Cast) -> None:
    tied_letter(cast.federation, citation(), number="1")
    tied_letter(cast.federation, citation(issuer="Ban Thường vụ LĐLĐ tỉnh"), number="2")
    tied_letter(
        cast.federation,
        citation(number="9"),
        citation("Luật Công đoàn", number=None, kind="luật"),
        number="3",
    )
    tied_letter(cast.hoa_union, citation(number="9"), number="4")
    found = show_missing(missing_documents(units=[cast.federation.pk]))
    assert [(each.cited.number, each.letters) for each in found] == [("301", 2), ("9", 1)]
    assert [
        each.cited.text for each in show_missing(missing_documents(units=[cast.federation.pk], laws=True))
    ] == ["Luật Công đoàn"]
    tied_letter(cast.federation, **PROVINCE)
    assert [row["key"] for row in missing_documents(units=[cast.federation.pk])] == ["9/LDLD"]


def test_copies_that_nobody_has_merged_cite_a_document_once(cast: Cast) -> None:
    for unit in (cast.federation, cast.hoa_union):
        tied_letter(unit, citation(), number="7")
    tied_letter(cast.federation, citation(), number="8")
    units = [cast.federation.pk, cast.hoa_union.pk]
    assert [row["letters"] for row in missing_documents(units=units)] == [2]


def test_a_letter_is_called_by_its_sign_or_its_number_in_the_register(cast: Cast) -> None:
    made = tied_letter(cast.federation, **PROVINCE)
    assert letters_called("số 0301 / LDLD") == letters_called(str(made.pk)) == [made]
    assert letters_called("302/LĐLĐ") == letters_called("không rõ") == []


def test_tying_asks_the_same_number_of_questions_in_a_large_register(cast: Cast) -> None:
    def questions() -> int:
        made = tied_letter(cast.federation, citation(), **PROVINCE)
        with CaptureQueriesContext(connection) as asked:
            tie_letter(made, {"citations": [citation(), citation(number="5")]})
        return len(asked)

    questions()
    few = questions()
    for number in range(30):
        tied_letter(make_unit(), citation(), citation(number="5"), number=str(number))
    assert questions() <= few and LineageEdge.objects.count() > 30


def test_what_cites_one_record_of_a_letter_stands_below_every_record_of_it(cast: Cast) -> None:
    ours, theirs = tied_letter(cast.federation, **PROVINCE), tied_letter(cast.hoa_union, **PROVINCE)
    lower = tied_letter(cast.hoa_union, citation(), date="2026-05-09")
    units = [cast.federation.pk, cast.hoa_union.pk]
    for record in (ours, theirs):
        assert [line.cited.dispatch_id for line in lineage(record, units=units).down[record.pk]] == [lower.pk]


def test_letters_stored_before_there_were_keys_are_tied_by_an_upgrade(cast: Cast) -> None:
    old = make_dispatch(unit=cast.federation, **PROVINCE)
    lower = tied_letter(cast.federation, citation(), date="2026-05-09")
    assert tie_untied() == 1 and tie_untied() == 0
    assert lineage(lower, units=[cast.federation.pk]).up[lower.pk][0].letter == old
