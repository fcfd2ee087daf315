"""Whatever other offices send, taking it in ends in a letter or in a sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from haichieu.dispatches.actions.exchange_files import LetterFile, read_letter_file, status_in
from haichieu.dispatches.exchange import EdxmlStatus, write_akoma_ntoso
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.errors import UnreadableFile
from haichieu.text.limited import Readers
from tests.dispatches.letters import LETTER
from tests.dispatches.messages import status_message, written
from tests.factories import TODAY

MESSAGE, STATUS = written(files=()), status_message("06")
DOCUMENT = write_akoma_ntoso(read_dispatch(LETTER).to_dict(), made=TODAY)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with a stretch taken out, repeated or written over."""
    data = draw(st.sampled_from((MESSAGE, STATUS, DOCUMENT)))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 200)))
    put = draw(st.one_of(st.just(b""), st.just(data[start:end] * 2), st.binary(max_size=20)))
    return data[:start] + put + data[end:]


@settings(deadline=None)
@given(damaged())
def test_a_damaged_file_is_a_letter_a_status_or_a_sentence(data: bytes) -> None:
    status = status_in(data, "a.edxml")
    if status is not None:
        assert isinstance(status, EdxmlStatus) and status.sentence
        return
    try:
        # No file lies inside these, so that no reader is ever started.
        file = read_letter_file(Readers(), data, "a.edxml")
    except UnreadableFile as refused:
        assert str(refused).endswith(".")
    else:
        assert isinstance(file, LetterFile)
