"""Every value has a confidence that can be explained: signs, their weights, and the least sure value of a field."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haichieu.dispatches.rules import SURE, read_dispatch
from haichieu.dispatches.rules.confidence import assess, model
from haichieu.dispatches.rules.confidence.assessing import DOUBTED
from haichieu.dispatches.rules.confidence.signs import WEIGHED, signs_of
from haichieu.dispatches.rules.read import draft_reading

LETTER = """LIÊN ĐOÀN LAO ĐỘNG TỈNH LAM GIANG
Số: 412/LĐLĐ-CSPL
Lam Giang, ngày 16 tháng 4 năm 2024
V/v rà soát bữa ăn ca của người lao động
Kính gửi: Công đoàn các khu công nghiệp

Thực hiện Công văn số 1180/TLĐ-QHLĐ ngày 08/4/2024 của Tổng Liên đoàn Lao động Việt Nam, Liên đoàn Lao động tỉnh
đề nghị các đơn vị thực hiện một số nội dung sau:
1. Rà soát mức chi bữa ăn ca tại các doanh nghiệp, báo cáo về Liên đoàn Lao động tỉnh trước ngày 10/5/2024.
2. Phân công cán bộ theo dõi; mỗi cán bộ phụ trách không quá 05 doanh nghiệp.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. BAN THƯỜNG VỤ
PHÓ CHỦ TỊCH

Đỗ Lê Tín
"""


def test_every_value_has_its_own_figure() -> None:
    reading = read_dispatch(LETTER)
    assert set(reading.confidences) == set(WEIGHED)
    for field in ("addressees", "recipients", "citations", "limits", "obligations"):
        assert len(reading.confidences[field]) == len(getattr(reading, field))
    for part, field in (("deadline", "deadlines"), ("report_to", "report_to"), ("actors", "actors")):
        shares = reading.confidences[field]
        assert [share is not None for share in shares] == [bool(item[part]) for item in reading.obligations]
    assert [item["confidence"] for item in reading.obligations] == reading.confidences["obligations"]


def test_a_field_is_as_sure_as_its_least_sure_value() -> None:
    reading = read_dispatch(LETTER)
    for field, shares in reading.confidences.items():
        assert reading.confidence[field] == min(share for share in shares if share is not None)


def test_a_plain_letter_is_read_surely() -> None:
    confidence = read_dispatch(LETTER).confidence
    assert all(
        confidence[field] >= SURE for field in ("kind", "number", "date", "place", "issuer", "subject")
    )


def test_a_value_without_a_witness_is_less_sure() -> None:
    alone = read_dispatch(
        LETTER.replace("V/v rà soát bữa ăn ca của người lao động\n", "").replace("Kính gửi", "Gửi")
    )
    assert alone.confidence["kind"] < read_dispatch(LETTER).confidence["kind"]


def test_two_names_run_together_are_less_sure_than_one() -> None:
    reading = read_dispatch(LETTER.replace("- Như trên;", "- Như trên. Sở Y tế tỉnh Lam Giang (để b/c) | +;"))
    assert reading.confidences["recipients"][0] < read_dispatch(LETTER).confidences["recipients"][0]


def test_doubtful_words_bound_the_confidence() -> None:
    at = LETTER.index("khu công nghiệp")
    reading = read_dispatch(LETTER, doubtful=[(at, at + 15)])
    assert reading.confidences["addressees"] == [DOUBTED]


def test_other_weights_give_other_figures() -> None:
    draft = draft_reading(LETTER)
    even = model.read_weights({"number": {"": 0.0}})
    assert assess(draft, even).confidences == {"number": [0.5]}


def test_the_weights_know_every_field_and_stay_small() -> None:
    data = files("haichieu.dispatches.rules.confidence").joinpath("weights.json").read_bytes()
    assert set(json.loads(data)["fields"]) == set(WEIGHED)
    assert len(data) <= 200_000


@given(st.text(max_size=400))
def test_any_text_is_weighed(text: str) -> None:
    reading = read_dispatch(text)
    shares = [share for each in reading.confidences.values() for share in each if share is not None]
    assert all(0 < share < 1 for share in shares)


@given(st.floats(-60, 60), st.floats(-60, 60))
def test_more_for_it_is_never_less_sure(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert model.share_right(low) <= model.share_right(high)


@pytest.mark.parametrize("field", WEIGHED)
def test_signs_are_short_words(field: str) -> None:
    signs = dict(signs_of(draft_reading(LETTER)))[field]
    assert all(0 < len(sign) <= 40 for one in signs if one is not None for sign in one)
