"""Records of the first format, written by the program as it was then, are read, hashed and computed again."""

import json
from pathlib import Path
from typing import Any

import pytest

from haichieu.posts.rules import Certificate, Frame, record_digest, replay

STORED = {
    "decided": (
        "0f7c5d73ade3064f7cd6c9fa84972f26926df446e6b09fd508b061cdc2f05dd5",
        "727288fd621cf62240e844f783079e627de5445ef16ba47a25f447cad7e15b69",
    ),
    "undecided": (
        "a04589717e830a469ab533a6c23e092111283431a0eae7dacdd0cba804ccc4ac",
        "c005e540001c8bd8f15203565f31a03e0147192b166e790391e2e4005dfd32b6",
    ),
}


def stored(name: str) -> dict[str, Any]:
    path = Path(__file__).parent / "stored" / f"certificate-1-{name}.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(record, dict)
    return record


@pytest.mark.parametrize("name", STORED)
def test_its_list_keeps_its_hash(name: str) -> None:
    frame = Frame.from_dict(stored(name)["frame"])
    assert frame.frame_hash == STORED[name][0]
    assert frame.to_dict() == stored(name)["frame"]


@pytest.mark.parametrize("name", STORED)
def test_it_reads_back_as_it_was_written_and_keeps_its_digest(name: str) -> None:
    again = json.loads(json.dumps(Certificate.from_dict(stored(name)).to_dict()))
    assert again == stored(name)
    assert again["digest"] == record_digest(again) == STORED[name][1]


@pytest.mark.parametrize("name", STORED)
def test_it_is_computed_again_and_agrees(name: str) -> None:
    outcome = replay(stored(name))
    assert outcome.agrees, outcome.differences


@pytest.mark.parametrize(
    ("key", "value"), [("expected_more", 7), ("decision", "above"), ("seed", 12), ("readers", 5)]
)
def test_a_forged_one_is_noticed(key: str, value: object) -> None:
    record = stored("decided") | {key: value}
    assert not replay(record | {"digest": record_digest(record)}).agrees
