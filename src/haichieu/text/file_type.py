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
#: Kinds whose name says that they hold nothing but letters of an alphabet.
_PLAIN = frozenset({"txt", "md", "html", "eml"})
#: Kinds that hold pictures of pages.
IMAGES = frozenset({"png", "jpg", "tiff"})
#: Kinds that hold other files.
PACKAGES = frozenset({"zip", "eml"})
_LABELS = {
    "txt": "văn bản thuần", "md": "văn bản thuần", "html": "trang web", "docx": "tệp Word",
    "doc": "tệp Word kiểu cũ",
    "rtf": "tệp RTF", "odt": "tệp OpenDocument", "xml": "tệp Word dạng XML", "pdf": "tệp PDF", "png": "ảnh PNG",
    "jpg": "ảnh JPEG", "tiff": "ảnh TIFF", "zip": "tệp nén", "eml": "thư điện tử",
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
_HEADER_LINES = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){3,}")
#: Only mail programs write these; a person who copies a mail into a text copies sender and subject.
_MAIL_HEADER = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|delivered-to|dkim-signature):",
    re.IGNORECASE | re.MULTILINE,
)
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
        Empty, of a kind that is not read, damaged, or a program disguised as a letter.

    >>> kind_of(b"%PDF-1.7 ...", "cong-van.pdf").kind, kind_of(b"{\\\\rtf1 ...}", "cong-van.doc").kind
    ('pdf', 'rtf')
    >>> kind_of(b"\\x89PNG\\r\\n", "cong-van.txt").warnings
    ('Tệp mang đuôi .txt nhưng bên trong là ảnh PNG, đã đọc theo nội dung thật.',)
    >>> kind_of(b"MZ\\x90\\x00", "cong-van.txt")
    Traceback (most recent call last):
    haichieu.text.errors.UnreadableFile: Tệp mang đuôi .txt nhưng bên trong là chương trình Windows, hãy gửi đúng tệp \
văn bản.
    """
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("Tệp rỗng, hãy gửi lại tệp có nội dung.", reason="empty")
    named = _BY_NAME.get(suffix)
    inside = _inside(data, named)
    # Programs and books are archives too: one of an unknown kind is not opened, one without a kind is.
    if named is None and (inside is None or (inside == "zip" and suffix[1:].isalpha())):
        if suffix == ".xml":
            sentence = "Tệp .xml này không phải gói tin edXML hay Akoma Ntoso."
            raise UnreadableFile(sentence, reason="unknown_kind")
        raise UnreadableFile(
            f"Chưa đọc được loại tệp “{suffix or name}”, hãy gửi {_SUPPORTED}.", reason="unknown_kind"
        )
    if inside is None:
        return _by_name(data, suffix, named or "")
    if inside == named or (named == "eml" and inside == "html" and _WEB_ARCHIVE.match(data)):
        return FileKind(named)
    label = _LABELS[inside]
    if named is None:
        return FileKind(inside, (f"Tên tệp không cho biết loại tệp, đã đọc theo nội dung thật: {label}.",))
    return FileKind(
        inside, (f"Tệp mang đuôi {suffix} nhưng bên trong là {label}, đã đọc theo nội dung thật.",)
    )


def _by_name(data: bytes, suffix: str, named: str) -> FileKind:
    """The kind of a file whose bytes carry no sign: text, or something damaged."""
    label = next((label for magic, label in _OTHER_MAGIC if data.startswith(magic)), None)
    if named in _PLAIN:
        # Two letters make no program: a text may begin with “MZ” or “BM”.
        if label is not None and b"\x00" in data[:512]:
            raise _disguised(suffix, label)
        return FileKind(named)
    if label is not None:
        raise _disguised(suffix, label)
    if named in ("doc", "rtf") and b"\x00" not in data:
        return FileKind(
            "txt", (f"Tệp mang đuôi {suffix} nhưng bên trong là văn bản thuần, đã đọc theo nội dung thật.",)
        )
    wanted = {"docx": "Word (.docx)", "pdf": "PDF"}.get(named, named.upper())
    raise UnreadableFile(
        f"Tệp hỏng hoặc không phải tệp {wanted}, hãy xuất lại tệp từ bản gốc.", reason="corrupt"
    )


def _disguised(suffix: str, label: str) -> UnreadableFile:
    return UnreadableFile(
        f"Tệp mang đuôi {suffix} nhưng bên trong là {label}, hãy gửi đúng tệp văn bản.", reason="wrong_type"
    )


def is_mail(data: bytes) -> bool:
    """Whether bytes begin as a mail that a program saved: lines of a header, one of them no person writes.

    >>> is_mail(b"From: a@b.vn\\nSubject: KH\\nMIME-Version: 1.0\\n\\nBody")
    True
    >>> is_mail(b"From: a\\nTo: b\\nDate: c\\n\\nd")
    False
    """
    header = _HEADER_LINES.match(data[:16384])
    return header is not None and _MAIL_HEADER.search(header.group()) is not None


def _inside(data: bytes, named: str | None) -> str | None:
    if data.startswith(_OLE):
        return _inside_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data, named)
    # A letter may speak of “%PDF-”; other bytes before it are litter of a mail or a scanner.
    if data.lstrip().startswith(b"%PDF-") or (named not in _PLAIN and b"%PDF-" in data[:1024]):
        return "pdf"
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _WORD_XML.match(start):
        return "xml"
    if _PAGE.match(start) or _WEB_ARCHIVE.match(start):
        return "html"
    known = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    return known or ("eml" if is_mail(start) else None)


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
