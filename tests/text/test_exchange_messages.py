"""Messages between us and a reader: what is sent arrives, what is wrong is refused and never believed."""

import contextlib
import json
import socket
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.text.limited import answers, wire

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


def received(raw: bytes) -> wire.Message | None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(raw)
        ours.close()
        return wire.receive(theirs)


def framed(header: object) -> bytes:
    encoded = json.dumps(header).encode()
    return struct.pack(">Q", len(encoded)) + encoded


@given(
    st.dictionaries(st.text().filter(lambda key: key != "blocks"), PLAIN), st.lists(st.binary(), max_size=3)
)
def test_what_is_sent_arrives(header: dict[str, object], blocks: list[bytes]) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(ours, header, blocks)
        message = wire.receive(theirs)
    assert message is not None
    assert message.blocks == tuple(blocks)
    assert message.header == {**header, "blocks": [len(block) for block in blocks]}


@given(st.binary(max_size=60))
def test_rubbish_is_refused_or_is_the_end(raw: bytes) -> None:
    with contextlib.suppress(wire.BadMessage):
        assert received(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        struct.pack(">Q", 2**62),
        framed([]),
        framed({"blocks": 3}),
        framed({"blocks": [-1]}),
        framed({"blocks": [True]}),
        framed({"blocks": [2**50]}),
        framed({"blocks": [4]}) + b"ab",
        struct.pack(">Q", 200_000) + b"[" * 200_000,
        framed({"blocks": []})[:-1],
    ],
)
def test_a_wrong_message_is_refused(raw: bytes) -> None:
    with pytest.raises(wire.BadMessage):
        received(raw)


@pytest.mark.parametrize("text", [None, [], "x", {}, {"name": 3}, {"name": "a", "text": None}])
def test_an_answer_that_is_no_text_is_refused(text: object) -> None:
    with pytest.raises(wire.BadMessage):
        answers.file_text(wire.Message({"text": text}))
