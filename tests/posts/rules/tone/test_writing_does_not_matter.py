"""The same words, written another way, get the same tone."""

import unicodedata

import pytest

from haichieu.posts.rules.tone import ToneScores, load_model
from tests.posts.rules.tone.sentences import CHAT, CODEBOOK, NAMED_FRAMES, NAMES, PLAIN_TITLES

FILLED = [
    frame.format(names[place % len(names)])
    for names in NAMES.values()
    for place, frame in enumerate(NAMED_FRAMES)
]
TITLES = [*PLAIN_TITLES, *(title for title, _ in CODEBOOK), *FILLED]

#: Old placement of the tone mark → new placement.
PLACEMENTS = {"hòa": "hoà", "hóa": "hoá", "hỏa": "hoả", "thủy": "thuỷ", "khỏe": "khoẻ"}
PLACEMENTS |= {old.capitalize(): new.capitalize() for old, new in PLACEMENTS.items()}


def read(titles: list[str]) -> ToneScores:
    return load_model().read(titles, [""] * len(titles))


def assert_same(first: ToneScores, second: ToneScores) -> None:
    assert first.tones() == second.tones()
    assert first.negative.tolist() == second.negative.tolist()
    assert first.advisory.tolist() == second.advisory.tolist()


@pytest.mark.parametrize("form", ["NFD", "NFC", "NFKD"])
def test_unicode_form_changes_nothing(form: str) -> None:
    assert_same(read(TITLES), read([unicodedata.normalize(form, title) for title in TITLES]))


def test_capitals_change_nothing() -> None:
    assert_same(read(TITLES), read([title.upper() for title in TITLES]))
    assert_same(read(TITLES), read([title.lower() for title in TITLES]))


def test_old_and_new_tone_placement_are_one() -> None:
    moved = TITLES
    for old, new in PLACEMENTS.items():
        moved = [title.replace(old, new) for title in moved]
    assert moved != TITLES
    assert_same(read(TITLES), read(moved))


def test_odd_spaces_and_invisible_characters_change_nothing() -> None:
    spoilt = ["\ufeff" + title.replace(" ", "\u00a0\n ").replace("a", "a\u200b") for title in TITLES]
    assert_same(read(TITLES), read(spoilt))


def test_emoji_change_nothing() -> None:
    assert_same(read(TITLES), read([f"🎉 {title} ❤️👍" for title in TITLES]))


def test_decorated_letters_are_read_as_letters() -> None:
    bold = {ord(letter): chr(0x1D5D4 + place) for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    pasted = [unicodedata.normalize("NFD", title.upper()).translate(bold) for title in TITLES]
    assert_same(read(TITLES), read(pasted))


def without_diacritics(title: str) -> str:
    letters = (part for part in unicodedata.normalize("NFD", title) if not unicodedata.combining(part))
    return "".join(letters).replace("đ", "d").replace("Đ", "D")


def test_most_tones_survive_the_loss_of_diacritics() -> None:
    bare = [without_diacritics(title) for title in TITLES]
    changed = sum(a != b for a, b in zip(read(TITLES).tones(), read(bare).tones(), strict=True))
    assert changed <= 0.1 * len(TITLES), f"{changed} of {len(TITLES)} tones hang on diacritics"


def test_who_is_named_does_not_matter() -> None:
    pairs = changed = 0
    moved = []
    for names in NAMES.values():
        for frame in NAMED_FRAMES:
            tones = read([frame.format(name) for name in names]).tones()
            usual = max(set(tones), key=tones.count)
            pairs += len(tones) - 1
            changed += sum(tone != usual for tone in tones)
            moved += [frame.format(name) for name, tone in zip(names, tones, strict=True) if tone != usual]
    assert pairs >= 2_000
    assert changed <= 0.01 * pairs, f"{changed} of {pairs} tones hang on a name: {moved[:20]}"


def test_the_spelling_of_chat_reads_like_the_words_it_stands_for() -> None:
    chat, full = (read([pair[side] for pair in CHAT]) for side in (0, 1))
    assert chat.tones() == full.tones()
    assert chat.negative == pytest.approx(full.negative, abs=0.02)


def test_drawn_out_letters_are_read_once() -> None:
    drawn = [title.replace("á", "áaaa").replace("ơ", "ơơơơ").replace("!", "!!!!") for title in TITLES]
    assert drawn != TITLES
    assert_same(read(TITLES), read(drawn))
