"""A list is fixed and hashed before any seed is drawn."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.channels.rules import PostRow
from haichieu.posts.rules import BadFrame, Frame
from haichieu.stats import Limit
from tests.posts.rules.certificate_cast import LIMIT, make_frame, make_rows


def freeze(rows: list[PostRow], scores: list[float], limit: Limit = LIMIT, alpha: float = 0.05) -> Frame:
    return Frame.freeze(rows, scores, limit=limit, alpha=alpha, model="m1")


def test_the_hash_is_the_one_that_the_page_describes() -> None:
    frame, _ = make_frame(total=3)
    text = json.dumps(frame.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert frame.frame_hash == sha256(text.encode()).hexdigest()


def test_another_order_of_the_same_posts_is_the_same_frame() -> None:
    rows, scores, _ = make_rows(total=30)
    assert freeze(rows, scores).frame_hash == freeze(rows[::-1], scores[::-1]).frame_hash


def test_any_change_gives_another_hash() -> None:
    rows, scores, _ = make_rows(total=30)
    first = freeze(rows, scores)
    others = [
        freeze(rows[:-1], scores[:-1]),
        freeze([rows[0]._replace(title="Khác"), *rows[1:]], scores),
        freeze([rows[0]._replace(repost=not rows[0].repost), *rows[1:]], scores),
        freeze(rows, [scores[0] / 2, *scores[1:]]),
        freeze(rows, scores, limit=Limit(15, 100, strict=False)),
        freeze(rows, scores, alpha=0.01),
    ]
    assert len({first.frame_hash, *(frame.frame_hash for frame in others)}) == 7


def test_a_frame_survives_json() -> None:
    frame, _ = make_frame(total=20)
    again = Frame.from_dict(json.loads(json.dumps(frame.to_dict())))
    assert again == frame
    assert again.frame_hash == frame.frame_hash


@pytest.mark.parametrize(
    ("rows", "scores", "says"),
    [
        ([], [], "rỗng"),
        ([PostRow("1", "a", "", "", "", "", False, {})] * 2, [0.1, 0.1], "hai lần"),
        ([PostRow("1", "a", "", "", "", "", False, {})], [1.5], "p_negative"),
        ([PostRow("1", "a", "", "", "", "", False, {})], [float("nan")], "p_negative"),
    ],
)
def test_a_list_that_cannot_be_audited_is_refused(
    rows: list[PostRow], scores: list[float], says: str
) -> None:
    with pytest.raises(BadFrame, match=says):
        freeze(rows, scores)


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_nonsense_records_are_refused_not_crashed_on(value: object) -> None:
    frame, _ = make_frame(total=2)
    for key in ("format", "limit", "alpha", "model", "columns", "items", "filters", "beacon"):
        record = frame.to_dict() | {key: value}
        try:
            Frame.from_dict(record)
        except Exception as error:  # noqa: BLE001  (the point is which family it is)
            assert type(error).__name__ in {"BadFrame", "BadLimit"}
