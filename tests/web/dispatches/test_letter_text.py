"""Marking a letter's own text: every character stays, every value has its place."""

from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import proposed_duties
from haichieu.web.dispatches.blocks.letter_text import letter_stretches
from tests.factories import TODAY

TEXT = "Số: 412/LĐLĐ\nKính gửi: Các công đoàn cơ sở\n\n1. Báo cáo trước ngày 30/9/2026.\n2. Theo dõi ai chê bai.\n"
VALUES = {
    "spans": {"number": [[4, 7]], "symbol": [[8, 12]], "addressees": [[23, 42]]},
    "obligations": [
        {"span": [45, 77], "text": "1. Báo cáo trước ngày 30/9/2026.", "kind": "task", "deadline": None},
        {"span": [78, 101], "text": "2. Theo dõi ai chê bai.", "kind": "standing", "boundary": 4},
    ],
    "boundaries": [{"start": 78, "end": 101, "boundary": 4, "sentence": "Hệ thống không theo dõi cá nhân."}],
}


def stretches(values=VALUES, text=TEXT):
    return letter_stretches(text, values, proposed_duties(values, known_on=TODAY))


def test_each_field_is_marked_in_its_place():
    pieces = [piece for stretch in stretches() for piece in stretch.pieces if piece.mark]
    assert [(piece.text, piece.mark.label) for piece in pieces] == [
        ("412", "Số"),
        ("LĐLĐ", "Ký hiệu"),
        ("Các công đoàn cơ sở", "Kính gửi"),
    ]
    assert pieces[0].mark.places == ("t-number",)
    assert pieces[0].mark.field == "f-number"


def test_a_paragraph_that_asks_leads_to_its_card():
    asking = [stretch for stretch in stretches() if stretch.look == "duty"]
    assert [(stretch.duties, stretch.places) for stretch in asking] == [((1,), ("t-viec-45-0",))]


def test_a_paragraph_outside_the_limits_says_why():
    touched = [stretch for stretch in stretches() if stretch.look == "boundary"]
    assert [stretch.boundaries for stretch in touched] == [("Hệ thống không theo dõi cá nhân.",)]


def test_overlapping_values_share_a_mark_and_keep_both_places():
    values = {"spans": {"symbol": [[4, 12]], "number": [[4, 7]]}}
    marks = [piece.mark for stretch in stretches(values) for piece in stretch.pieces if piece.mark]
    assert [mark.places for mark in marks] == [("t-symbol", "t-number")]


def test_spans_outside_the_text_are_left_out():
    values = {
        "spans": {"number": [[-3, 2], [90, 4000]], "signer.name": "?"},
        "obligations": [{"span": [900, 950]}],
    }
    assert "".join(p.text for s in stretches(values) for p in s.pieces).split() == TEXT.split()


ranges = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted), max_size=6)


@given(fields=ranges, asked=ranges, touched=ranges)
def test_no_word_is_ever_lost_or_doubled(fields, asked, touched):
    values = {
        "spans": {"number": fields[:3], "citations": fields[3:]},
        "obligations": [{"span": span, "text": "x"} for span in asked],
        "boundaries": [{"start": a, "end": b, "boundary": 4, "sentence": "Không."} for a, b in touched],
    }
    shown = "".join(piece.text for stretch in stretches(values) for piece in stretch.pieces)
    assert "".join(shown.split()) == "".join(TEXT.split())
