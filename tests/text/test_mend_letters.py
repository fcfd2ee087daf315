"""Letters of old encodings and letters lost on the way come back; sound Unicode is left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.clean import clean_text
from haichieu.text.files import read_bytes
from haichieu.text.legacy import by_font, by_statistics, from_tcvn3, from_vni
from haichieu.text.mending import mend
from haichieu.text.syllables import is_syllable, share_of_marked, share_of_syllables
from tests.shared_data import DATA, ROOT, needs_data
from tests.text.samples import LETTER

LATIN = [chr(code) for code in range(0xA1, 0x100)]
TO_TCVN3 = {from_tcvn3(char): char for char in LATIN if from_tcvn3(char) != char}
VNI_PARTS = [base + mark for base in "aeiouyAEIOUYôöÔÖ" for mark in LATIN] + LATIN
TO_VNI = {from_vni(part): part for part in VNI_PARTS if len(from_vni(part)) == 1 and from_vni(part) != part}
SMALL = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
OWN = sorted((ROOT / "tests" / "corpus" / "letters").rglob("*.txt"))


def written(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(char, char) for char in text)


def test_both_tables_hold_every_small_letter() -> None:
    assert [char for char in SMALL if char not in TO_TCVN3] == ["ý"]  # the same letter in both
    assert [char for char in SMALL + SMALL.upper() if char not in TO_VNI and char not in "ìíÌÍ"] == []


@given(st.text(alphabet=SMALL + "bcdghklmnpqrstvx ,.;0123456789", max_size=60))
def test_tcvn3_comes_back_letter_by_letter(text: str) -> None:
    assert from_tcvn3(written(text, TO_TCVN3)) == text


@pytest.mark.parametrize(("table", "encoding"), [(TO_TCVN3, "tcvn3"), (TO_VNI, "vni")])
def test_a_legacy_text_without_fonts_is_known_by_its_syllables(table: dict[str, str], encoding: str) -> None:
    assert by_statistics(written(LETTER, table)) == (LETTER, encoding)
    for data in (written(LETTER, table).encode("cp1252"), written(LETTER, table).encode()):
        read = read_bytes(data, "cu.txt")
        assert read.text == LETTER
        assert len(read.warnings) == 1


def test_one_legacy_line_among_unicode_lines_is_converted_alone() -> None:
    text = f"{LETTER}\n{written(LETTER, TO_TCVN3)}\nSố: 5/KH"
    assert mend(text).text == f"{LETTER}\n{LETTER}\nSố: 5/KH"


@pytest.mark.parametrize(
    "foreign",
    [
        "La señora García y el niño están en la montaña, según el Boletín Oficial número 5",
        "Der Ausschuß für Öffentlichkeitsarbeit prüft die Maßnahmen der Gewerkschaften während der Übergangszeit",
        "Le président a été élu à l'unanimité par les délégués réunis à Genève où siège l'organisation",
        "The committee shall report the results to the federation before the end of June",
    ],
)
def test_other_languages_are_left_alone(foreign: str) -> None:
    assert mend(foreign).text == foreign


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_no_letter_of_our_own_samples_is_changed(path: Path) -> None:
    text = clean_text(path.read_text("utf-8"))
    assert mend(text).text == text
    assert by_font(text, ".VnTime") == text
    assert share_of_syllables(text) > 0.9


@needs_data
@pytest.mark.needs_data
def test_no_unicode_letter_of_real_texts_is_changed() -> None:
    changed = []
    for path in sorted((DATA / "data" / "dispatches" / "text").glob("*.txt")) + sorted(
        (DATA / "seeds").rglob("*.txt")
    ):
        text = clean_text(path.read_text("utf-8"))
        eths = str.maketrans("Ðð", "Đđ")
        if "\\u" not in text and mend(text).text.translate(eths) != text.translate(eths):
            changed.append(path.stem)
    assert changed == []


def test_decomposed_letters_and_soft_hyphens_end_as_plain_letters() -> None:
    assert (
        read_bytes("Co\u0302\u0323ng ho\u0300a, thi\u00ad hành".encode(), "a.txt").text
        == "Cộng hòa, thi hành"
    )


def test_text_decoded_by_the_wrong_table_is_decoded_again() -> None:
    spoilt = LETTER.encode().decode("cp1252", "replace")
    by_latin = LETTER.encode().decode("latin-1")
    assert mend(by_latin).text == LETTER
    assert share_of_syllables(mend(spoilt).text) >= share_of_syllables(spoilt)


def test_a_whole_file_decoded_by_the_wrong_table_is_read() -> None:
    read = read_bytes(LETTER.encode().decode("latin-1").encode(), "a.txt")
    assert (read.text, len(read.warnings)) == (LETTER, 1)


def test_marked_letters_among_capitals_of_tcvn3_are_capitals() -> None:
    assert by_font("BAN TUY£N GI¸O TØNH ñY", ".VnTime") == "BAN TUYÊN GIÁO TỈNH ỦY"
    assert by_font("Tæ chøc Héi nghÞ, Bé Y tÕ, sè 5", ".VnTime") == "Tổ chức Hội nghị, Bộ Y tế, số 5"


def test_broken_marks_ligatures_and_bullets_are_put_right() -> None:
    assert (
        mend("\uf0b7 Các phòng\n\uf0d8 Các ban\n\uf0fc Báo cáo ﬁle").text
        == "- Các phòng\n- Các ban\n- Báo cáo file"
    )
    assert mend("QUYẾT ÐỊNH, ðến ngày").text == "QUYẾT ĐỊNH, đến ngày"
    assert mend(r"Liên \u0111oàn \ud83d \u0007").text == r"Liên đoàn \ud83d \u0007"


def test_real_syllables_are_known() -> None:
    words = "nghiêng quýt giếng khuỷu uỷ ủy thuở quốc gì giữ ngoằn oằn khuya xoong yết quy giêng hoẵng"
    assert [word for word in words.split(" ") if not is_syllable(word)] == []


@pytest.mark.parametrize(
    "word", ["Céng", "ghà", "kà", "ngê", "cac", "hoẳc", "thử́", "strong", "w", "facebook"]
)
def test_what_no_vietnamese_writes_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_shares_tell_sound_text_from_broken_text() -> None:
    bare = "Kinh gui cac cong doan co so truc thuoc"
    assert share_of_syllables(LETTER) == 1.0
    assert share_of_marked(LETTER) > 0.7
    assert share_of_marked(bare) == 0.0
    assert share_of_syllables("K nh g i C c công đo n c s tr c thu c Li n đo n Lao đ ng t nh") < 0.75


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (r"tăng c\u01b0ờng tuyên truyền", "tăng cường tuyên truyền"),
        (r"Ph\u01b0ờng Tân Mỹ, th\u01b0 ngỏ", "Phường Tân Mỹ, thư ngỏ"),
        (r"5.000 \u0111, t\u01b0 tưởng", "5.000 đ, tư tưởng"),
        (r"vẫn c\u0323n hiệu lực", "vẫn còn hiệu lực"),
        (r"h\u0323a giải, l\u01b0 do, xin \u01b0 kiến", "hòa giải, lý do, xin ý kiến"),
        (r"xin \u01b0 kiến", "xin ý kiến"),
    ],
)
def test_an_escape_that_two_tables_explain_becomes_the_one_that_makes_a_syllable(
    broken: str, whole: str
) -> None:
    assert mend(broken).text == whole


def test_a_letter_whose_horned_and_barred_letters_alone_were_escaped_comes_back() -> None:
    escaped = "".join(f"\\u{ord(char):04x}" if char in "ưƯđĐăĂơƠ" else char for char in LETTER)
    assert escaped != LETTER
    assert mend(escaped).text == LETTER
