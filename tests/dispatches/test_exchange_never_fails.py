"""Whatever other offices send, taking it in ends in a letter or in a sentence."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.dispatches.actions import status_word
from haichieu.dispatches.actions.exchange_files import read_letter_file, status_in
from haichieu.dispatches.exchange import Attachment, write_akoma_ntoso
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.limited import Readers
from tests.dispatches.letters import LETTER
from tests.dispatches.messages import message, status_message, written
from tests.dispatches.test_receive_files import packed
from tests.factories import TODAY

STATUS = status_message("06")
DOCUMENT = write_akoma_ntoso(read_dispatch(LETTER).to_dict(), made=TODAY)
WRAPPED = (
    Attachment("cv.txt", packed(cv__txt=LETTER.encode())),
    Attachment("hai.txt", packed(a=b"1", b=b"2")),
)
FILES = (
    written(files=()),
    written(files=message().attachments[:1]),
    written(files=WRAPPED),
    STATUS,
    DOCUMENT,
)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers() as pool:
        yield pool


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with a stretch taken out, repeated or written over."""
    data = draw(st.sampled_from(FILES))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 200)))
    put = draw(st.one_of(st.just(b""), st.just(data[start:end] * 2), st.binary(max_size=20)))
    return data[:start] + put + data[end:]


@settings(deadline=None)
@given(data=damaged())
def test_a_damaged_file_is_a_letter_a_status_or_a_sentence(readers: Readers, data: bytes) -> None:
    status = status_in(readers, data, "a.edxml")
    if status is not None:
        # Only a status becomes one, and what it says can be kept and shown: a known code, a moment in a zone.
        assert b"MessageHeader" not in data and b"Attachment" not in data
        assert status_word(status.code) and status.at.utcoffset() is not None
        return
    try:
        file = read_letter_file(readers, data, "a.edxml")
    except UnreadableFile as refused:
        assert str(refused).endswith(".") and "\n" not in str(refused)
        return
    assert b"StatusCode" not in data
    assert file.letter is None or file.files[file.letter].text is not None
    assert len(file.files) <= 2 and all((each.text is None) == bool(each.refusal) for each in file.files)


def test_an_undamaged_status_is_one(readers: Readers) -> None:
    status = status_in(readers, STATUS, "a.edxml")
    assert status is not None and (status.code, status.response_for.sign) == ("06", "512/LĐLĐ")
    assert [status_in(readers, each, "a.edxml") for each in FILES if each != STATUS] == [None] * 4


class Wary(Readers):
    """Its process ends whatever XML it is given."""

    def check_xml(self, data: bytes, *, max_bytes: int = 0, seconds: float | None = None) -> None:
        raise UnreadableFile("Tệp này làm bộ đọc dừng giữa chừng.", reason="crashed")


@pytest.mark.parametrize("data", FILES)
def test_nothing_is_parsed_here_that_a_limited_process_did_not_survive(data: bytes) -> None:
    wary = Wary()
    assert status_in(wary, data, "a.edxml") is None
    with pytest.raises(UnreadableFile, match="dừng giữa chừng"):
        read_letter_file(wary, data, "a.edxml")
