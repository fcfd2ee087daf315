"""What kind a file really is: its bytes decide, its name only helps where bytes say nothing."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from haichieu.text.errors import UnreadableFile
from haichieu.text.xml_parts import ZIP_FAULTS

_BY_NAME = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".docx": "docx",
    ".doc": "doc", ".rtf": "rtf", ".odt": "odt", ".pdf": "pdf", ".png": "png", ".jpg": "jpg", ".jpeg": "jpg",
    ".tif": "tiff", ".tiff": "tiff", ".zip": "zip", ".eml": "eml",
}  # fmt: skip
#: Kinds that are taken for one another without harm: a program saved one under the other's ending.
_TEXTS = frozenset({"txt", "md", "html", "docx", "doc", "rtf", "odt", "xml"})
#: Kinds that hold pictures of pages.
IMAGES = frozenset({"png", "jpg", "tiff"})
#: Kinds that hold other files.
PACKAGES = frozenset({"zip", "eml"})
_LABELS = {
    "txt": "văn bản thuần", "md": "văn bản thuần", "html": "trang web", "docx": "tệp nén hoặc tệp Word",
    "doc": "tệp Word kiểu cũ",
    "rtf": "tệp RTF", "odt": "tệp OpenDocument", "xml": "tệp Word dạng XML", "pdf": "tệp PDF", "png": "ảnh PNG",
    "jpg": "ảnh JPEG", "tiff": "ảnh TIFF", "zip": "tệp nén hoặc tệp Word", "eml": "thư điện tử",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG", "png"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
)
_OTHER_MAGIC = (
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"RIFF", "ảnh hoặc tệp âm thanh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình Linux"),
)
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_OTHER_STREAMS = (("Workbook", "bảng tính Excel"), ("PowerPoint Document", "bài trình chiếu"))
#: The part of a .docx file that holds the letter; some programs number it.
WORD_BODY = re.compile(r"word/document\d*\.xml")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEB_ARCHIVE = re.compile(rb"\s*mime-version:.{0,200}?multipart/related", re.IGNORECASE | re.DOTALL)
_WORD_XML = re.compile(rb"\s*<\?xml.{0,400}?(?:progid=\"Word\.Document\"|w:wordDocument)", re.DOTALL)
_SUPPORTED = (
    "tệp .docx, .doc, .pdf, .odt, .rtf, .html, .txt, .md, ảnh .jpg, .png, .tiff, thư .eml hoặc tệp nén .zip"
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is."""

    #: txt, md, html, docx, doc, rtf, odt, xml (Word 2003), pdf, png, jpg, tiff, zip or eml.
    kind: str
    #: What to tell the person, where the name says something else.
    warnings: tuple[str, ...] = ()


def kind_of(data: bytes, name: str) -> FileKind:
    """Find the kind of a file, or refuse it in one sentence.

    Raises
    ------
    UnreadableFile
        Empty, of a kind that is not read, damaged, or one kind disguised as another.

    >>> kind_of(b"%PDF-1.7 ...", "cong-van.pdf").kind, kind_of(b"{\\\\rtf1 ...}", "cong-van.doc").kind
    ('pdf', 'rtf')
    >>> kind_of(b"\\x89PNG\\r\\n", "cong-van.txt")
    Traceback (most recent call last):
    haichieu.text.errors.UnreadableFile: Tệp mang đuôi .txt nhưng bên trong là ảnh PNG, hãy gửi đúng tệp văn bản.
    """
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("Tệp rỗng, hãy gửi lại tệp có nội dung.", reason="empty")
    named = _BY_NAME.get(suffix)
    inside = _inside(data, named)
    if named is None and inside in (None, "zip"):
        raise UnreadableFile(
            f"Chưa đọc được loại tệp “{suffix or name}”, hãy gửi {_SUPPORTED}.", reason="unknown_kind"
        )
    if inside is None:
        return _by_name(data, suffix, named or "")
    if inside == named or (named == "eml" and inside == "html" and _WEB_ARCHIVE.match(data)):
        return FileKind(named)
    label = "tệp Word" if inside == "docx" else _LABELS[inside]
    if named is None:
        return FileKind(inside, (f"Tên tệp không cho biết loại tệp, đã đọc theo nội dung thật: {label}.",))
    if {inside, named} <= _TEXTS or {inside, named} <= IMAGES:
        return FileKind(
            inside, (f"Tệp mang đuôi {suffix} nhưng bên trong là {label}, đã đọc theo nội dung thật.",)
        )
    raise _disguised(suffix, _LABELS[inside], reason="wrong_type")


def _by_name(data: bytes, suffix: str, named: str) -> FileKind:
    """The kind of a file whose bytes carry no sign: text, or something damaged."""
    label = next((label for magic, label in _OTHER_MAGIC if data.startswith(magic)), None)
    if named in ("txt", "md", "html", "eml"):
        # Two letters make no program: a text may begin with “MZ” or “BM”.
        if label is not None and b"\x00" in data[:512]:
            raise _disguised(suffix, label, reason="wrong_type")
        return FileKind(named)
    if label is not None:
        raise _disguised(suffix, label, reason="wrong_type")
    if named in ("doc", "rtf") and b"\x00" not in data:
        return FileKind(
            "txt", (f"Tệp mang đuôi {suffix} nhưng bên trong là văn bản thuần, đã đọc theo nội dung thật.",)
        )
    wanted = {"docx": "Word (.docx)", "pdf": "PDF"}.get(named, named.upper())
    raise UnreadableFile(
        f"Tệp hỏng hoặc không phải tệp {wanted}, hãy xuất lại tệp từ bản gốc.", reason="corrupt"
    )


def _disguised(suffix: str, label: str, *, reason: str) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp mang đuôi {suffix} nhưng bên trong là {label}, hãy gửi đúng tệp văn bản.", reason=reason
    )


def _inside(data: bytes, named: str | None) -> str | None:
    if data.startswith(_OLE):
        return _inside_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data, named)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _WORD_XML.match(start):
        return "xml"
    if _PAGE.match(start) or _WEB_ARCHIVE.match(start):
        return "html"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def _inside_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile("Tệp Word có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.", reason="password")
    if _WORD_STREAM in data:
        return "doc"
    for stream, label in _OTHER_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise UnreadableFile(
                f"Đây là {label}, hãy xuất công văn sang .pdf hoặc .docx.", reason="unknown_kind"
            )
    raise UnreadableFile(
        "Tệp kiểu cũ này không phải văn bản Word, hãy xuất công văn sang .pdf hoặc .docx.",
        reason="unknown_kind",
    )


def _inside_zip(data: bytes, named: str | None) -> str:
    """What an archive holds; one that cannot be listed is left to the reader its name calls for."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except ZIP_FAULTS:
        return named if named in ("odt", "zip") else "docx"
    if any(map(WORD_BODY.fullmatch, names)):
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        return "odt"
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise UnreadableFile(
            "Đây là bảng tính hoặc bài trình chiếu, hãy xuất công văn sang .pdf hoặc .docx.",
            reason="unknown_kind",
        )
    return "zip"
