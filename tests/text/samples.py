"""Small files of every kind, written by hand so that each holds exactly what a test is about."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LETTER = (
    "Kính gửi: Các công đoàn cơ sở trực thuộc. Liên đoàn Lao động tỉnh đề nghị các đơn vị tổ chức tuyên truyền, "
    "vận động đoàn viên tham gia phong trào thi đua và báo cáo kết quả về Ban Tuyên giáo trước ngày 25 tháng 6."
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(body: str, *, inside: str = "", **parts: str) -> bytes:
    """A Word file with this body; other parts by name: `numbering`, `styles`, `footnotes` …; `inside` ends the body."""
    found: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {W}><w:body>{body}{inside}</w:body></w:document>"
    }
    found |= {f"word/{name}.xml": content for name, content in parts.items()}
    return zipped(found)


def paragraph(text: str, *, properties: str = "", look: str = "") -> str:
    """One paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def font(name: str) -> str:
    """Run properties that name a font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def pdf(*streams: bytes) -> bytes:
    """A PDF of one page for each content stream, with one plain font."""
    count = len(streams)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for i, stream in enumerate(streams):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * i),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end, size = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, end)


def words_on_page(*lines: str) -> bytes:
    """A content stream that writes lines of Latin letters."""
    shown = b"".join(
        b"(%s) Tj 0 -16 Td "
        % line.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        for line in lines
    )
    return b"BT /F1 11 Tf 50 780 Td %sET" % shown
