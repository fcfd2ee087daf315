"""Prints official documents as PDF, with the bundled font and without any network."""

from importlib import resources
from pathlib import Path
from typing import Final

from weasyprint import HTML  # type: ignore[import-untyped]
from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

from haichieu.layout.document import OfficialDocument
from haichieu.layout.html import FONT_FACES, font_rules, to_html

#: Scheme of addresses that mean “a font file of this package”.
_SCHEME: Final = "haichieu-font:"


class BundledFonts(URLFetcher):  # type: ignore[misc]
    """Answers only for the font files of this package; everything else is refused."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Bytes of a bundled font. Raises `ValueError` for any other address."""
        name = url.removeprefix(_SCHEME)
        if not url.startswith(_SCHEME) or name not in FONT_FACES:
            raise ValueError(f"refused: {url}")
        data = resources.files("haichieu.layout").joinpath("fonts", name).read_bytes()
        return URLFetcherResponse(url, data, {"Content-Type": "font/woff2"})


def write_pdf(doc: OfficialDocument, path: Path) -> Path:
    """Write an official document as PDF (A4, Tinos embedded) and return its path.

    Raises `OSError` when the path cannot be written.

    >>> import tempfile
    >>> from datetime import date
    >>> from haichieu.layout.document import OpenDate, Paragraph, Run, Signature
    >>> from haichieu.layout.styles import style_for
    >>> union, text = style_for("union", date(2026, 12, 10)), (Paragraph((Run("Nội dung."),)),)
    >>> doc = OfficialDocument(union, "LĐLĐ TỈNH", "BC-LĐLĐ", "", OpenDate(2026), "Kết quả", text, Signature())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_pdf(doc, Path(folder) / "bao-cao.pdf").read_bytes()[:5]
    b'%PDF-'
    """
    path.write_bytes(pdf_bytes(doc))
    return path


def pdf_bytes(doc: OfficialDocument) -> bytes:
    """The PDF of an official document as bytes, for a download."""
    page = HTML(string=_absolute_only(to_html(doc, fonts=_SCHEME)), url_fetcher=BundledFonts())
    return bytes(page.write_pdf(pdf_tags=True))


def page_pdf(html: str) -> bytes:
    """The PDF of a page of our own that is no official document, such as a register; no address in it is fetched.

    >>> page_pdf("<!DOCTYPE html><p>Sổ văn bản đến</p>")[:5]
    b'%PDF-'
    """
    page = html.replace("</head>", f"<style>{font_rules(_SCHEME)}</style></head>", 1)
    return bytes(HTML(string=_absolute_only(page), url_fetcher=BundledFonts()).write_pdf(pdf_tags=True))


def _absolute_only(html: str) -> str:
    """A bare path has no meaning in a file that is passed on: such links become plain text."""
    return html.replace(' href="/', ' data-path="/')
