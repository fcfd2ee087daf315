"""Pages of our own, printed, worn and read back; skipped where Tesseract or its Vietnamese data is absent."""

import io
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from benchmarks.ocr.paper import letters, pictures
from benchmarks.ocr.wear import WEARS, photographed, sealed
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.ocr import ink, pages, scan, sheets, stamps, straighten, strokes
from haichieu.text.ocr.words import Picture

needs_tesseract = pytest.mark.skipif(
    not Path("/usr/share/tesseract-ocr/5/tessdata/vie.traineddata").exists()
    or shutil.which("tesseract") is None,
    reason="the Debian package tesseract-ocr-vie is not installed",
)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Picture:
    """The first page of a short letter of our own, in colour."""
    letter = next(letter for letter in letters() if letter.name == "invitation_columns")
    return pictures(letter.text, tmp_path_factory.mktemp("sheet"))[0]


def as_bytes(picture: Picture, kind: str) -> bytes:
    written, data = cv2.imencode(kind, picture)
    assert written
    return bytes(data.tobytes())


def rng() -> np.random.Generator:
    return np.random.default_rng(7)


@needs_tesseract
def test_a_photo_of_a_letter_is_straightened_and_read(sheet: Picture) -> None:
    told: list[tuple[int, int]] = []
    photo = as_bytes(photographed(sheet, rng()), ".jpg")
    read = scan.read_image(photo, on_page=lambda done, total: told.append((done, total)))
    reading = read_dispatch(read.text).to_dict()
    assert (reading["number"], reading["symbol"]) == ("64", "GM-UBND")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in read.text
    assert read.pages[0].confidence > 0.85
    assert told == [(1, 1)]


@needs_tesseract
def test_a_page_upside_down_is_turned(sheet: Picture) -> None:
    top = np.ascontiguousarray(np.rot90(sheet[:1500], 2))
    assert "GIẤY MỜI" in scan.read_picture(top).text


@needs_tesseract
def test_a_page_that_fails_is_named_and_the_rest_is_read(
    sheet: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Image.fromarray(sheet[:800, :, ::-1])
    held = io.BytesIO()
    small.save(held, "TIFF", save_all=True, append_images=[small], compression="tiff_lzw")
    once = scan.read_picture

    def fails_on_first(picture: Picture, number: int = 1) -> scan.OcrPage:
        if number == 1:
            raise UnreadableFile("Nhận dạng chữ trên một trang quá lâu.", reason="too_slow")
        return once(picture, number)

    monkeypatch.setattr(scan, "read_picture", fails_on_first)
    read = scan.read_image(held.getvalue())
    assert [page.trouble is None for page in read.pages] == [False, True]
    assert read.warnings == ("Trang 1: Nhận dạng chữ trên một trang quá lâu.",)
    assert read.text.startswith("\f") and "Số: 64/GM-UBND" in read.text


def test_without_the_program_one_sentence_says_so(sheet: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFile) as refused:
        scan.read_image(as_bytes(sheet[:600], ".png"))
    assert refused.value.reason == "no_ocr"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00"])
def test_a_broken_image_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        scan.read_image(data)
    assert refused.value.reason == "corrupt"


def test_an_image_of_endless_pixels_is_refused_before_it_is_unpacked() -> None:
    bomb = io.BytesIO()
    Image.new("1", (12000, 12000), 1).save(bomb, "PNG")
    with pytest.raises(UnreadableFile) as refused:
        scan.read_image(bomb.getvalue())
    assert refused.value.reason == "too_large"


def test_a_camera_note_turns_the_picture() -> None:
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (600, 300), "white").save(held, "JPEG", exif=exif)
    picture = pages.image_picture(held.getvalue())
    assert picture.shape[0] > picture.shape[1]


