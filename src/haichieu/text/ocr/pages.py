"""Pages as pictures, one at a time: of a PDF, rendered; of a photo or a scan, turned as its camera noted."""

import io
import warnings
from pathlib import Path
from typing import Self

import cv2
import numpy as np
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageOps

from haichieu.text.errors import UnreadableFile
from haichieu.text.ocr.words import Picture

#: Dots per inch at which Tesseract reads letters of 13–14 points best.
DPI = 300
#: Height of an A4 page at that resolution, in pixels.
A4_HEIGHT = 3508
#: Most pixels of one page as it comes; an A4 page at 600 dots per inch has 35 million.
MAX_PIXELS = 64_000_000
#: Most pixels of a page that is read; what is larger is made smaller.
_READ_PIXELS = 16_000_000
_POINTS_AN_INCH = 72
#: A picture is never blown up by more than this: there is nothing more to see.
_MOST_ENLARGED = 3.0
#: How Pillow answers to a broken picture: a tag of the wrong type or without dimensions is a TypeError.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, TypeError)


class PdfPages:
    """The pages of a PDF, drawn one at a time.

    Raises
    ------
    UnreadableFile
        The file is broken or asks for a password.
    """

    def __init__(self, path: Path) -> None:
        self._document = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def picture(self, number: int) -> Picture:
        """Page `number`, from 1, in colour (blue, green, red) at `DPI`; a huge page is drawn smaller.

        Raises
        ------
        UnreadableFile
            This page cannot be drawn; others may.
        """
        try:
            return _rendered(self._document[number - 1])
        except pypdfium2.PdfiumError:
            raise UnreadableFile(
                "Trang này bị hỏng, hãy quét lại riêng trang này.", reason="corrupt"
            ) from None


def _rendered(page: pypdfium2.PdfPage) -> Picture:
    width, height = page.get_size()
    inches = max(1.0, width * height / _POINTS_AN_INCH**2)
    dots = min(DPI, (_READ_PIXELS / inches) ** 0.5)
    bitmap = page.render(scale=dots / _POINTS_AN_INCH)
    # The pixels are memory of ours that outlives the bitmap: they need no copy.
    picture = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    bitmap.close()
    page.close()
    return picture


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        raise _damaged() from None


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "Tệp PDF bị hỏng hoặc có mật khẩu, hãy gửi lại tệp gốc không có mật khẩu.", reason="corrupt"
    )


def image_page_count(data: bytes) -> int:
    """Number of pictures in an image file: more than one only for TIFF.

    Raises
    ------
    UnreadableFile
        Not an image that can be opened.
    """
    with _image(data) as image:
        try:
            return int(getattr(image, "n_frames", 1))
        except _BROKEN:
            raise _broken() from None


def image_picture(data: bytes, number: int = 1) -> Picture:
    """One picture of an image file, from 1: grey, or blue, green, red; upright as the camera noted; readably large.

    Raises
    ------
    UnreadableFile
        Not an image that can be opened, or one with too many pixels.
    """
    with _image(data) as image:
        try:
            image.seek(number - 1)
            _refuse_huge(image)
            upright = _plain(image)
            ImageOps.exif_transpose(upright, in_place=True)
        except _BROKEN:
            raise _broken() from None
        picture = np.array(upright, dtype=np.uint8)
    if picture.ndim == 3:
        cv2.cvtColor(picture, cv2.COLOR_RGB2BGR, dst=picture)
    return readable_size(picture)


def _plain(image: Image.Image) -> Image.Image:
    """Eight bits of grey or of each colour; what is transparent becomes paper."""
    if image.mode in ("L", "RGB") and not image.has_transparency_data:
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    return image.convert("RGB")


def readable_size(picture: Picture) -> Picture:
    """Scale a picture of a page so that its longer side is that of A4 at 300 dots per inch.

    >>> readable_size(np.zeros((1754, 1240, 3), np.uint8)).shape
    (3508, 2480, 3)
    """
    factor = min(_MOST_ENLARGED, A4_HEIGHT / max(picture.shape[:2]))
    if 0.95 < factor < 1.05:
        return np.ascontiguousarray(picture)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    return np.asarray(cv2.resize(np.ascontiguousarray(picture), size, interpolation=how), dtype=np.uint8)


def _image(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pixels are counted below, once a camera's picture has been asked for at a smaller size.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
    except Image.DecompressionBombError:
        raise _huge() from None
    except _BROKEN:
        raise _broken() from None
    if image.format == "JPEG":
        # A camera's 100 million pixels are decoded at half or a quarter: nobody writes so small.
        image.draft("RGB", (A4_HEIGHT, A4_HEIGHT))
    return image


def _refuse_huge(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _huge()


def _huge() -> UnreadableFile:
    return UnreadableFile("Ảnh quá lớn, hãy chụp hoặc quét lại ở khoảng 300 điểm/inch.", reason="too_large")


def _broken() -> UnreadableFile:
    return UnreadableFile("Tệp ảnh bị hỏng hoặc tải chưa hết, hãy gửi lại ảnh gốc.", reason="corrupt")
