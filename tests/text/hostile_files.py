"""Files made to harm: each must end in one sentence, or be read, within the limits."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.text.sample_files import packed

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'officeDocument" Target="word/document.xml"/></Relationships>'
)
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lol [<!ENTITY a "ha ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 12}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each; the name says what it tries."""
    yield from _bombs()
    yield from _markup()
    yield from _pdfs()
    yield from _pictures()
    yield (
        "duong-dan.zip",
        packed({"../../../etc/cron.d/x": b"x", "/etc/passwd": b"y", "C:\\a.txt": b"z" * 50}),
    )
    yield "long-nhau.zip", _nested(30)
    yield "nhieu-tep.zip", packed({f"{n}.txt": b"a" for n in range(3000)})
    yield "long-nhau.rtf", b"{\\rtf1" + b"{\\b" * 200_000 + b"a" + b"}" * 200_000
    yield "long-nhau.eml", _nested_mail(300)
    yield "dai.txt", b"a" * 3_000_000
    yield "dau.txt", "a\u0301\u0323".encode() * 200_000
    yield "khoang.md", b"|" * 200_000 + b"\n" + b" " * 500_000


def _bombs() -> Iterator[tuple[str, bytes]]:
    zeros = bytes(310 * 2**20)
    yield "bom.zip", packed({"a.txt": zeros})
    yield (
        "bom.docx",
        packed({"[Content_Types].xml": _TYPES, "_rels/.rels": _LINKS, "word/document.xml": zeros}),
    )
    yield "bom.odt", packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": zeros})
    yield "noi-doi.docx", _lying_zip()


def _lying_zip() -> bytes:
    """An archive that says its part is small."""
    data = bytearray(packed({"word/document.xml": bytes(50 * 2**20)}))
    for magic, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(magic)
        data[start + at : start + at + 4] = struct.pack("<I", 100)
    return bytes(data)


def _markup() -> Iterator[tuple[str, bytes]]:
    for name, xml in (
        ("cuoi", _LAUGHS + _saying("&i;")),
        ("ngoai", _OUTSIDE + _saying("&x;")),
        ("sau", f"<w:document xmlns:w='{_WORD}'><w:body>{'<w:tbl><w:tr><w:tc>' * 20_000}</w:body></w:document>"),
        ("bang", f"<w:document xmlns:w='{_WORD}'><w:body>{_deep_tables(300)}</w:body></w:document>"),
    ):  # fmt: skip
        parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _LINKS, "word/document.xml": xml.encode()}
        yield f"{name}.docx", packed(parts)
    yield (
        "cuoi.odt",
        packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _LAUGHS.encode()}),
    )
    yield "sau.html", b"<html><body>" + b"<div><table><tr><td>" * 100_000
    yield "chu-thich.html", b"<html><body>" + b"<!--" * 300_000
    yield "thuc-the.html", b"<html><body>" + b"&" * 1_000_000
    yield "word2003.doc", f'{_LAUGHS}<?mso-application progid="Word.Document"?><a>&i;</a>'.encode()


def _saying(words: str) -> str:
    body = f"<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>"
    return f"<w:document xmlns:w='{_WORD}'>{body}</w:document>"


def _deep_tables(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth


def _pdfs() -> Iterator[tuple[str, bytes]]:
    end = b"\nstartxref\n9\n%%EOF\n"
    yield (
        "vong.pdf",
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Prev 9 /Root 1 0 R >>" + end,
    )
    pages = b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [2 0 R] /Count 9 >> "
    pages += b"endobj "
    yield "trang-vong.pdf", b"%PDF-1.4\n" + pages + b"trailer << /Root 1 0 R /Size 3 >>" + end
    yield "ngoac.pdf", b"%PDF-1.4\n1 0 obj " + b"[" * 500_000 + b" endobj trailer << /Root 1 0 R >>" + end
    bomb = zlib.compress(zlib.compress(bytes(200 * 2**20), 9), 9)
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >> stream\n%s\nendstream" % (len(bomb), bomb)
    yield "bom.pdf", _one_page(stream, b"[0 0 595 842]")
    yield "to.pdf", _one_page(b"<< /Length 0 >> stream\n\nendstream", b"[0 0 90000000 90000000]")
    yield "nhieu-trang.pdf", _many_pages(20_000)


def _one_page(content: bytes, box: bytes) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 4 0 R >> endobj\n"
        b"4 0 obj " + content + b" endobj\ntrailer << /Root 1 0 R /Size 5 >>\nstartxref\n9\n%%EOF\n"
    )


def _many_pages(count: int) -> bytes:
    kids = b"3 0 R " * count
    return (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [" + kids +
        b"] /Count %d >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj\n"
        b"trailer << /Root 1 0 R /Size 4 >>\nstartxref\n9\n%%%%EOF\n" % count
    )  # fmt: skip


def _pictures() -> Iterator[tuple[str, bytes]]:
    yield "to.png", _png(60_000, 60_000, b"")
    yield "bom.png", _png(30_000, 30_000, zlib.compress(bytes(100 * 2**20), 9))
    yield (
        "to.jpg",
        b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9",
    )
    yield "vong.tiff", b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00"


def _png(width: int, height: int, pixels: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    body = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def _nested(depth: int) -> bytes:
    data = b"trong cung"
    for level in range(depth):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("trong.zip" if level else "a.txt", data)
        data = buffer.getvalue()
    return data


def _nested_mail(depth: int) -> bytes:
    head = b"Subject: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n"
    return head * depth + b"Subject: y\n\nhet\n"
