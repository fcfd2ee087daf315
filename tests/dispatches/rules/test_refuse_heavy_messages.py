"""A message may carry many files, but not more than an office can hold: the whole counts, not each alone."""

import io
import random
import zipfile

import pytest

from haichieu.dispatches.rules.exchange.edxml.messages import Attachment, EdxmlMessage
from haichieu.dispatches.rules.exchange.edxml.reading import read_message
from haichieu.dispatches.rules.exchange.edxml.unpacking import Budget, unpacked
from haichieu.dispatches.rules.exchange.edxml.writing import write_message
from haichieu.dispatches.rules.exchange.errors import ExchangeError
from tests.dispatches.messages import message

MEGABYTE = 2**20
#: Text that packs about a hundred times: no bomb by its ratio.
TABLE = random.Random(7).randbytes(8192).hex().encode() * 55


def wrapped(content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ben trong.txt", content)
    return buffer.getvalue()


def carrying(count: int, content: bytes) -> bytes:
    return write_message(message(files=tuple(Attachment(f"{n}.txt", content) for n in range(count))))


def test_files_that_each_fit_are_refused_when_all_together_are_too_large() -> None:
    file = wrapped(TABLE)
    few, many = carrying(2, file), carrying(3, file)
    assert len(many) < MEGABYTE
    read = read_message(few, max_bytes=MEGABYTE)
    assert isinstance(read, EdxmlMessage) and {len(each.data) for each in read.attachments} == {len(TABLE)}
    with pytest.raises(ExchangeError, match=r"“2\.txt” giải nén ra quá lớn nên gói tin không được nhận\.$"):
        read_message(many, max_bytes=MEGABYTE)


def test_a_file_that_unpacks_out_of_all_proportion_is_refused() -> None:
    bomb = carrying(1, wrapped(bytes(8 * MEGABYTE)))
    with pytest.raises(ExchangeError, match="giải nén ra quá lớn"):
        read_message(bomb)


def test_small_bombs_count_together() -> None:
    with pytest.raises(ExchangeError, match="giải nén ra quá lớn"):
        read_message(carrying(50, wrapped(bytes(MEGABYTE // 2))))


def test_what_comes_out_counts_whatever_the_archive_says() -> None:
    lying = wrapped(bytes(8 * MEGABYTE)).replace(
        (8 * MEGABYTE).to_bytes(4, "little"), (5).to_bytes(4, "little")
    )
    kept = unpacked(lying, "a.txt", Budget(each=MEGABYTE, total=MEGABYTE, ratio=300))
    assert kept == lying or len(kept) <= MEGABYTE


def test_an_archive_with_a_long_directory_is_kept_as_it_is() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for place in range(1500):
            archive.writestr(f"{place}.txt", b"")
    data = buffer.getvalue()
    assert unpacked(data, "a.bin", Budget(each=MEGABYTE, total=MEGABYTE, ratio=300)) == data


@pytest.mark.parametrize("part", ["<Attachment/>", "<Attachment><ContentId>1</ContentId></Attachment>"])
def test_more_files_than_a_message_has_are_refused(part: str) -> None:
    start, end = write_message(message(files=())).decode().rsplit("</", 1)
    body = f"{start}<AttachmentEncoded>{part * 201}</AttachmentEncoded></{end}"
    with pytest.raises(ExchangeError, match="hơn 200 tệp đính kèm"):
        read_message(body.encode())
    fewer = body.replace(part, "", 1).encode()
    assert isinstance(read_message(fewer), EdxmlMessage)


def test_more_files_than_a_message_has_may_not_be_announced_either() -> None:
    written = write_message(message(files=(Attachment("0.txt", b"0"),))).decode()
    start = written.index("<edXML:Reference ")
    listed = "".join(f"<Reference><ContentId>n{n}</ContentId></Reference>" for n in range(200))
    with pytest.raises(ExchangeError, match="hơn 200 tệp đính kèm"):
        read_message((written[:start] + listed + written[start:]).encode())
