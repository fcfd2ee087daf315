"""Archives and mails are taken apart within bounds; whatever is bad in them is set aside by name."""

import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.text.errors import UnreadableFile
from haichieu.text.packages import PackageLimits, Part, may_be_package, open_package
from tests.text.samples import LETTER, paragraph, word, zipped

SHORT = "Kính chuyển văn bản đính kèm."


def mail(body: str = SHORT, *, subject: str = "V/v tuyên truyền") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "vp@lienđoan.example", "xa@example"
    message.set_content(body)
    return message


def attached(
    message: EmailMessage, data: bytes, name: str, kind: str = "application/octet-stream"
) -> EmailMessage:
    main, sub = kind.split("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message


def names(parts: tuple[Part, ...]) -> list[str]:
    return [part.name for part in parts]


def test_an_archive_gives_its_files_and_sets_the_rest_aside() -> None:
    data = zipped(
        {
            "van ban/kh.docx": word(paragraph(LETTER)),
            "van ban/bang.xlsx": b"hello",
            "__MACOSX/._kh.docx": b"x",
            "Thumbs.db": b"x",
            "rong.txt": b"",
        }
    )
    parts = open_package(data, "goi.zip")
    assert [(part.name, part.reason is None) for part in parts] == [
        ("van ban/kh.docx", True), ("van ban/bang.xlsx", False), ("rong.txt", False),
    ]  # fmt: skip
    assert all(part.reason is None or part.reason.endswith(".") for part in parts)


def test_names_cannot_lead_out_of_the_package() -> None:
    data = zipped(
        {"../../etc/passwd.txt": "a b", "/goc.txt": "a", "C:\\may\\kh.txt": "a", "a/../../b.txt": "a"}
    )
    assert names(open_package(data, "goi.zip")) == ["etc/passwd.txt", "goc.txt", "may/kh.txt", "a/b.txt"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_vietnamese_names_are_decoded_without_their_mark(encoding: str) -> None:
    meant = (
        "Kê\u0301 hoa\u0323ch tuyên truyê\u0300n.txt" if encoding == "cp1258" else "Kế hoạch tuyên truyền.txt"
    )
    raw = meant.encode(encoding)
    data = zipped({"x" * len(raw): LETTER}).replace(b"x" * len(raw), raw)
    assert names(open_package(data, "goi.zip")) == ["Kế hoạch tuyên truyền.txt"]


def test_a_locked_archive_is_refused_and_a_locked_file_set_aside() -> None:
    plain = zipped({"kh.txt": LETTER})
    at = plain.index(b"PK\x01\x02") + 8
    locked = plain[:6] + b"\x01" + plain[7:at] + b"\x01" + plain[at + 1 :]
    with pytest.raises(UnreadableFile) as refused:
        open_package(locked, "goi.zip")
    assert refused.value.reason == "password"


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped({"a.txt": b"0" * 30_000_000, "kh.txt": LETTER})
    first, second = open_package(bomb, "goi.zip")
    assert (first.data, first.reason is None, second.reason) == (b"", False, None)


def test_packages_inside_packages_are_opened_to_a_depth() -> None:
    data = zipped({"kh.txt": LETTER})
    for _ in range(6):
        data = zipped({"trong.zip": data})
    (part,) = open_package(data, "goi.zip", limits=PackageLimits(depth=3))
    assert part.name == "trong.zip/trong.zip/trong.zip"
    assert part.reason is not None


def test_too_many_files_end_in_one_sentence() -> None:
    data = zipped({f"{i}.txt": "chữ" for i in range(50)})
    parts = open_package(data, "goi.zip", limits=PackageLimits(count=10))
    assert len(parts) == 11
    assert parts[-1].reason is not None


def test_a_mail_gives_its_attachments_and_a_short_body_is_no_letter() -> None:
    message = attached(mail(), word(paragraph(LETTER)), "Kế hoạch số 5.docx")
    attached(message, zipped({"phu luc.txt": LETTER}), "phu luc.zip")
    parts = open_package(bytes(message), "thu.eml")
    assert names(parts) == ["Kế hoạch số 5.docx", "phu luc.zip/phu luc.txt"]
    assert {part.subject for part in parts} == {"V/v tuyên truyền"}


def test_a_long_body_is_a_letter_itself() -> None:
    (part,) = open_package(bytes(mail(LETTER * 4)), "thu.eml")
    assert part.name == "V-v tuyên truyền.txt"
    assert part.data.decode().strip().startswith("Kính gửi")


def test_an_attached_mail_is_opened_too() -> None:
    inner = attached(mail(subject="Gốc"), LETTER.encode(), "kh.txt", "text/plain")
    outer = mail(subject="Fwd")
    outer.add_attachment(inner)
    (part,) = open_package(bytes(outer), "thu.eml")
    assert part.name.endswith(".eml/kh.txt")
    assert part.subject == "Gốc"


def test_a_logo_is_set_aside_and_a_photo_is_not() -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"0" * 100
    message = mail()
    message.add_related(picture, "image", "png", cid="<logo>", filename="logo.png")
    attached(message, picture, "anh.png", "image/png")
    parts = {part.name: part.reason for part in open_package(bytes(message), "thu.eml")}
    assert parts["anh.png"] is None
    assert parts["logo.png"] is not None


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"PK\x03\x04 cut", "goi.zip", "corrupt"),
        (zipped({}), "goi.zip", "empty"),
        (zipped({"thu muc/": ""}), "goi.zip", "empty"),
        (b"no header at all", "thu.eml", "corrupt"),
        (word(paragraph("a")), "a.docx", "wrong_type"),
    ],
)
def test_what_is_no_package_is_refused(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        open_package(data, name)
    assert refused.value.reason == reason


ARCHIVE = zipped({"a/kh.txt": LETTER, "b.zip": zipped({"c.txt": LETTER})})
MAIL = bytes(attached(mail(), ARCHIVE, "goi.zip"))


@settings(max_examples=80, deadline=None)
@given(at=st.integers(0, 600), bites=st.binary(min_size=1, max_size=10), which=st.booleans())
def test_a_mutated_package_is_opened_or_refused(at: int, bites: bytes, which: bool) -> None:
    data, name = (ARCHIVE, "goi.zip") if which else (MAIL, "thu.eml")
    try:
        parts = open_package(data[:at] + bites + data[at + len(bites) :], name)
    except UnreadableFile as refused:
        assert refused.reason
    else:
        assert all(".." not in part.name.split("/") and not part.name.startswith("/") for part in parts)


def test_a_size_that_the_archive_lies_about_does_not_count() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 5_000_000)
    data = bytearray(buffer.getvalue())
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    (part,) = open_package(bytes(data), "goi.zip", limits=PackageLimits(part=1_000_000))
    assert part.reason is not None or len(part.data) <= 1_000_000


@pytest.mark.parametrize("name", ["goi.zip", "goi", "goi.docx", "goi.pdf", "goi.txt"])
def test_a_package_is_known_under_any_name(name: str) -> None:
    for data in (ARCHIVE, MAIL):
        assert may_be_package(data, name)
        assert [part.reason for part in open_package(data, name)] in ([None, None], [None, None, None])


def test_a_letter_is_no_package() -> None:
    odt = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    for data, name in ((word(paragraph("a")), "a.docx"), (odt, "a.odt"), (LETTER.encode(), "a.txt")):
        assert not may_be_package(data, name)
