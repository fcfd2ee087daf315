"""A scan or a photo becomes text, page by page; a page that cannot be read is set aside and named."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from haichieu.text.errors import UnreadableFile
from haichieu.text.ocr import ink, pages, seals, sheets, stamps, straighten, strokes, tesseract
from haichieu.text.ocr.again import read_again
from haichieu.text.ocr.columns import lay_out
from haichieu.text.ocr.leftovers import letters_left
from haichieu.text.ocr.lookalikes import mended
from haichieu.text.ocr.noise import without_noise
from haichieu.text.ocr.words import Picture, Word

#: Called after each page with the pages done and the pages there are.
OnPage = Callable[[int, int], None]
#: Most pages of one file that are recognised, two to four seconds each.
MAX_PAGES = 100
#: After so many pages without a word, one behind the other, the rest of a file is taken to have none.
_WORDLESS_PAGES = 12
#: A page surer than this on average stands upright; below, it is tried turned round.
_UPRIGHT = 0.75
#: How sure the search for the upright side must be.
_SURE_TURN = 1.0
#: Fewer words than this say nothing about how a page stands.
_FEW_WORDS = 8
#: Letters passed over from which the page is read a second time, as one block; that reading is taken when its sure
#: letters outweigh those of the first by this factor.
_MANY_LEFT = 6
_MUCH_MORE = 1.02
#: A stamp less sure than this on average says nothing.
_LEGIBLE_STAMP = 0.6


@dataclass(frozen=True, slots=True)
class OcrPage:
    """One recognised page."""

    #: Its place in the file, from 1.
    number: int
    #: Clean text laid out in columns, without form feed.
    text: str
    #: Mean confidence of its words, 0 to 1; 0.0 for a page without words.
    confidence: float
    #: Ranges of `text` that were read with little confidence: better left unread than believed.
    doubtful: tuple[tuple[int, int], ...]
    #: Why the page was set aside, one Vietnamese sentence, or None.
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words of one page."""

    #: The letter's own.
    words: tuple[Word, ...]
    #: Those inside the frame of a stamp.
    stamped: tuple[Word, ...]


