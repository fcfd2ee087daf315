"""One small sound file of every kind that can be made without an office program, from our own letter."""

import io
import zipfile
from email.message import EmailMessage

import docx
from PIL import Image, ImageDraw

from tests.dispatches.letters import LETTER
from tests.text.test_read_files import pdf_file

_ODT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{}</office:text>'
    "</office:body></office:document-content>"
)


def every_kind() -> dict[str, bytes]:
    """Files by name."""
    word, page = _docx(), _html()
    return {
        "thu.txt": LETTER.encode(),
        "rong.txt": LETTER.encode("utf-16"),
        "cu.txt": "Sè: 12/L§L§, C«ng ®oµn c¬ së, kÝnh göi ®ång chÝ".encode("latin-1"),
        "thu.md": f"# Công văn\n\n| a | b |\n|---|---|\n{LETTER}".encode(),
        "thu.html": page,
        "thu.rtf": _rtf(),
        "thu.docx": word,
        "thu.odt": packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _odt()}),
        "thu.pdf": pdf_file("Kinh gui cac don vi, so 12 KH-UBND ngay 05 thang 6 nam 2026 " * 3),
        "thu.png": _picture("PNG"),
        "thu.jpg": _picture("JPEG"),
        "thu.tiff": _picture("TIFF"),
        "thu.eml": _mail(word),
        "goi.zip": packed({"a.txt": LETTER.encode(), "thu/b.docx": word, "c.html": page}),
    }


def packed(files: dict[str, bytes], *, level: int | None = None) -> bytes:
    """An archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _docx() -> bytes:
    document = docx.Document()
    grid = document.add_table(rows=2, cols=2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "LIÊN ĐOÀN LAO ĐỘNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    for line in LETTER.splitlines():
        document.add_paragraph(line, style="List Number" if line[:1].isdigit() else None)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _odt() -> bytes:
    return _ODT.format("".join(f"<text:p>{line}</text:p>" for line in LETTER.splitlines())).encode()


def _html() -> bytes:
    rows = "".join(f"<tr><td>{n}</td><td>{line}</td></tr>" for n, line in enumerate(LETTER.splitlines()))
    return f"<!doctype html><html><body><p>Kính gửi</p><table>{rows}</table></body></html>".encode()


def _rtf() -> bytes:
    escaped = "".join(char if ord(char) < 128 else f"\\u{ord(char)}?" for char in LETTER)
    return (
        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}" + escaped.replace("\n", "\\par\n") + "}"
    ).encode()


def _mail(word: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Văn phòng <vt@congdoan.org.vn>", "Gửi công văn"
    mail.set_content("Gửi các đơn vị.")
    mail.add_attachment(word, maintype="application", subtype="octet-stream", filename="thư.docx")
    return mail.as_bytes()


def _picture(kind: str) -> bytes:
    sheet = Image.new("L", (420, 90), 255)
    ImageDraw.Draw(sheet).text((20, 30), "Kinh gui: Cac don vi, so 12 ngay 5/6/2026", fill=0)
    buffer = io.BytesIO()
    sheet.save(buffer, kind)
    return buffer.getvalue()
