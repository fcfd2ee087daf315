"""Words with places become lines with columns; noise, stamps and look-alikes are dealt with. No program is needed."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.text.clean import clean_text
from haichieu.text.ocr.again import read_again
from haichieu.text.ocr.columns import lay_out
from haichieu.text.ocr.lookalikes import mended_texts
from haichieu.text.ocr.noise import without_noise
from haichieu.text.ocr.stamps import Frame, apart
from haichieu.text.ocr.words import Picture, Word

LETTER, PITCH = 10.0, 30.0


def line(text: str, *, row: int, start: int = 0, mark: int | None = None, sure: float = 0.95) -> list[Word]:
    """The words of a line as they would stand on a page with letters of one width."""
    words, column = [], start
    for piece in text.split(" "):
        if piece:
            left = column * LETTER
            words.append(
                Word(piece, left, row * PITCH, left + len(piece) * LETTER, row * PITCH + 22, sure, mark)
            )
        column += len(piece) + 1
    return words


def test_a_letterhead_keeps_its_two_columns() -> None:
    words = [
        *line("CONG HOA", row=0, start=40, mark=7),
        *line("UBND XÃ", row=0, mark=1),
        *line("Số: 5/UBND", row=1, start=1, mark=2),
        *line("Huế, ngày 5", row=1, start=42, mark=8),
    ]
    random.Random(3).shuffle(words)
    first, second = lay_out(words).text.split("\n")
    assert first.split("   ")[0] == "UBND XÃ" and first.endswith("   CONG HOA")
    assert second.startswith(" Số: 5/UBND   ") and second.endswith("Huế, ngày 5")


def test_lines_of_columns_that_do_not_stand_level_stay_apart() -> None:
    left = Word("Trái", 0, 0, 40, 22, 1.0, 1)
    right = Word("Phải", 400, 15, 440, 37, 1.0, 2)
    assert [row.strip() for row in lay_out([left, right]).text.split("\n")] == ["Trái", "Phải"]


def test_justified_lines_are_not_taken_for_columns() -> None:
    words = [Word("chữ", 60.0 * place, 0, 60.0 * place + 32, 22, 1.0, 1) for place in range(8)]
    assert lay_out(words).text == " ".join(["chữ"] * 8)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("aăâbcdđeêghiklmnoôơ0123/", min_size=1, max_size=8),
            st.integers(0, 60),
            st.integers(0, 12),
            st.floats(0, 1),
        ),
        max_size=30,
    )
)
def test_every_word_is_written_once_where_its_range_says(found: list[tuple[str, int, int, float]]) -> None:
    words = [word for text, start, row, sure in found for word in line(text, row=row, start=start, sure=sure)]
    laid = lay_out(words)
    assert sorted(laid.text[start:end] for start, end, _ in laid.places) == sorted(
        word.text for word in words
    )
    assert "".join(sorted(laid.text.replace(" ", "").replace("\n", ""))) == "".join(
        sorted("".join(word.text for word in words))
    )
    assert clean_text(laid.text) == laid.text
    assert len(laid.doubtful()) == sum(word.confidence < 0.6 for word in words)


def test_a_poor_number_between_good_words_is_kept_and_doubtful() -> None:
    words = [*line("Số:", row=0, mark=1), *line("J0TB-KCN", row=0, start=4, mark=1, sure=0.14)]
    laid = lay_out(without_noise(words))
    assert laid.text == "Số: J0TB-KCN"
    assert [laid.text[start:end] for start, end in laid.doubtful()] == ["J0TB-KCN"]


def test_the_ring_of_a_seal_and_specks_are_left_out() -> None:
    ring = line("Ê j7 ~.", row=2, start=50, mark=3, sure=0.2)
    body = [*line("Nơi nhận:", row=2, mark=1), *line("|", row=2, start=11, mark=1, sure=0.9)]
    assert lay_out(without_noise([*ring, *body])).text == "Nơi nhận:"


def test_an_arrival_stamp_does_not_run_into_the_letter() -> None:
    stamp = [*line("ĐẾN", row=1, mark=5), *line("Số: 1187", row=2, mark=6)]
    letter = line("Kính gửi: Các sở", row=1, start=30, mark=7)
    own, stamped = apart([*stamp, *letter], [Frame(0, 20, 200, 100)])
    assert lay_out(own).text == "Kính gửi: Các sở"
    assert lay_out(stamped).text == "ĐẾN\nSố: 1187"


def test_look_alikes_are_mended_only_where_grammar_forces_it() -> None:
    mends = {
        "Huế, ngày l2 tháng O9 năm 2O25": "Huế, ngày 12 tháng 09 năm 2025",
        "ngày 4l tháng 5 năm 2025": "ngày 4l tháng 5 năm 2025",
        "Sô: 112/CĐÐKCN": "Số: 112/CĐKCN",
        "Sổ tay 2025": "Sổ tay 2025",
        "IH. TỔ CHỨC": "III. TỔ CHỨC",
        "Quý IH/2025": "Quý III/2025",
        "Kinh sửi: Các đơn vị": "Kính gửi: Các đơn vị",
        "- Lưu: VI, VP(2b).": "- Lưu: VT, VP(2b).",
        "VI khuẩn": "VI khuẩn",
    }
    assert {before: " ".join(mended_texts(before.split(" "))) for before in mends} == mends


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=6), max_size=9))
def test_mending_twice_changes_nothing_more(texts: list[str]) -> None:
    once = mended_texts(texts)
    assert len(once) == len(texts)
    assert mended_texts(once) == once


def test_a_month_is_read_though_the_day_written_by_hand_is_not() -> None:
    assert mended_texts(["Huế,", "ngàyÀC", "tháng", "1]", "năm", "2012"])[3] == "11"
    assert mended_texts(["trong", "tháng", "l3", "năm", "2012"])[2] == "l3"


def test_an_address_run_together_is_parted() -> None:
    assert mended_texts(["Kínhgửi:", "Các", "sở"]) == ["Kính gửi:", "Các", "sở"]
    assert mended_texts(["kínhgửi"]) == ["kínhgửi"]


def test_two_lines_taken_for_one_are_looked_at_again_and_what_was_sure_stays() -> None:
    page = np.full((300, 900), 255, np.uint8)
    poor = [Word("hoà", 50, 110, 170, 190, 0.0, 1), Word("xửi", 200, 110, 300, 190, 0.3, 1)]
    sure = Word("gửi", 220, 165, 300, 190, 0.97, 2)
    titles = line("KT. GIÁM ĐỐC", row=3, start=60, mark=3)
    asked: list[tuple[int, ...]] = []

    def recognise(place: Picture) -> list[Word]:
        asked.append(place.shape)
        return [
            Word("Nơi", 15, 15, 60, 40, 0.9, 1),
            Word("nhận:", 70, 15, 150, 40, 0.9, 1),
            Word("kính", 15, 65, 90, 90, 0.9, 2),
            Word("gửi", 185, 65, 260, 90, 0.9, 2),
        ]

    found = read_again(page, [*poor, sure, *titles], recognise)
    assert sorted(word.text for word in found) == sorted(
        ["KT.", "GIÁM", "ĐỐC", "Nơi", "nhận:", "kính", "gửi"]
    )
    assert sure in found and len(asked) == 1


def test_a_second_look_that_is_not_sure_changes_nothing() -> None:
    page = np.full((300, 900), 255, np.uint8)
    poor = Word("SN", 50, 100, 170, 150, 0.1, 1)
    assert read_again(page, [poor], lambda place: [Word("am", 9, 9, 50, 30, 0.5, 1)]) == (poor,)
    assert read_again(page, [poor], lambda place: []) == (poor,)
