"""A reading that leaves the office: masked in all its fields, with its places where they were."""

from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.exchange import masked_reading
from haichieu.dispatches.rules import read_dispatch
from haichieu.text.privacy import mask_private_names
from tests.dispatches.private_names import LETTER

words = st.sampled_from(
    ["bà Trần Thị Mơ", "Trần Thị", "trước ngày", "Lê Văn Tám", "0987654321", "\n", ". ", " "]
)


def test_every_place_of_a_letter_still_holds_its_words() -> None:
    values = read_dispatch(LETTER).to_dict()
    shown = masked_reading(values)
    assert shown["text"] == mask_private_names(values["text"]) and "Hồng Mơ" not in str(shown)
    assert shown["signer"] == values["signer"]
    for key, spans in values["spans"].items():
        for (start, end), (first, last) in zip(spans, shown["spans"][key], strict=True):
            held = values["text"][start:end]
            assert shown["text"][first:last] == mask_private_names(held), key


def test_the_whole_name_goes_and_not_only_its_beginning() -> None:
    text = "Thăm bà Trần Thị và bà Trần Thị Mơ."
    assert masked_reading({"text": text, "lead": "Trần Thị Mơ"})["lead"] == "T.T.M."


def test_who_signs_keeps_a_name_that_a_private_person_has_too() -> None:
    values = {"text": "Thăm đoàn viên Lê Văn Tám.", "signer": {"name": "Lê Văn Tám"}, "lead": "Lê Văn Tám"}
    shown = masked_reading(values)
    assert (shown["signer"], shown["lead"]) == ({"name": "Lê Văn Tám"}, "L.V.T.")


@given(st.lists(words, max_size=12), st.integers(0, 120), st.integers(0, 120))
def test_a_moved_place_stays_inside_the_text(parts: list[str], one: int, other: int) -> None:
    text = "".join(parts)
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    shown = masked_reading({"text": text, "spans": {"date": [[start, end]]}, "pages": [start]})
    ((first, last),) = shown["spans"]["date"]
    assert 0 <= first <= last <= len(shown["text"]) and shown["pages"] == [first]


def test_what_is_no_place_is_left_alone() -> None:
    values = {"text": "bà Trần Thị Mơ", "spans": {"a": None, "b": ["x", [1]]}, "span": "12", "pages": None}
    shown = masked_reading(values)
    assert (shown["spans"], shown["span"], shown["pages"]) == ({"a": None, "b": ["x", [1]]}, "12", None)