def test_grey_of_sixteen_bits_and_transparent_paper_are_seen_as_they_look() -> None:
    deep = np.full((60, 40), 65535, np.uint16)
    deep[:, :5] = 256 * 20
    glass = np.zeros((60, 40, 4), np.uint8)
    glass[:, :5, 3] = 255
    for pixels in (deep, glass):
        held = io.BytesIO()
        Image.fromarray(pixels).save(held, "PNG")
        grey = ink.to_grey(pages.image_picture(held.getvalue()))
        assert grey[:, : grey.shape[1] // 10].max() < 60 and grey[:, grey.shape[1] // 5 :].min() > 200


def test_a_page_that_cannot_be_drawn_is_set_aside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    two = tmp_path / "two.pdf"
    blank = Image.new("L", (300, 400), 255)
    blank.save(two, "PDF", save_all=True, append_images=[blank])
    draw = pages.PdfPages.picture

    def fails_on_second(document: pages.PdfPages, number: int) -> Picture:
        if number == 2:
            raise UnreadableFile("Trang này bị hỏng.", reason="corrupt")
        return draw(document, number)

    monkeypatch.setattr(pages.PdfPages, "picture", fails_on_second)
    monkeypatch.setattr(
        scan, "read_picture", lambda picture, number: scan.OcrPage(number, "Kính gửi", 0.9, ())
    )
    read = scan.read_pdf(two)
    assert read.text == "Kính gửi\f" and read.warnings == ("Trang 2: Trang này bị hỏng.",)


def test_skew_is_measured_and_a_straight_page_is_left_alone(sheet: Picture) -> None:
    grey = ink.to_grey(sheet)
    assert abs(straighten.skew_of(grey)) < straighten.LEAST_SKEW
    assert straighten.deskewed(grey, 0.1) is grey
    assert sheets.find_sheet(grey) is None
    assert sheets.without_shadow(grey) is grey
    turned = ink.to_grey(WEARS["skew 1-3°"](sheet, rng()))
    angle = straighten.skew_of(turned)
    assert 0.8 < abs(angle) < 3.2
    assert abs(straighten.skew_of(straighten.deskewed(turned, angle))) < 0.2


def test_a_page_on_its_side_is_noticed(sheet: Picture) -> None:
    grey = ink.to_grey(sheet)
    assert not straighten.is_sideways(grey)
    assert straighten.is_sideways(straighten.turned(grey, 90))
    assert (straighten.turned(straighten.turned(grey, 90), 270) == grey).all()


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_the_corners_of_a_sheet_in_a_photo_are_found_whatever_the_shadow(sheet: Picture, seed: int) -> None:
    corners = sheets.find_sheet(ink.to_grey(photographed(sheet, np.random.default_rng(seed))))
    assert corners is not None
    assert np.abs(corners - np.array([[260, 300], [2760, 300], [2760, 3836], [260, 3836]])).max() < 175


def test_a_red_seal_goes_and_the_black_print_under_it_stays(sheet: Picture) -> None:
    plain, under = ink.to_grey(sheet), ink.to_grey(sealed(sheet, rng()))
    assert (under < 128).sum() < 1.02 * (plain < 128).sum()
    assert ((plain < 100) & (under > 160)).sum() < 0.02 * (plain < 100).sum()


def test_a_streak_goes_and_print_stays(sheet: Picture) -> None:
    grey = ink.to_grey(sheet)
    streaked = grey.copy()
    streaked[:, 1200:1203] = 0
    assert (strokes.without(streaked, strokes.long_strokes(streaked))[:, 1201] < 128).mean() < 0.05
    assert (strokes.without(grey, strokes.long_strokes(grey)) != grey).mean() < 0.002


def test_the_frame_of_an_arrival_stamp_is_found(sheet: Picture) -> None:
    frames = stamps.find_frames(strokes.long_strokes(ink.to_grey(WEARS["arrival stamp"](sheet, rng()))))
    assert len(frames) == 1
    assert not stamps.find_frames(strokes.long_strokes(ink.to_grey(sheet)))


def test_a_file_of_blank_pages_is_given_up_soon(tmp_path: Path) -> None:
    blank = Image.new("L", (300, 400), 255)
    blank.save(tmp_path / "blank.pdf", "PDF", save_all=True, append_images=[blank] * 60)
    seen: list[int] = []
    with pytest.raises(UnreadableFile, match="Không nhận dạng được chữ nào"):
        scan.read_pdf(tmp_path / "blank.pdf", on_page=lambda done, total: seen.append(done))
    assert 3 < len(seen) < 20


@pytest.mark.parametrize(("gap", "last_is_read"), [(3, True), (30, False)])
def test_pages_behind_many_without_words_are_said_to_be_unread(
    gap: int, last_is_read: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = Image.new("L", (60, 80), 255)
    page.save(tmp_path / "a.pdf", "PDF", save_all=True, append_images=[page] * (gap + 1))
    texts = {1: "Kính gửi", gap + 2: "Phụ lục"}
    monkeypatch.setattr(
        scan, "read_picture", lambda picture, number: scan.OcrPage(number, texts.get(number, ""), 0.9, ())
    )
    read = scan.read_pdf(tmp_path / "a.pdf")
    assert ("Phụ lục" in read.text) is last_is_read
    assert any("trang liền không có chữ" in said for said in read.warnings) is not last_is_read
