"""What goes to archives: people without an office go masked, and what a person confirmed goes along."""

import pytest

from haichieu.dispatches.exchange import read_akoma_ntoso
from haichieu.dispatches.models import Dispatch, Reading
from haichieu.dispatches.queries import letter_as_akoma_ntoso
from tests.conftest import Cast
from tests.factories import NOW, make_dispatch

pytestmark = pytest.mark.django_db

NAME = "Nguyễn Thị Hoa"
TEXT = f"Công đoàn xã thăm bà {NAME} tại nhà. Gửi báo cáo trước ngày 25/11/2026, dưới 15% số bài."
CONFIRMED = {
    "subject": f"thăm bà {NAME}, đoàn viên có hoàn cảnh khó khăn",
    "recipients": ["Như trên", f"Chị {NAME}"],
    "signer": {"authority": None, "title": "CHỦ TỊCH", "name": "Lê Văn Tám"},
    "obligations": [
        {"text": f"Thăm bà {NAME}", "actors": [NAME], "quote": f"thăm bà {NAME} tại nhà", "confirmed": 1}
    ],
    "limits": [{"text": f"dưới 15% số bài về bà {NAME}", "indicator": {"base": f"bài về chị {NAME}"}}],
    "citations": [{"kind": "đơn", "text": f"Đơn của bà {NAME}"}],
}


def exported(letter: Dispatch) -> tuple[str, dict[str, object]]:
    data = letter_as_akoma_ntoso(letter, made=NOW.date())
    values = read_akoma_ntoso(data).values
    assert values is not None
    return data.decode(), values


def confirmed(cast: Cast, text: str, **values: object) -> Dispatch:
    letter = make_dispatch(unit=cast.federation, text=text)
    machine = letter.readings.get().values
    Reading.objects.create(
        dispatch=letter, version=2, by_person=True, values={**machine, **values}, by="1", at=NOW
    )
    return letter


@pytest.mark.parametrize("text", ["Nội dung không nêu tên ai.", TEXT], ids=["without a name", "with one"])
def test_a_field_goes_masked_whatever_the_text_says(cast: Cast, text: str) -> None:
    written, values = exported(confirmed(cast, text, **CONFIRMED | {"obligations": []}))
    assert NAME not in written and "nguyen-thi-hoa" not in written
    assert str(values["subject"]).startswith("thăm bà N.T.H.")
    assert values["signer"] == CONFIRMED["signer"]


def test_what_a_person_confirmed_goes_along_masked(cast: Cast) -> None:
    written, values = exported(confirmed(cast, TEXT, **CONFIRMED))
    assert NAME not in written
    assert values["obligations"] == [
        {"text": "Thăm bà N.T.H.", "actors": ["N.T.H."], "quote": "thăm bà N.T.H. tại nhà", "confirmed": 1}
    ]
    assert values["limits"] == [
        {"text": "dưới 15% số bài về bà N.T.H.", "indicator": {"base": "bài về chị N.T.H."}}
    ]
    assert values["citations"] == [{"kind": "đơn", "text": "Đơn của bà N.T.H."}]


def test_places_point_at_the_same_words_of_the_masked_text(cast: Cast) -> None:
    words = ("Gửi báo cáo", f"bà {NAME}", "25/11/2026")
    spans = [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words]
    letter = confirmed(cast, TEXT, spans={"place": spans}, obligations=[{"span": spans[0]}], pages=[0, 40])
    _, values = exported(letter)
    text = str(values["text"])
    assert [text[start:end] for start, end in values["spans"]["place"]] == [
        "Gửi báo cáo",
        "bà N.T.H.",
        "25/11/2026",
    ]
    assert values["obligations"][0]["span"] == values["spans"]["place"][0]
    assert text[values["pages"][1] :] == mask_from(40)


def mask_from(offset: int) -> str:
    """The end of the text behind the name is as it was."""
    return TEXT[offset:]
