"""What kind a file really is: its first bytes decide, its name must agree."""

from pathlib import PurePath

from haichieu.text.errors import UnreadableFile

_BY_NAME = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".docx": "docx", ".pdf": "pdf"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_MAGIC = (
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"\x89PNG", "ảnh PNG"),
    (b"GIF8", "ảnh GIF"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"{\\rtf", "tệp RTF"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình Linux"),
)


def kind_of(data: bytes, name: str) -> str:
    """Return txt, md, docx or pdf, or refuse the file in one sentence.

    >>> kind_of(b"%PDF-1.7 ...", "cong-van.pdf")
    'pdf'
    >>> kind_of(b"\\x89PNG\\r\\n", "cong-van.txt")
    Traceback (most recent call last):
    haichieu.text.errors.UnreadableFile: Tệp mang đuôi .txt nhưng bên trong là ảnh PNG, hãy gửi đúng tệp văn bản.
    """
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("Tệp rỗng, hãy gửi lại tệp có nội dung.", reason="empty")
    if data.startswith(_OLE):
        raise _ole_error(data)
    named = _BY_NAME.get(suffix)
    if named is None:
        raise UnreadableFile(
            f"Chưa đọc được loại tệp “{suffix or name}”, hãy gửi tệp .docx, .pdf, .txt hoặc .md.",
            reason="unknown_kind",
        )
    _refuse_disguise(data, suffix, named)
    return named


def _ole_error(data: bytes) -> UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFile("Tệp Word có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.", reason="password")
    return UnreadableFile(
        "Đây là tệp Word kiểu cũ (.doc), hãy mở bằng Word và lưu lại thành .docx.", reason="unknown_kind"
    )


def _refuse_disguise(data: bytes, suffix: str, named: str) -> None:
    inside = _inside(data)
    if inside == named or (inside is None and named in ("txt", "md")):
        return
    if inside is None:
        wanted = "Word (.docx)" if named == "docx" else "PDF"
        raise UnreadableFile(
            f"Tệp hỏng hoặc không phải tệp {wanted}, hãy xuất lại tệp từ bản gốc.", reason="corrupt"
        )
    label = {"docx": "tệp nén hoặc tệp Word", "pdf": "tệp PDF"}.get(inside, inside)
    raise UnreadableFile(
        f"Tệp mang đuôi {suffix} nhưng bên trong là {label}, hãy gửi đúng tệp văn bản.", reason="wrong_type"
    )


def _inside(data: bytes) -> str | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return next((label for magic, label in _OTHER_MAGIC if data.startswith(magic)), None)
