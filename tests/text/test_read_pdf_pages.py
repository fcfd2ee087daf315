"""A PDF is believed page by page: a missing or broken text layer is recognised anew, and the warnings say so."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from haichieu.text.clean import clean_text
from haichieu.text.errors import UnreadableFile
from haichieu.text.file_pdf import pdf_text
from haichieu.text.files import read_bytes
from haichieu.text.ocr import scan
from haichieu.text.pdf_pages import MARKED_FLOOR, SYLLABLE_FLOOR, Fault, LegacyFonts, fault_of, without_legacy
from haichieu.text.syllables import share_of_marked, share_of_syllables
from tests.shared_data import DATA, ROOT, needs_data
from tests.text.samples import LETTER, pdf, words_on_page
from tests.text.test_mend_letters import TO_TCVN3, TO_VNI, written

GOOD_LINES = (written(LETTER, TO_TCVN3)[:90], written(LETTER, TO_TCVN3)[90:180])
OWN = sorted((ROOT / "tests" / "corpus" / "letters").rglob("*.txt"))


class Recogniser:
    """Stands where recognition stands and says what it was told to."""

    def __init__(self, *texts: str, refusal: UnreadableFile | None = None) -> None:
        self.texts, self.refusal, self.asked = texts, refusal, []

    def __call__(self, path: Path, *, numbers: Sequence[int], on_page: object = None) -> scan.Scan:
        self.asked = list(numbers)
        if self.refusal is not None:
            raise self.refusal
        found = zip(numbers, self.texts, strict=True)
        return scan.Scan(tuple(scan.OcrPage(number, text, 0.9, ((0, 3),)) for number, text in found))


@pytest.fixture
def recogniser(monkeypatch: pytest.MonkeyPatch) -> Recogniser:
    stand_in = Recogniser(LETTER)
    monkeypatch.setattr(scan, "read_pdf", stand_in)
    return stand_in


def test_only_the_scanned_page_of_a_mixed_file_is_recognised(recogniser: Recogniser) -> None:
    read = read_bytes(pdf(words_on_page(*GOOD_LINES), words_on_page("")), "a.pdf")
    assert recogniser.asked == [2]
    first, second = read.text.split("\f")
    assert second == LETTER
    assert (read.method, read.pages, read.doubtful) == ("ocr", 2, ((len(first) + 1, len(first) + 4),))
    assert any(warning.startswith("Trang 2 là bản chụp") for warning in read.warnings)


def test_a_broken_layer_is_recognised_anew(recogniser: Recogniser) -> None:
    broken = ["Li n o n Lao ng t nh ngh c c n v t ch c tuy n truy n v n ng o n vi n"] * 6
    read = read_bytes(pdf(words_on_page(*broken)), "a.pdf")
    assert (read.text, read.method) == (LETTER, "ocr")
    assert any("lớp chữ hỏng" in warning for warning in read.warnings)


def test_a_sound_layer_is_never_recognised(recogniser: Recogniser) -> None:
    read = read_bytes(pdf(words_on_page(*GOOD_LINES)), "a.pdf")
    assert (recogniser.asked, read.method) == ([], "layer")


def test_pages_are_divided_by_one_form_feed_and_nothing_else() -> None:
    read = read_bytes(
        pdf(*(words_on_page("Trang so mot hai ba bon nam sau", str(i)) for i in range(3))), "a.pdf"
    )
    assert read.pages == 3
    assert read.text.count("\f") == 2
    assert not read.text.endswith(("\f", "\n"))


@pytest.mark.parametrize("reason", ["no_ocr", "too_slow"])
def test_without_recognition_the_sound_pages_are_read_and_the_others_named(
    monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    monkeypatch.setattr(scan, "read_pdf", Recogniser(refusal=UnreadableFile("Không có.", reason=reason)))
    read = read_bytes(pdf(words_on_page(*GOOD_LINES), words_on_page("")), "a.pdf")
    assert read.method == "layer"
    assert any(warning.startswith("Trang 2 ") for warning in read.warnings)
    with pytest.raises(UnreadableFile) as refused:
        read_bytes(pdf(words_on_page("")), "a.pdf")
    assert refused.value.reason == reason


def test_a_blank_page_behind_a_letter_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "read_pdf", Recogniser(refusal=UnreadableFile("Trắng.", reason="no_text")))
    read = read_bytes(pdf(words_on_page(*GOOD_LINES), words_on_page("")), "a.pdf")
    assert not any("Trang 2" in warning for warning in read.warnings)


def test_recognition_that_says_less_than_the_layer_is_not_taken() -> None:
    fault = Fault(LETTER, "")
    assert not fault.is_bettered_by("")
    assert not fault.is_bettered_by("lj kx 5")
    assert Fault("lj kx", "").is_bettered_by(LETTER)


def test_a_signature_over_a_picture_of_a_page_is_no_text_layer() -> None:
    signature = "Ký bởi: Ủy ban nhân dân xã Hòa An. Thời gian ký: 05/06/2026 08:30"
    assert fault_of(signature, has_picture=True) is not None
    assert fault_of(signature) is None


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_no_letter_of_our_own_falls_below_the_floors(path: Path) -> None:
    assert fault_of(clean_text(path.read_text("utf-8"))) is None


@needs_data
@pytest.mark.needs_data
def test_the_floors_part_sound_layers_from_broken_ones() -> None:
    texts = [
        path.read_text("utf-8") for path in sorted((DATA / "data" / "dispatches" / "text").glob("*.txt"))
    ]
    sound = [text for text in texts if share_of_syllables(text) >= 0.9]
    assert len(sound) >= len(texts) - 2
    for text in sound:
        unmarked = "".join(char for char in text if char.isascii())
        assert share_of_syllables(text) > SYLLABLE_FLOOR < 0.9
        assert share_of_marked(text) > MARKED_FLOOR
        for broken in (unmarked, written(text, TO_TCVN3), written(text, TO_VNI)):
            assert share_of_syllables(broken) < SYLLABLE_FLOOR or share_of_marked(broken) < MARKED_FLOOR


def test_lines_in_legacy_fonts_are_converted_and_unicode_lines_left() -> None:
    legacy, fonts = written(LETTER, TO_VNI), LegacyFonts(frozenset({"ABCDEF+VNI-Times"}))
    assert without_legacy(f"{legacy}\n{LETTER}", fonts) == f"{LETTER}\n{LETTER}"
    assert without_legacy(legacy, LegacyFonts()) == legacy


def test_a_layer_in_tcvn3_is_converted_with_a_warning() -> None:
    read = pdf_text(pdf(words_on_page(*GOOD_LINES)))
    assert read.text.startswith("Kính gửi: Các công đoàn")
    assert any("TCVN3" in warning for warning in read.warnings)


@pytest.mark.skipif(shutil.which("pdftohtml") is None, reason="poppler-utils is not installed")
def test_a_font_that_draws_capitals_is_read_as_capitals() -> None:
    heading = pdf(words_on_page("quyÕt ®Þnh cña uû ban nh©n d©n")).replace(
        b"/BaseFont /Helvetica", b"/BaseFont /.VnTimeH"
    )
    assert pdf_text(heading).text.strip() == "QUYẾT ĐỊNH CỦA UỶ BAN NHÂN DÂN"


def test_a_layer_without_its_letters_is_known_and_a_table_of_numbers_is_not_taken_for_one() -> None:
    assert (
        fault_of("! \"#$ '&; <$5 $ =2>9? @A BC D 2E$ -+5 . =@I7 01-J K1 @5$4D <$$ 2;$ FG H$4 [E 3 !56.2")
        is not None
    )
    assert fault_of("Thu ngân sách xã Hòa An\n12,5 % 3.400,7 (88,1) 45/67\n1,2 % 3,4 % 55,1 % (0,3)") is None