@dataclass(frozen=True)
class _Reading:
    """A page made straight, the strokes taken off it, and what a reading saw."""

    grey: Picture
    strokes: strokes.Strokes
    #: With the noise.
    seen: tuple[Word, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Without it."""
        return without_noise(self.seen)


@dataclass(frozen=True, slots=True)
class Scan:
    """All recognised pages of a file."""

    pages: tuple[OcrPage, ...]
    #: Vietnamese sentences for the person who sent the file.
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of all pages, a form feed between each two."""
        return "\f".join(page.text for page in self.pages)

    @property
    def doubtful(self) -> tuple[tuple[int, int], ...]:
        """Doubtful ranges of `text`."""
        found, offset = [], 0
        for page in self.pages:
            found += [(offset + start, offset + end) for start, end in page.doubtful]
            offset += len(page.text) + 1
        return tuple(found)


def read_pdf(path: Path, *, numbers: Sequence[int] | None = None, on_page: OnPage | None = None) -> Scan:
    """Recognise pages of a PDF.

    Parameters
    ----------
    path:
        The file.
    numbers:
        Pages counted from 1, all where None; at most `MAX_PAGES` are recognised.
    on_page:
        Told the pages done and the pages there are, after each page.

    Raises
    ------
    UnreadableFile
        A broken file, no Tesseract, or not one page with words.
    """
    with pages.PdfPages(path) as document:
        wanted = range(1, len(document) + 1) if numbers is None else numbers
        return _scan(wanted, document.picture, on_page)


def read_image(data: bytes, *, on_page: OnPage | None = None) -> Scan:
    """Recognise the picture or pictures of a PNG, JPEG or TIFF file; parameters and errors as for `read_pdf`."""
    numbers = range(1, pages.image_page_count(data) + 1)
    return _scan(numbers, lambda number: pages.image_picture(data, number), on_page)


def read_picture(picture: Picture, number: int = 1) -> OcrPage:
    """Recognise one page: pulled straight, turned upright, read, laid out in columns.

    Parameters
    ----------
    picture:
        Shape (height, width) for grey or (height, width, 3) for blue, green, red; about 300 dots per inch.
    number:
        The page's number in its file, from 1.
    """
    if ink.is_blank(picture):
        return OcrPage(number, "", 0.0, ())
    read = recognised(_flattened(picture))
    laid = lay_out(mended(read.words))
    text, doubtful = laid.text, laid.doubtful()
    if _is_worth_keeping(read.stamped):
        # Below the letter: beside it, its lines would run into the letter's own.
        stamp = lay_out(read.stamped)
        doubtful += tuple((start + len(text) + 2, end + len(text) + 2) for start, end in stamp.doubtful())
        text = f"{text}\n\n{stamp.text}"
    return OcrPage(number, text, _confidence(read.words), doubtful)


def recognised(grey: Picture) -> Recognised:
    """The words of a grey page, which may lie on its side, upside down or askew; noise is left out."""
    if straighten.is_sideways(straighten.sketch(grey)):
        grey = _turned(grey, (90, 270))
    first = _first_reading(grey)
    if len(first.words) < _FEW_WORDS or _confidence(first.words) < _UPRIGHT:
        upright = _turned(grey, (90, 180, 270))
        if upright is not grey:
            first = max(first, _first_reading(upright), key=lambda reading: _weight(reading.words))
    best = _second_reading(first)
    words = without_noise(read_again(best.grey, best.seen, _one_block))
    words = seals.without_seals(words, seals.find_seals(best.grey))
    return Recognised(*stamps.apart(words, stamps.find_frames(best.strokes)))


def _first_reading(grey: Picture) -> _Reading:
    straight = straighten.deskewed(grey, straighten.skew_of(straighten.sketch(grey)))
    found = strokes.long_strokes(straight)
    clear = strokes.without(straight, found)
    return _Reading(clear, found, tesseract.recognise(clear))


def _second_reading(first: _Reading) -> _Reading:
    if letters_left(first.grey, first.words) < _MANY_LEFT:
        return first
    second = _Reading(first.grey, first.strokes, _one_block(first.grey))
    return second if _weight(second.words) > _MUCH_MORE * _weight(first.words) else first


def _one_block(grey: Picture) -> tuple[Word, ...]:
    return tesseract.recognise(grey, layout=tesseract.ONE_BLOCK)


def _confidence(words: Sequence[Word]) -> float:
    return statistics.fmean(word.confidence for word in words) if words else 0.0


def _is_worth_keeping(stamped: Sequence[Word]) -> bool:
    return _confidence(stamped) >= _LEGIBLE_STAMP


def _turned(grey: Picture, choices: tuple[int, ...]) -> Picture:
    """The page turned by one of the choices where the search for its upright side is sure, else the very same."""
    degrees, sure = tesseract.turn_needed(grey)
    return straighten.turned(grey, degrees) if degrees in choices and sure >= _SURE_TURN else grey


def _flattened(picture: Picture) -> Picture:
    grey = ink.to_grey(picture)
    corners = sheets.find_sheet(grey)
    if corners is not None:
        grey = sheets.pulled_straight(grey, corners)
    return sheets.without_shadow(grey)


def _weight(words: Iterable[Word]) -> float:
    """How much was surely read: letters, each by how sure its word was."""
    return sum(len(word.text) * (word.confidence - 0.5) for word in words)


def _scan(numbers: Sequence[int], draw: Callable[[int], Picture], on_page: OnPage | None) -> Scan:
    kept = numbers[:MAX_PAGES]
    done: list[OcrPage] = []
    troubles: list[UnreadableFile] = []
    for number in kept:
        try:
            # Grey at once: nothing must keep the colours, 26 MB a page, while the words are looked for.
            done.append(read_picture(ink.to_grey(draw(number)), number))
        except UnreadableFile as trouble:
            if trouble.reason == "no_ocr":
                raise
            done.append(OcrPage(number, "", 0.0, (), str(trouble)))
            troubles.append(trouble)
        if on_page is not None:
            on_page(len(done), len(kept))
        if _ends_wordless(done):
            break
    if not any(page.text for page in done):
        raise troubles[0] if troubles else _no_text()
    return Scan(tuple(done), _warnings(done, len(numbers)))


def _ends_wordless(done: Sequence[OcrPage]) -> bool:
    return len(done) >= _WORDLESS_PAGES and not any(page.text for page in done[-_WORDLESS_PAGES:])


def _no_text() -> UnreadableFile:
    return UnreadableFile(
        "Không nhận dạng được chữ nào trên bản chụp, hãy quét hoặc chụp lại rõ hơn.", reason="no_text"
    )


def _warnings(done: Sequence[OcrPage], total: int) -> tuple[str, ...]:
    found = [f"Trang {page.number}: {page.trouble}" for page in done if page.trouble]
    if len(done) < total and _ends_wordless(done):
        found.append(f"Dừng nhận dạng ở trang {done[-1].number}: {_WORDLESS_PAGES} trang liền không có chữ.")
    elif len(done) < total:
        found.append(f"Chỉ nhận dạng {len(done)} trang đầu trong {total} trang của tệp.")
    return tuple(found)
